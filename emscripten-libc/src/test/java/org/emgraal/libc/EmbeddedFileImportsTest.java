// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import org.junit.jupiter.api.Test;

class EmbeddedFileImportsTest {

    private final Guest guest = new Guest(Libc.builder().input(new ByteArrayInputStream("ab".getBytes())));

    @Test
    void tableOfFiles() {
        int table = guest.allocate(28);
        int[] entries = {guest.string("/data/deep/one.txt"), 3, guest.string("ONE"), guest.string("two"), 0, 0, 0};
        for (int i = 0; i < entries.length; i++) {
            guest.memory.storeInt(table + 4 * i, entries[i]);
        }
        guest.callAs("vi", "_emscripten_fs_load_embedded_files", table);
        assertEquals("ONE", new String(guest.libc.files().read("/data/deep/one.txt")));
        assertEquals(0, guest.libc.files().read("/two").length);
    }

    @Test
    void standardInputOfWasmFs() {
        assertEquals('a', guest.call("_wasmfs_stdin_get_char"));
        assertEquals('b', guest.call("_wasmfs_stdin_get_char"));
        assertEquals(-1, guest.call("_wasmfs_stdin_get_char"));
        assertEquals(0, guest.call("_wasmfs_get_num_preloaded_files"));
    }
}
