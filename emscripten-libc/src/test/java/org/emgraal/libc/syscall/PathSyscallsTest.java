// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.syscall;

import static org.emgraal.libc.Guest.AT_FDCWD;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.emgraal.libc.Errno;
import org.emgraal.libc.Guest;
import org.emgraal.libc.abi.OpenFlags;
import org.emgraal.libc.fs.MemoryFileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The system calls on paths as a program calls them. */
class PathSyscallsTest {

    private static final int ST_MODE = 4;
    private static final int ST_NLINK = 8;
    private static final int ST_SIZE = 24;
    private static final int ST_MTIM = 56;
    private static final int ST_INO = 88;

    private final Guest guest = new Guest();
    private int stat;

    @BeforeEach
    void files() {
        stat = guest.allocate(96);
        guest.libc.files().createDirectories("/t");
        guest.libc.setWorkingDirectory("/t");
        guest.libc.files().write("/t/file", "content".getBytes());
        guest.libc.files().createDirectories("/t/dir/sub");
        guest.libc.files().createSymbolicLink("/t/link", "file");
        guest.libc.files().createSymbolicLink("/t/dangling", "created");
        guest.libc.files().createSymbolicLink("/t/loop", "loop");
    }

    private void fails(Errno errno, int result) {
        assertEquals(-errno.number(), result, errno.name());
    }

    private int at(String name, Object... arguments) {
        return guest.call("__syscall_" + name, arguments);
    }

    private int mkdir(String path) {
        return at("mkdirat", AT_FDCWD, path, 0777);
    }

    private int unlink(String path) {
        return at("unlinkat", AT_FDCWD, path, 0);
    }

    private int rmdir(String path) {
        return at("rmdir", path);
    }

    private int rename(String from, String to) {
        return at("renameat", AT_FDCWD, from, AT_FDCWD, to);
    }

    private int statInt(String path, int field) {
        assertEquals(0, at("lstat64", path, stat), path);
        return guest.memory.loadInt(stat + field);
    }

    @Test
    void opens() {
        int fd = guest.open("file", OpenFlags.O_RDONLY);
        assertEquals(3, fd);
        assertEquals("content", guest.read(fd, 100));
        fails(Errno.ENOENT, guest.open("missing", OpenFlags.O_RDONLY));
        fails(Errno.ENOENT, guest.open("", OpenFlags.O_RDONLY));
        fails(Errno.ENOENT, guest.open("missing/x", OpenFlags.O_RDWR | OpenFlags.O_CREAT));
        fails(Errno.ENOTDIR, guest.open("file/x", OpenFlags.O_RDWR | OpenFlags.O_CREAT));
        fails(Errno.EEXIST, guest.open("file", OpenFlags.O_RDWR | OpenFlags.O_CREAT | OpenFlags.O_EXCL));
        fails(Errno.EEXIST, guest.open("dangling", OpenFlags.O_RDWR | OpenFlags.O_CREAT | OpenFlags.O_EXCL));
        fails(Errno.EISDIR, guest.open("dir", OpenFlags.O_RDWR));
        fails(Errno.EISDIR, guest.open("dir", OpenFlags.O_RDONLY | OpenFlags.O_CREAT));
        fails(Errno.EISDIR, guest.open("new/", OpenFlags.O_RDWR | OpenFlags.O_CREAT));
        fails(Errno.ENOTDIR, guest.open("file", OpenFlags.O_RDONLY | OpenFlags.O_DIRECTORY));
        fails(Errno.ELOOP, guest.open("link", OpenFlags.O_RDONLY | OpenFlags.O_NOFOLLOW));
        fails(Errno.ELOOP, guest.open("loop", OpenFlags.O_RDONLY));
        fails(Errno.ENAMETOOLONG, guest.open("n".repeat(256), OpenFlags.O_RDWR | OpenFlags.O_CREAT));
        fails(Errno.EBADF, guest.call("__syscall_openat", 99, "file", 0, 0));
        fails(Errno.ENOTDIR, guest.call("__syscall_openat", fd, "file", 0, 0));
        fails(Errno.EFAULT, guest.call("__syscall_openat", AT_FDCWD, -16, 0, 0));
        fails(Errno.EFAULT, guest.call("__syscall_openat", AT_FDCWD, 0, 0, 0));
    }

    @Test
    void createsThroughADanglingLink() {
        int fd = guest.open("dangling", OpenFlags.O_WRONLY | OpenFlags.O_CREAT);
        assertEquals(2, guest.write(fd, "ok"));
        assertEquals(2, statInt("created", ST_SIZE));
    }

