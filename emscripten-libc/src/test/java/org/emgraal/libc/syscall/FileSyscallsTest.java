// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.syscall;

import static org.emgraal.libc.Guest.AT_FDCWD;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.emgraal.libc.Errno;
import org.emgraal.libc.Guest;
import org.emgraal.libc.abi.OpenFlags;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The system calls and WASI functions on descriptors as a program calls them. */
class FileSyscallsTest {

    private static final int CREATE = OpenFlags.O_RDWR | OpenFlags.O_CREAT;

    private final Guest guest = new Guest();

    @BeforeEach
    void directory() {
        guest.libc.setWorkingDirectory("/tmp");
    }

    private void fails(Errno errno, long result) {
        assertEquals(-errno.number(), result, errno.name());
    }

    @Test
    void readsAndWritesInOrder() {
        int fd = guest.open("f", CREATE);
        assertEquals(5, guest.write(fd, "hello"));
        assertEquals(0, guest.seek(fd, 0, 0));
        assertEquals("he", guest.read(fd, 2));
        assertEquals(2, guest.seek(fd, 0, 1));
        assertEquals("llo", guest.read(fd, 100));
        assertEquals("", guest.read(fd, 100));
        assertEquals(3, guest.seek(fd, -2, 2));
        assertEquals(2, guest.write(fd, "p!"));
        assertEquals("help!", new String(guest.libc.files().read("/tmp/f")));
    }

    @Test
    void scattersAndGathers() {
        int fd = guest.open("f", CREATE);
        int vectors = guest.allocate(24);
        int text = guest.bytes("abcdefgh".getBytes());
        for (int i = 0; i < 3; i++) {
            guest.memory.storeInt(vectors + 8 * i, text + 5 - 2 * i);
            guest.memory.storeInt(vectors + 8 * i + 4, i);
        }
        int count = guest.allocate(4);
        assertEquals(0, guest.call("fd_write", fd, vectors, 3, count));
        assertEquals(3, guest.memory.loadInt(count));
        assertEquals("dbc", new String(guest.libc.files().read("/tmp/f")));
        assertEquals(0, guest.call("fd_pread", fd, vectors, 3, 1L, count));
        assertEquals(2, guest.memory.loadInt(count));
        assertEquals("accbe", new String(guest.load(text, 5)));
    }

    @Test
    void readsAndWritesAnywhere() {
        int fd = guest.open("f", CREATE);
        guest.write(fd, "0123456789");
        int count = guest.allocate(4);
        assertEquals(0, guest.call("fd_pwrite", fd, guest.vector(guest.bytes("XY".getBytes()), 2), 1, 3L, count));
        assertEquals(10, guest.seek(fd, 0, 1));
        assertEquals("012XY56789", new String(guest.libc.files().read("/tmp/f")));
        assertEquals(Errno.EINVAL.number(), guest.call("fd_pread", fd, guest.vector(count, 1), 1, -1L, count));
        // As programs compiled without 64-bit arguments pass it: low half, high half.
        int vector = guest.vector(guest.bytes((byte) 'Z'), 1);
        assertEquals(0, guest.callAs("iiiiiii", "fd_pwrite", fd, vector, 1, 0, 1, count));
        assertEquals((1L << 32) + 1, guest.seek(fd, 0, 2));
    }

    @Test
    void seeksFar() {
        int fd = guest.open("f", CREATE);
        assertEquals(5L << 30, guest.seek(fd, 5L << 30, 0));
        assertEquals(1, guest.write(fd, "x"));
        int stat = guest.allocate(96);
        assertEquals(0, guest.call("__syscall_fstat64", fd, stat));
        assertEquals((5L << 30) + 1, guest.memory.loadLong(stat + 24));
        fails(Errno.EINVAL, guest.seek(fd, -1, 0));
        fails(Errno.EINVAL, guest.seek(fd, 0, 9));
        fails(Errno.EOVERFLOW, guest.seek(fd, Long.MAX_VALUE, 2));
        int position = guest.allocate(8);
        assertEquals(0, guest.call("fd_seek", fd, 7, 1, 0, position));
        assertEquals((1L << 32) + 7, guest.memory.loadLong(position));
    }

