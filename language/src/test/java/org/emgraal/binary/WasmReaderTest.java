// SPDX-License-Identifier: Apache-2.0
package org.emgraal.binary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WasmReaderTest {

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, 63, 64, -64, -65, 127, 128, 0xFFFF_FFFFL, 1L << 32, Integer.MAX_VALUE,
                    Integer.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE})
    void readsWhatLebEncodes(long value) {
        WasmReader signed = reader(signedLeb(value));
        assertEquals(value, signed.readS64());
        assertTrue(signed.atEnd());
        if (value == (int) value) {
            assertEquals(value, reader(signedLeb(value)).readS32());
            assertEquals(value, reader(signedLeb(value)).readS33());
        }
        WasmReader unsigned = reader(unsignedLeb(value));
        assertEquals(value, unsigned.readU64());
        assertTrue(unsigned.atEnd());
        if (value >>> 32 == 0) {
            assertEquals((int) value, reader(unsignedLeb(value)).readU32());
        }
    }

    @ParameterizedTest
    @CsvSource({"ffffffff10, integer too large", "ffffffffff00, integer representation too long",
                    "80, unexpected end"})
    void rejectsBadU32(String hex, String message) {
        assertMalformed(message, hex, WasmReader::readU32);
    }

    @ParameterizedTest
    @CsvSource({"ffffffff0f, integer too large", "8080808008, integer too large",
                    "8080808080, integer representation too long"})
    void rejectsBadS32(String hex, String message) {
        assertMalformed(message, hex, WasmReader::readS32);
    }

    @Test
    void acceptsPaddedNumbers() {
        assertEquals(1, reader("8180808000").readU32());
        assertEquals(-1, reader("ffffffff7f").readS32());
    }

    @Test
    void readsNames() {
        assertEquals("aé", reader("0361c3a9").readName());
        assertMalformed("malformed UTF-8 encoding", "02c328", WasmReader::readName);
        assertMalformed("length out of bounds", "0561", WasmReader::readName);
    }

    @Test
    void readsOpcodes() {
        assertEquals(Opcode.I32_ADD, reader("6a").readOpcode());
        assertEquals(Opcode.I32X4_RELAXED_DOT_I8X16_I7X16_ADD_S, reader("fd9302").readOpcode());
        assertMalformed("illegal opcode", "fcffff7f", WasmReader::readOpcode);
    }

    @Test
    void countsNeedTheBytesToBeThere() {
        assertEquals(2, reader("020000").readCount());
        assertMalformed("unexpected end", "ffffffff0f0000", WasmReader::readCount);
    }

    @Test
    void errorsTellTheOffset() {
        byte[] bytes = HexFormat.of().parseHex("0000ffffffffff00");
        MalformedModuleException e = assertThrows(MalformedModuleException.class,
                        () -> new WasmReader(bytes, 2, bytes.length).readU32());
        assertEquals(2, e.offset());
        assertEquals("integer representation too long at offset 0x2", e.getMessage());
    }

    private static void assertMalformed(String message, String hex, Consumer<WasmReader> read) {
        MalformedModuleException e = assertThrows(MalformedModuleException.class, () -> read.accept(reader(hex)));
        assertTrue(e.getMessage().startsWith(message), e.getMessage());
    }

    private static WasmReader reader(String hex) {
        return reader(HexFormat.of().parseHex(hex));
    }

    private static WasmReader reader(byte[] bytes) {
        return new WasmReader(bytes, 0, bytes.length);
    }

    private static byte[] signedLeb(long value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        long rest = value;
        while (rest != (rest << 57 >> 57)) {
            out.write((int) rest & 0x7F | 0x80);
            rest >>= 7;
        }
        out.write((int) rest & 0x7F);
        return out.toByteArray();
    }

    private static byte[] unsignedLeb(long value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        long rest = value;
        while (rest >>> 7 != 0) {
            out.write((int) rest & 0x7F | 0x80);
            rest >>>= 7;
        }
        out.write((int) rest);
        return out.toByteArray();
    }
}
