// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.fs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GuestTextTest {

    @Test
    void textIsUtf8() {
        for (String text : new String[] {"", "plain", "\u00e4\u20ac\ud83d\ude00", "\0"}) {
            assertEquals(text, GuestText.decode(text.getBytes(StandardCharsets.UTF_8)));
            assertArrayEquals(text.getBytes(StandardCharsets.UTF_8), GuestText.encode(text));
            assertTrue(GuestText.isText(text));
        }
    }

    @Test
    void escapesWhatIsNotText() {
        assertEquals("a\udcff", GuestText.decode(new byte[] {'a', (byte) 0xFF}));
        // An encoded surrogate, an overlong form, a truncated sequence.
        assertEquals("\udced\udca0\udc80", GuestText.decode(new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80}));
        assertEquals("\udcc0\udcaf", GuestText.decode(new byte[] {(byte) 0xC0, (byte) 0xAF}));
        assertEquals("\udce2\udc82x", GuestText.decode(new byte[] {(byte) 0xE2, (byte) 0x82, 'x'}));
        assertFalse(GuestText.isText("a\udcff"));
    }

    @Test
    void anyBytesSurviveTheRoundTrip() {
        Random random = new Random(1);
        for (int i = 0; i < 2000; i++) {
            byte[] bytes = new byte[random.nextInt(12)];
            random.nextBytes(bytes);
            assertArrayEquals(bytes, GuestText.encode(GuestText.decode(bytes)));
        }
    }
}