    @Test
    void appends() {
        int first = guest.open("f", CREATE | OpenFlags.O_APPEND);
        int second = guest.open("f", OpenFlags.O_WRONLY | OpenFlags.O_APPEND);
        guest.write(first, "a");
        guest.write(second, "b");
        guest.seek(first, 0, 0);
        guest.write(first, "c");
        assertEquals("abc", new String(guest.libc.files().read("/tmp/f")));
        assertEquals(3, guest.seek(first, 0, 1));
        int flags = guest.allocate(4);
        guest.memory.storeInt(flags, 0);
        assertEquals(0, guest.call("__syscall_fcntl64", second, 4, flags));
        assertEquals(OpenFlags.O_WRONLY, guest.call("__syscall_fcntl64", second, 3, 0));
        guest.seek(second, 0, 0);
        guest.write(second, "X");
        assertEquals("Xbc", new String(guest.libc.files().read("/tmp/f")));
    }

    @Test
    void fails() {
        int reading = guest.open("/dev/null", OpenFlags.O_RDONLY);
        int writing = guest.open("f", OpenFlags.O_WRONLY | OpenFlags.O_CREAT);
        int buffer = guest.allocate(16);
        fails(Errno.EBADF, guest.write(reading, "x"));
        fails(Errno.EBADF, guest.tryRead(writing, buffer, 1));
        fails(Errno.EBADF, guest.tryRead(77, buffer, 1));
        fails(Errno.EBADF, guest.tryRead(-1, buffer, 1));
        assertEquals(Errno.EBADF.number(), guest.call("fd_close", 77));
        assertEquals(Errno.EINVAL.number(), guest.call("fd_write", writing, buffer, -1, buffer));
        assertEquals(Errno.EINVAL.number(), guest.call("fd_write", writing, buffer, 1025, buffer));
        fails(Errno.EISDIR, guest.tryRead(guest.open("/", OpenFlags.O_RDONLY), buffer, 1));
    }

    @Test
    void reportsBadAddresses() {
        int fd = guest.open("f", CREATE);
        guest.write(fd, "data");
        guest.seek(fd, 0, 0);
        int buffer = guest.allocate(16);
        fails(Errno.EFAULT, guest.tryRead(fd, -16, 32));
        fails(Errno.EFAULT, guest.tryRead(fd, buffer, -1));
        int outside = (int) guest.memory.size() - 4;
        assertEquals(Errno.EFAULT.number(), guest.call("fd_read", fd, outside, 1, buffer));
        assertEquals(Errno.EFAULT.number(), guest.call("fd_fdstat_get", fd, outside));
        fails(Errno.EFAULT, guest.call("__syscall_fstat64", fd, outside));
        fails(Errno.EFAULT, guest.call("__syscall_pipe", outside));
        fails(Errno.EFAULT, guest.call("__syscall_getcwd", outside, 100));
        int directory = guest.open(".", OpenFlags.O_RDONLY);
        fails(Errno.EFAULT, guest.call("__syscall_getdents64", directory, outside, 280));
        fails(Errno.EFAULT, guest.call("__syscall_poll", outside, 1, 0));
    }

    @Test
    void duplicates() {
        int fd = guest.open("f", CREATE);
        int copy = guest.call("__syscall_dup", fd);
        guest.write(fd, "abc");
        assertEquals(3, guest.seek(copy, 0, 1));
        assertEquals(9, guest.call("__syscall_dup3", fd, 9, OpenFlags.O_CLOEXEC));
        assertEquals(1, guest.call("__syscall_fcntl64", 9, 1, 0));
        assertEquals(0, guest.call("__syscall_fcntl64", fd, 1, 0));
        fails(Errno.EINVAL, guest.call("__syscall_dup3", fd, fd, 0));
        fails(Errno.EBADF, guest.call("__syscall_dup3", 77, 8, 0));
        fails(Errno.EBADF, guest.call("__syscall_dup3", fd, 5000, 0));
        int from = guest.allocate(4);
        guest.memory.storeInt(from, 9);
        assertEquals(10, guest.call("__syscall_fcntl64", fd, 0, from));
        guest.memory.storeInt(from, 5000);
        fails(Errno.EINVAL, guest.call("__syscall_fcntl64", fd, 0, from));
        fails(Errno.EINVAL, guest.call("__syscall_fcntl64", fd, 999, from));
        assertEquals(0, guest.call("fd_close", fd));
        guest.write(copy, "def");
        assertEquals("abcdef", new String(guest.libc.files().read("/tmp/f")));
    }

    @Test
    void keepsUnlinkedFilesWhileOpen() {
        int fd = guest.open("f", CREATE);
        guest.write(fd, "kept");
        assertEquals(0, guest.call("__syscall_unlinkat", AT_FDCWD, "f", 0));
        assertEquals(-Errno.ENOENT.number(), guest.open("f", OpenFlags.O_RDONLY));
        guest.seek(fd, 0, 0);
        assertEquals("kept", guest.read(fd, 10));
        int again = guest.open("/proc/self/fd/" + fd, OpenFlags.O_RDONLY);
        assertEquals("kept", guest.read(again, 10));
        int stat = guest.allocate(96);
        guest.call("__syscall_fstat64", fd, stat);
        assertEquals(0, guest.memory.loadInt(stat + 8));
    }