    @Test
    void appliesTheUmask() {
        assertEquals(022, at("umask", 027));
        guest.open("masked", OpenFlags.O_WRONLY | OpenFlags.O_CREAT);
        assertEquals(0100640, statInt("masked", ST_MODE));
        mkdir("maskeddir");
        assertEquals(0040750, statInt("maskeddir", ST_MODE));
        assertEquals(027, guest.call("__syscall_umask_js", 0));
    }

    @Test
    void truncatesOnlyWhenAsked() {
        guest.open("file", OpenFlags.O_WRONLY);
        assertEquals(7, statInt("file", ST_SIZE));
        guest.open("file", OpenFlags.O_WRONLY | OpenFlags.O_TRUNC);
        assertEquals(0, statInt("file", ST_SIZE));
    }

    @Test
    void respectsPermissions() {
        assertEquals(0, at("chmod", "file", 0444));
        fails(Errno.EACCES, guest.open("file", OpenFlags.O_WRONLY));
        fails(Errno.EACCES, guest.open("file", OpenFlags.O_RDONLY | OpenFlags.O_TRUNC));
        fails(Errno.EACCES, at("faccessat", AT_FDCWD, "file", 2, 0));
        assertEquals(0, at("faccessat", AT_FDCWD, "file", 4, 0));
        fails(Errno.EINVAL, at("faccessat", AT_FDCWD, "file", 8, 0));
        assertEquals(0, at("chmod", "dir", 0555));
        fails(Errno.EACCES, mkdir("dir/x"));
        fails(Errno.EACCES, rmdir("dir/sub"));
        // What was created may be written by whoever created it, whatever its mode.
        int mode = guest.allocate(4);
        guest.memory.storeInt(mode, 0400);
        int fd = guest.call("__syscall_openat", AT_FDCWD, "private", OpenFlags.O_RDWR | OpenFlags.O_CREAT, mode);
        assertEquals(1, guest.write(fd, "x"));
    }

    @Test
    void stats() {
        assertEquals(0, at("stat64", "link", stat));
        assertEquals(0100644, guest.memory.loadInt(stat + ST_MODE));
        assertEquals(7, guest.memory.loadLong(stat + ST_SIZE));
        long inode = guest.memory.loadLong(stat + ST_INO);
        assertEquals(0, at("newfstatat", AT_FDCWD, "link", stat, 0x100));
        assertEquals(0120777, guest.memory.loadInt(stat + ST_MODE));
        int fd = guest.open("file", OpenFlags.O_RDONLY);
        assertEquals(0, at("newfstatat", fd, "", stat, 0x1000));
        assertEquals(inode, guest.memory.loadLong(stat + ST_INO));
        fails(Errno.ENOENT, at("newfstatat", AT_FDCWD, "", stat, 0));
        fails(Errno.EINVAL, at("newfstatat", AT_FDCWD, "file", stat, 1));
        fails(Errno.EFAULT, at("stat64", "file", -8));
        fails(Errno.EBADF, at("fstat64", 77, stat));
    }

    @Test
    void makesAndRemovesDirectories() {
        assertEquals(0, mkdir("new/"));
        fails(Errno.EEXIST, mkdir("new"));
        fails(Errno.EEXIST, mkdir("."));
        fails(Errno.EEXIST, mkdir("/"));
        fails(Errno.EEXIST, mkdir("dangling"));
        fails(Errno.ENOENT, mkdir("a/b"));
        fails(Errno.ENOTEMPTY, rmdir("dir"));
        fails(Errno.ENOTDIR, rmdir("file"));
        fails(Errno.EINVAL, rmdir("dir/."));
        fails(Errno.ENOTEMPTY, rmdir("dir/.."));
        fails(Errno.EBUSY, rmdir("/"));
        fails(Errno.EBUSY, rmdir("/dev"));
        fails(Errno.EISDIR, unlink("dir"));
        fails(Errno.EINVAL, at("unlinkat", AT_FDCWD, "file", 1));
        assertEquals(0, at("unlinkat", AT_FDCWD, "new", 0x200));
    }

