// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.syscall;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.emgraal.libc.Errno;
import org.emgraal.libc.Guest;
import org.emgraal.libc.abi.OpenFlags;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MappingSyscallsTest {

    private static final int READ = 1;
    private static final int READ_WRITE = 3;
    private static final int SHARED = 1;
    private static final int PRIVATE = 2;

    private final Guest guest = new Guest();
    private int fd;

    @BeforeEach
    void file() {
        guest.exports.put("emscripten_builtin_memalign", arguments -> {
            int address = guest.allocate(arguments.i32(1));
            guest.memory.fill(address, (byte) 0x55, arguments.i32(1));
            return address;
        });
        fd = guest.open("/tmp/f", OpenFlags.O_RDWR | OpenFlags.O_CREAT);
        guest.write(fd, "0123456789");
    }

    private int map(int length, int protection, int flags, int descriptor, long offset) {
        int result = guest.allocate(8);
        int code = (Integer) guest.callAs("iiiiijii", "_mmap_js", length, protection, flags, descriptor, offset,
                        result, result + 4);
        assertEquals(code == 0 ? 1 : 0, code == 0 ? guest.memory.loadInt(result) : 0);
        return code == 0 ? guest.memory.loadInt(result + 4) : code;
    }

    private String content() {
        return new String(guest.libc.files().read("/tmp/f"));
    }

    @Test
    void sharedMappingIsWrittenBack() {
        int address = map(100, READ_WRITE, SHARED, fd, 0);
        assertEquals("0123456789", new String(guest.load(address, 10)));
        assertEquals(0, guest.memory.loadByte(address + 10));
        guest.memory.storeByte(address + 3, (byte) 'x');
        guest.memory.storeByte(address + 50, (byte) 'y');
        assertEquals("0123456789", content());
        assertEquals(0, guest.callAs("iiiiiij", "_msync_js", address, 100, READ_WRITE, SHARED, fd, 0L));
        assertEquals("012x456789", content());
        guest.memory.storeByte(address + 4, (byte) 'z');
        guest.call("fd_close", fd);
        assertEquals(0, guest.callAs("iiiiiij", "_munmap_js", address, 100, READ_WRITE, SHARED, fd, 0L));
        assertEquals("012xz56789", content());
        assertEquals(-Errno.EINVAL.number(), guest.callAs("iiiiiij", "_munmap_js", address, 100, READ_WRITE, SHARED,
                        fd, 0L));
    }

    @Test
    void privateMappingIsNot() {
        int address = map(10, READ_WRITE, PRIVATE, fd, 4);
        assertEquals("456789", new String(guest.memory.readCString(address)));
        guest.memory.storeByte(address, (byte) 'x');
        guest.callAs("iiiiiij", "_msync_js", address, 10, READ_WRITE, PRIVATE, fd, 4L);
        guest.callAs("iiiiiij", "_munmap_js", address, 10, READ_WRITE, PRIVATE, fd, 4L);
        assertEquals("0123456789", content());
    }

    @Test
    void theEndOfTheProgramWritesBack() {
        int address = map(10, READ_WRITE, SHARED, fd, 0);
        guest.memory.storeByte(address, (byte) 'e');
        guest.libc.process().descriptors().get(fd).retain();
        var file = guest.libc.process().descriptors().get(fd);
        guest.libc.close();
        java.nio.ByteBuffer first = java.nio.ByteBuffer.allocate(1);
        file.read(0, first);
        assertEquals('e', first.get(0));
    }

    @Test
    void olderSignatures() {
        int flag = guest.allocate(4);
        int address = (Integer) guest.callAs("iiiiiiii", "_mmap_js", 0, 10, READ_WRITE, SHARED, fd, 0, flag);
        assertEquals("0123456789", new String(guest.load(address, 10)));
        guest.memory.storeByte(address, (byte) 'a');
        assertEquals(0, guest.callAs("iiiii", "_msync_js", address, 10, SHARED, fd));
        assertEquals("a123456789", content());
        assertEquals(0, guest.callAs("iiiiiii", "_munmap_js", address, 10, READ_WRITE, SHARED, fd, 0));
        int result = guest.allocate(8);
        assertEquals(0, guest.callAs("iiiiiiiii", "_mmap_js", 10, READ, PRIVATE, fd, 0, 0, result, result + 4));
    }

    /** As emscripten_mmap.c: memory without a file, or our mmap. */
    private void exportMmap() {
        guest.exports.put("mmap", a -> {
            if ((a.i32(3) & 0x20) == 0) {
                return map(a.i32(1), a.i32(2), a.i32(3), a.i32(4), a.i64(5));
            }
            int address = guest.allocate(a.i32(1));
            guest.memory.fill(address, (byte) 0, a.i32(1));
            return address;
        });
        guest.exports.put("munmap", a -> guest.callAs("iiiiiij", "_munmap_js", a.i32(0), a.i32(1), READ_WRITE, SHARED, -1, 0L));
    }

    @Test
    void remappingKeepsTheContents() {
        exportMmap();
        int address = map(10, READ_WRITE, SHARED, fd, 0);
        guest.memory.storeByte(address + 1, (byte) 'x');
        guest.call("__syscall_ftruncate64", fd, 20L);
        int moved = guest.callReplacement("mremap", address, 10, 20, 1, 0);
        assertEquals("0x23456789\0\0", new String(guest.load(moved, 12)));
        assertEquals("0x23456789\0\0", content().substring(0, 12));
        guest.memory.storeByte(moved + 15, (byte) 'y');
        guest.callAs("iiiiiij", "_munmap_js", moved, 20, READ_WRITE, SHARED, fd, 0L);
        assertEquals('y', content().charAt(15));
        int anonymous = guest.allocate(8);
        guest.memory.storeInt(anonymous, 0x1234);
        assertEquals(0x1234, guest.memory.loadInt(guest.callReplacement("mremap", anonymous, 8, 100, 1, 0)));
        assertEquals(moved, guest.callReplacement("mremap", moved, 8, 8, 0, 0));
    }

    @Test
    void remappingErrors() {
        exportMmap();
        int address = map(10, READ_WRITE, SHARED, fd, 0);
        guest.exports.put("__errno_location", a -> 16);
        assertEquals(-1, guest.callReplacement("mremap", address, 10, 20, 0, 0));
        assertEquals(Errno.ENOMEM.number(), guest.memory.loadInt(16));
        assertEquals(-1, guest.callReplacement("mremap", address, 10, 0, 1, 0));
        assertEquals(Errno.EINVAL.number(), guest.memory.loadInt(16));
        assertEquals(-1, guest.callReplacement("mremap", 0x7fff0000, 10, 20, 1, 0));
        assertEquals(Errno.EFAULT.number(), guest.memory.loadInt(16));
    }

    @Test
    void errors() {
        assertEquals(-Errno.EBADF.number(), map(10, READ, SHARED, 99, 0));
        assertEquals(-Errno.EINVAL.number(), map(0, READ, SHARED, fd, 0));
        assertEquals(-Errno.EINVAL.number(), map(10, READ, 0, fd, 0));
        assertEquals(-Errno.ENODEV.number(), map(10, READ, SHARED, guest.open("/dev/zero", OpenFlags.O_RDONLY), 0));
        int readOnly = guest.open("/tmp/f", OpenFlags.O_RDONLY);
        assertEquals(-Errno.EACCES.number(), map(10, READ_WRITE, SHARED, readOnly, 0));
        assertEquals("0123456789", new String(guest.load(map(10, READ_WRITE, PRIVATE, readOnly, 0), 10)));
        assertEquals(-Errno.EACCES.number(), map(10, READ, SHARED, guest.open("/tmp/f", OpenFlags.O_WRONLY), 0));
        guest.exports.put("emscripten_builtin_memalign", arguments -> 0);
        assertEquals(-Errno.ENOMEM.number(), map(10, READ, SHARED, fd, 0));
    }
}