    @Test
    void changesSizes() {
        int fd = guest.open("f", CREATE);
        guest.write(fd, "0123456789");
        assertEquals(0, guest.call("__syscall_ftruncate64", fd, 3L));
        assertEquals(0, guest.call("__syscall_ftruncate64", fd, 6L));
        assertEquals("012\0\0\0", new String(guest.libc.files().read("/tmp/f")));
        assertEquals(0, guest.call("__syscall_fallocate", fd, 0, 4L, 4L));
        assertEquals(8, guest.seek(fd, 0, 2));
        assertEquals(0, guest.call("__syscall_fallocate", fd, 0, 0L, 2L));
        assertEquals(8, guest.seek(fd, 0, 2));
        fails(Errno.EINVAL, guest.call("__syscall_fallocate", fd, 0, 0L, 0L));
        fails(Errno.ENOTSUP, guest.call("__syscall_fallocate", fd, 1, 0L, 1L));
        fails(Errno.EINVAL, guest.call("__syscall_ftruncate64", fd, -1L));
        fails(Errno.EINVAL, guest.call("__syscall_ftruncate64", guest.open("f", OpenFlags.O_RDONLY), 1L));
        assertEquals(0, guest.call("fd_sync", fd));
        assertEquals(0, guest.call("__syscall_fdatasync", fd));
        assertEquals(0, guest.call("__syscall_fadvise64", fd, 0L, 0L, 3));
    }

    private List<String> list(int fd, int bufferSize) {
        List<String> names = new ArrayList<>();
        int buffer = guest.allocate(bufferSize);
        while (true) {
            int count = guest.call("__syscall_getdents64", fd, buffer, bufferSize);
            assertTrue(count >= 0, "getdents64 failed: " + count);
            if (count == 0) {
                return names;
            }
            for (int at = buffer; at < buffer + count; at += 280) {
                assertEquals(280, guest.memory.loadShort(at + 16));
                names.add(new String(guest.memory.readCString(at + 19)) + ":" + guest.memory.loadByte(at + 18));
            }
        }
    }

    @Test
    void listsDirectories() {
        guest.libc.files().createDirectories("/tmp/d/sub");
        guest.libc.files().write("/tmp/d/file", new byte[0]);
        guest.libc.files().createSymbolicLink("/tmp/d/link", "x");
        int fd = guest.open("d", OpenFlags.O_RDONLY | OpenFlags.O_DIRECTORY);
        List<String> expected = List.of(".:4", "..:4", "sub:4", "file:8", "link:10");
        assertEquals(expected, list(fd, 1000));
        assertEquals(List.of(), list(fd, 1000));
        assertEquals(0, guest.seek(fd, 0, 0));
        assertEquals(expected, list(fd, 280));
        assertEquals(560, guest.seek(fd, 560, 0));
        assertEquals(expected.subList(2, 5), list(fd, 4096));
        fails(Errno.EINVAL, guest.call("__syscall_getdents64", fd, guest.allocate(16), 16));
        fails(Errno.ENOTDIR, guest.call("__syscall_getdents64", guest.open("d/file", 0), guest.allocate(16), 4096));
    }