    @Test
    void renames() {
        assertEquals(0, rename("file", "moved"));
        fails(Errno.ENOENT, rename("file", "x"));
        guest.libc.files().write("/t/other", new byte[3]);
        assertEquals(0, rename("moved", "other"));
        assertEquals(7, statInt("other", ST_SIZE));
        fails(Errno.EISDIR, rename("other", "dir"));
        fails(Errno.ENOTDIR, rename("dir", "other"));
        fails(Errno.ENOTDIR, rename("other", "x/"));
        fails(Errno.EINVAL, rename("dir", "dir/sub/x"));
        fails(Errno.ENOTEMPTY, rename("dir/sub", "dir"));
        fails(Errno.EBUSY, rename("dir", "."));
        fails(Errno.EBUSY, rename("/dev", "/x"));
        mkdir("empty");
        mkdir("full");
        mkdir("full/x");
        fails(Errno.ENOTEMPTY, rename("dir", "full"));
        assertEquals(0, rename("dir", "empty"));
        assertEquals(0040755, statInt("empty/sub", ST_MODE));
        assertEquals(0, rename("link", "link2"));
        assertEquals(0120777, statInt("link2", ST_MODE));
        assertEquals(0, rename("empty", "empty"));
    }

    @Test
    void keepsTheWorkingDirectoryWhenItsParentIsRenamed() {
        assertEquals(0, at("chdir", "dir/sub"));
        int fd = guest.open(".", OpenFlags.O_RDONLY | OpenFlags.O_DIRECTORY);
        assertEquals(0, rename("/t/dir", "/t/renamed"));
        assertEquals("/t/renamed/sub", getcwd());
        assertEquals(0, guest.call("__syscall_mkdirat", fd, "below", 0777));
        assertEquals(0040755, statInt("/t/renamed/sub/below", ST_MODE));
        assertEquals(0040755, statInt("../../renamed", ST_MODE));
    }

    private String getcwd() {
        int buffer = guest.allocate(256);
        int length = at("getcwd", buffer, 256);
        assertTrue(length > 0, "getcwd failed: " + length);
        return new String(guest.load(buffer, length - 1));
    }

    @Test
    void changesTheWorkingDirectory() {
        assertEquals("/t", getcwd());
        assertEquals(0, at("chdir", "dir"));
        assertEquals("/t/dir", getcwd());
        fails(Errno.ENOTDIR, at("chdir", "/t/file"));
        fails(Errno.ENOENT, at("chdir", "missing"));
        int buffer = guest.allocate(16);
        fails(Errno.ERANGE, at("getcwd", buffer, 6));
        assertEquals(7, at("getcwd", buffer, 7));
        fails(Errno.EINVAL, at("getcwd", buffer, 0));
        int file = guest.open("/t/file", OpenFlags.O_RDONLY);
        fails(Errno.ENOTDIR, at("fchdir", file));
        assertEquals(0, at("fchdir", guest.open("/", OpenFlags.O_RDONLY)));
        assertEquals("/", getcwd());
        assertEquals(0, at("chdir", "/t/dir/sub"));
        assertEquals(0, rmdir("/t/dir/sub"));
        fails(Errno.ENOENT, at("getcwd", buffer, 16));
        fails(Errno.ENOENT, guest.open("x", OpenFlags.O_WRONLY | OpenFlags.O_CREAT));
    }

    @Test
    void links() {
        assertEquals(0, at("linkat", AT_FDCWD, "file", AT_FDCWD, "hard", 0));
        assertEquals(2, statInt("file", ST_NLINK));
        assertEquals(0, unlink("file"));
        assertEquals(1, statInt("hard", ST_NLINK));
        fails(Errno.EPERM, at("linkat", AT_FDCWD, "dir", AT_FDCWD, "x", 0));
        fails(Errno.EEXIST, at("linkat", AT_FDCWD, "hard", AT_FDCWD, "dir", 0));
        guest.libc.mount("/m", new MemoryFileSystem());
        fails(Errno.EXDEV, at("linkat", AT_FDCWD, "hard", AT_FDCWD, "/m/x", 0));
        fails(Errno.EXDEV, rename("hard", "/m/x"));
        int buffer = guest.allocate(64);
        assertEquals(4, at("readlinkat", AT_FDCWD, "link", buffer, 64));
        assertEquals("file", new String(guest.load(buffer, 4)));
        assertEquals(2, at("readlinkat", AT_FDCWD, "link", buffer, 2));
        fails(Errno.EINVAL, at("readlinkat", AT_FDCWD, "hard", buffer, 64));
        fails(Errno.EINVAL, at("readlinkat", AT_FDCWD, "link", buffer, 0));
        fails(Errno.EEXIST, at("symlinkat", "x", AT_FDCWD, "link"));
        fails(Errno.ENOENT, at("symlinkat", "", AT_FDCWD, "emptylink"));
    }

