// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc;

import static org.emgraal.libc.Guest.AT_FDCWD;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.emgraal.libc.abi.Abi;
import org.emgraal.libc.abi.OpenFlags;
import org.junit.jupiter.api.Test;

/** Programs of older compilers. */
class AbiTest {

    @Test
    void recognisesGenerations() {
        assertEquals(Abi.SHORT_TIME, Abi.of(List.of("__syscall_open", "fd_write")));
        assertEquals(Abi.SHORT_TIME, Abi.of(List.of("emscripten_memcpy_big", "__syscall_stat64")));
        assertEquals(Abi.CURRENT, Abi.of(List.of("emscripten_memcpy_big", "__syscall_openat")));
        assertEquals(Abi.CURRENT, Abi.of(List.of("__syscall_stat64")));
    }

    @Test
    void fillsTheStructuresOfOldPrograms() {
        Guest guest = new Guest();
        guest.libc.adaptTo(List.of("__syscall_open"));
        int mode = guest.allocate(4);
        guest.memory.storeInt(mode, 0600);
        int fd = guest.call("__syscall_open", "/tmp/f", OpenFlags.O_CREAT | OpenFlags.O_RDWR, mode);
        guest.write(fd, "12345");
        int times = guest.allocate(16);
        guest.memory.storeInt(times, 1_000_000_000);
        guest.memory.storeInt(times + 8, 1_234_567_890);
        assertEquals(0, guest.call("__syscall_utimensat", AT_FDCWD, "/tmp/f", times, 0));
        int stat = guest.allocate(88);
        assertEquals(0, guest.call("__syscall_stat64", "/tmp/f", stat));
        assertEquals(0100600, guest.memory.loadInt(stat + 12));
        assertEquals(1, guest.memory.loadInt(stat + 16));
        assertEquals(5, guest.memory.loadLong(stat + 40));
        assertEquals(1_000_000_000, guest.memory.loadInt(stat + 56));
        assertEquals(1_234_567_890, guest.memory.loadInt(stat + 64));
        int statfs = guest.allocate(64);
        assertEquals(0, guest.call("__syscall_statfs64", "/tmp", 64, statfs));
        assertEquals(4096, guest.memory.loadInt(statfs + 4));
        assertEquals(1_000_000, guest.memory.loadInt(statfs + 8));
        assertEquals(255, guest.memory.loadInt(statfs + 36));
    }

    @Test
    void loadsEmbeddedFiles() {
        Guest guest = new Guest();
        int content = guest.bytes("embedded".getBytes());
        int table = guest.allocate(28);
        guest.memory.storeInt(table, guest.string("/data/a.txt"));
        guest.memory.storeInt(table + 4, 8);
        guest.memory.storeInt(table + 8, content);
        guest.memory.storeInt(table + 12, guest.string("b.txt"));
        guest.memory.storeInt(table + 16, 3);
        guest.memory.storeInt(table + 20, content);
        guest.callAs("vi", "_emscripten_fs_load_embedded_files", table);
        assertEquals("embedded", new String(guest.libc.files().read("/data/a.txt")));
        assertEquals("emb", new String(guest.libc.files().read("/b.txt")));
    }
}