    @Test
    void listsADirectoryThatChanges() {
        Set<String> created = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            guest.libc.files().write("/tmp/f" + i, new byte[0]);
            created.add("f" + i + ":8");
        }
        int fd = guest.open(".", OpenFlags.O_RDONLY);
        int buffer = guest.allocate(2800);
        Set<String> seen = new HashSet<>();
        int count;
        int entries = 0;
        while ((count = guest.call("__syscall_getdents64", fd, buffer, 2800)) > 0) {
            for (int at = buffer; at < buffer + count; at += 280) {
                String name = new String(guest.memory.readCString(at + 19));
                entries++;
                if (!name.startsWith(".")) {
                    seen.add(name + ":8");
                    // What every recursive removal does while it lists.
                    assertEquals(0, guest.call("__syscall_unlinkat", AT_FDCWD, name, 0));
                }
            }
        }
        assertEquals(created, seen);
        assertEquals(1002, entries);
    }

    @Test
    void pipes() {
        int ends = guest.allocate(8);
        assertEquals(0, guest.call("__syscall_pipe", ends));
        int reading = guest.memory.loadInt(ends);
        int writing = guest.memory.loadInt(ends + 4);
        fails(Errno.EAGAIN, guest.tryRead(reading, ends, 1));
        assertEquals(5, guest.write(writing, "pipe!"));
        int available = guest.allocate(8);
        guest.memory.storeInt(available + 4, available);
        assertEquals(0, guest.call("__syscall_ioctl", reading, 21531, available + 4));
        assertEquals(5, guest.memory.loadInt(available));
        assertEquals("pip", guest.read(reading, 3));
        fails(Errno.EBADF, guest.write(reading, "x"));
        fails(Errno.ESPIPE, guest.seek(reading, 0, 1));
        assertEquals(60000, guest.write(writing, "x".repeat(60000)));
        assertEquals(5534, guest.write(writing, "y".repeat(8000)));
        fails(Errno.EAGAIN, guest.write(writing, "z"));
        assertEquals("e!", guest.read(reading, 2));
        assertEquals("x".repeat(60000) + "y".repeat(5534), guest.read(reading, 70000));
        assertEquals(0, guest.call("fd_close", writing));
        assertEquals("", guest.read(reading, 1));
        assertEquals(0, guest.call("__syscall_pipe2", ends, OpenFlags.O_CLOEXEC));
        assertEquals(1, guest.call("__syscall_fcntl64", guest.memory.loadInt(ends), 1, 0));
        guest.call("fd_close", guest.memory.loadInt(ends));
        fails(Errno.EPIPE, guest.write(guest.memory.loadInt(ends + 4), "x"));
        fails(Errno.EINVAL, guest.call("__syscall_pipe2", ends, 1));
    }

    @Test
    void polls() {
        int ends = guest.allocate(8);
        guest.call("__syscall_pipe", ends);
        int file = guest.open("f", CREATE);
        int entries = guest.allocate(40);
        int[] fds = {guest.memory.loadInt(ends), guest.memory.loadInt(ends + 4), file, 99, -1};
        for (int i = 0; i < fds.length; i++) {
            guest.memory.storeInt(entries + 8 * i, fds[i]);
            guest.memory.storeShort(entries + 8 * i + 4, (short) 5);
        }
        assertEquals(3, guest.call("__syscall_poll", entries, 5, -1));
        assertEquals(0, guest.memory.loadShort(entries + 6));
        assertEquals(4, guest.memory.loadShort(entries + 14));
        assertEquals(5, guest.memory.loadShort(entries + 22));
        assertEquals(32, guest.memory.loadShort(entries + 30));
        assertEquals(0, guest.memory.loadShort(entries + 38));
        assertEquals(0, guest.call("__syscall_poll", entries, 1, 20));
        guest.write(fds[1], "x");
        assertEquals(1, guest.call("__syscall_poll", entries, 1, -1));
        guest.read(fds[0], 1);
        guest.call("fd_close", fds[1]);
        assertEquals(1, guest.call("__syscall_poll", entries, 1, -1));
        assertEquals(16, guest.memory.loadShort(entries + 6));
    }

    @Test
    void describesDescriptors() {
        int fdstat = guest.allocate(24);
        assertEquals(0, guest.call("fd_fdstat_get", guest.open("/", OpenFlags.O_RDONLY), fdstat));
        assertEquals(3, guest.memory.loadByte(fdstat));
        assertEquals(0, guest.call("fd_fdstat_get", guest.open("f", CREATE | OpenFlags.O_APPEND), fdstat));
        assertEquals(4, guest.memory.loadByte(fdstat));
        assertEquals(1, guest.memory.loadShort(fdstat + 2));
        assertEquals(0, guest.call("fd_fdstat_get", guest.open("/dev/null", OpenFlags.O_RDWR), fdstat));
        assertEquals(2, guest.memory.loadByte(fdstat));
        assertTrue((guest.memory.loadLong(fdstat + 8) & 0x24) != 0, "isatty must not take /dev/null for a terminal");
        fails(Errno.ENOTTY, guest.call("__syscall_ioctl", guest.open("f", CREATE), 21523, guest.allocate(4)));
    }

    @Test
    void readsTenThousandEntriesAndCycles() {
        for (int i = 0; i < 10_000; i++) {
            guest.reset();
            int fd = guest.open("n" + i, CREATE);
            assertEquals(3, fd);
            assertEquals(0, guest.call("fd_close", fd));
        }
        assertEquals(10_002, list(guest.open(".", OpenFlags.O_RDONLY), 28_000).size());
    }
}