    @Test
    void refusesToChangeReadOnlyMounts() {
        MemoryFileSystem fileSystem = new MemoryFileSystem();
        guest.libc.mount("/rw", fileSystem);
        guest.libc.files().write("/rw/f", new byte[5]);
        guest.libc.mount("/ro", fileSystem, true);
        fails(Errno.EROFS, guest.open("/ro/f", OpenFlags.O_WRONLY));
        fails(Errno.EROFS, guest.open("/ro/new", OpenFlags.O_WRONLY | OpenFlags.O_CREAT));
        fails(Errno.EROFS, mkdir("/ro/d"));
        fails(Errno.EROFS, unlink("/ro/f"));
        fails(Errno.EROFS, rename("/ro/f", "/ro/g"));
        fails(Errno.EROFS, at("chmod", "/ro/f", 0600));
        fails(Errno.EROFS, guest.call("__syscall_truncate64", "/ro/f", 1L));
        fails(Errno.EROFS, at("faccessat", AT_FDCWD, "/ro/f", 2, 0));
        fails(Errno.EROFS, at("utimensat", AT_FDCWD, "/ro/f", 0, 0));
        fails(Errno.EROFS, at("symlinkat", "x", AT_FDCWD, "/ro/l"));
        int fd = guest.open("/ro/f", OpenFlags.O_RDONLY);
        assertEquals(5, guest.read(fd, 10).length());
        fails(Errno.EROFS, at("fchmod", fd, 0600));
        int statfs = guest.allocate(88);
        assertEquals(0, at("fstatfs64", fd, 88, statfs));
        assertEquals(1, guest.memory.loadInt(statfs + 64) & 1);
        assertEquals(0, at("statfs64", "/rw", 88, statfs));
        assertEquals(0, guest.memory.loadInt(statfs + 64) & 1);
        assertEquals(4096, guest.memory.loadInt(statfs + 4));
    }

    @Test
    void setsTimes() {
        int times = guest.allocate(32);
        guest.memory.storeLong(times, 5_000_000_000L);
        guest.memory.storeInt(times + 8, 7);
        guest.memory.storeLong(times + 16, -3);
        guest.memory.storeInt(times + 24, 999_999_999);
        assertEquals(0, at("utimensat", AT_FDCWD, "link", times, 0));
        assertEquals(0, at("stat64", "file", stat));
        assertEquals(5_000_000_000L, guest.memory.loadLong(stat + 40));
        assertEquals(7, guest.memory.loadInt(stat + 48));
        assertEquals(-3, guest.memory.loadLong(stat + ST_MTIM));
        assertEquals(999_999_999, guest.memory.loadInt(stat + ST_MTIM + 8));
        guest.memory.storeInt(times + 8, 0x3FFFFFFE);
        guest.memory.storeInt(times + 24, 0x3FFFFFFF);
        int fd = guest.open("file", OpenFlags.O_RDONLY);
        assertEquals(0, at("utimensat", fd, 0, times, 0));
        assertEquals(0, at("stat64", "file", stat));
        assertEquals(5_000_000_000L, guest.memory.loadLong(stat + 40));
        assertNotEquals(-3, guest.memory.loadLong(stat + ST_MTIM));
        guest.memory.storeInt(times + 8, 1_000_000_000);
        fails(Errno.EINVAL, at("utimensat", AT_FDCWD, "file", times, 0));
    }

    @Test
    void holdsNamesThatAreNotText() {
        String name = "a\udcff\udc80";
        guest.open(name, OpenFlags.O_WRONLY | OpenFlags.O_CREAT);
        assertEquals(0100644, statInt(name, ST_MODE));
        assertEquals(0, rename(name, "text"));
    }

    @Test
    void makesNodes() {
        assertEquals(0, at("mknodat", AT_FDCWD, "fifo", 0010600, 0));
        assertEquals(0010600, statInt("fifo", ST_MODE));
        assertEquals(0, at("mknodat", AT_FDCWD, "plain", 0600, 0));
        assertEquals(0100600, statInt("plain", ST_MODE));
        assertEquals(0, at("mknodat", AT_FDCWD, "device", 0020600, 0x105));
        fails(Errno.ENXIO, guest.open("device", OpenFlags.O_RDONLY));
        fails(Errno.EINVAL, at("mknodat", AT_FDCWD, "x", 0120600, 0));
        fails(Errno.EPERM, at("mknodat", AT_FDCWD, "x", 0040600, 0));
        fails(Errno.EEXIST, at("mknodat", AT_FDCWD, "plain", 0100600, 0));
        int reading = guest.open("fifo", OpenFlags.O_RDONLY);
        int writing = guest.open("fifo", OpenFlags.O_WRONLY);
        assertEquals(2, guest.write(writing, "ab"));
        assertEquals("ab", guest.read(reading, 10));
    }
}
