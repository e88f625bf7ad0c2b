// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.fs;

import static org.emgraal.libc.Guest.AT_FDCWD;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.emgraal.libc.Errno;
import org.emgraal.libc.Guest;
import org.emgraal.libc.abi.OpenFlags;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A host directory mounted at {@code /host}, as a program uses it. */
class HostFileSystemTest {

    private static final int CREATE = OpenFlags.O_RDWR | OpenFlags.O_CREAT;

    @TempDir
    Path temporary;
    private Path inside;
    private Path outside;
    private final Guest guest = new Guest();
    private int stat;

    @BeforeEach
    void mount() throws IOException {
        boolean unix = temporary.getFileSystem().supportedFileAttributeViews().contains("unix");
        Assumptions.assumeTrue(unix, "needs a host with the file attribute view \"unix\"");
        inside = Files.createDirectory(temporary.resolve("inside"));
        outside = Files.createDirectory(temporary.resolve("outside"));
        Files.writeString(outside.resolve("secret"), "secret");
        guest.libc.mount("/host", new HostFileSystem(new NioHostFiles(inside), false));
        guest.libc.mount("/readonly", new HostFileSystem(new NioHostFiles(inside), true));
        guest.libc.setWorkingDirectory("/host");
        stat = guest.allocate(96);
    }

    @AfterEach
    void close() throws IOException {
        guest.libc.close();
        Path descriptors = Path.of("/proc/self/fd");
        if (Files.isDirectory(descriptors)) {
            List<Path> leaked = new ArrayList<>();
            try (var open = Files.newDirectoryStream(descriptors)) {
                for (Path descriptor : open) {
                    try {
                        Path target = Files.readSymbolicLink(descriptor);
                        if (target.startsWith(temporary.toRealPath())) {
                            leaked.add(target);
                        }
                    } catch (java.nio.file.NoSuchFileException listing) {
                        // The descriptor of this very listing.
                    }
                }
            }
            assertEquals(List.of(), leaked, "host files left open");
        }
    }

    private void fails(Errno errno, long result) {
        assertEquals(-errno.number(), result, errno.name());
    }

    private int at(String name, Object... arguments) {
        return guest.call("__syscall_" + name, arguments);
    }

    @Test
    void readsAndWritesHostFiles() throws IOException {
        Files.writeString(inside.resolve("f"), "from the host");
        int fd = guest.open("f", OpenFlags.O_RDWR);
        assertEquals("from", guest.read(fd, 4));
        assertEquals(4, guest.write(fd, "-the"));
        assertEquals("from-the host", Files.readString(inside.resolve("f")));
        assertEquals(0, guest.call("__syscall_ftruncate64", fd, 2L));
        assertEquals("fr", Files.readString(inside.resolve("f")));
        assertEquals(0, guest.call("__syscall_ftruncate64", fd, 4L));
        assertEquals("fr\0\0", Files.readString(inside.resolve("f")));
        int created = guest.open("new", CREATE | OpenFlags.O_APPEND);
        assertEquals(1, guest.write(created, "a"));
        Files.writeString(inside.resolve("new"), "appended");
        assertEquals(1, guest.write(created, "!"));
        assertEquals("appended!", Files.readString(inside.resolve("new")));
        assertEquals(0, guest.call("fd_sync", created));
        fails(Errno.EEXIST, guest.open("new", CREATE | OpenFlags.O_EXCL));
        guest.open("new", OpenFlags.O_WRONLY | OpenFlags.O_TRUNC);
        assertEquals(0, Files.size(inside.resolve("new")));
    }

    @Test
    void seeksBeyondFourGigabytes() throws IOException {
        int fd = guest.open("sparse", CREATE);
        assertEquals(5L << 30, guest.seek(fd, 5L << 30, 0));
        assertEquals(3, guest.write(fd, "end"));
        assertEquals((5L << 30) + 3, Files.size(inside.resolve("sparse")));
        guest.seek(fd, -3, 2);
        assertEquals("end", guest.read(fd, 10));
        assertEquals(0, at("fstat64", fd, stat));
        assertEquals((5L << 30) + 3, guest.memory.loadLong(stat + 24));
        assertEquals(0, guest.call("__syscall_truncate64", "sparse", 0L));
    }

    @Test
    void showsHostAttributes() throws IOException {
        Files.writeString(inside.resolve("f"), "12345");
        Files.createSymbolicLink(inside.resolve("l"), Path.of("f"));
        assertEquals(0, at("chmod", "f", 0604));
        assertEquals(0, at("stat64", "l", stat));
        assertEquals(0100604, guest.memory.loadInt(stat + 4));
        assertEquals(5, guest.memory.loadLong(stat + 24));
        assertEquals((Long) Files.getAttribute(inside.resolve("f"), "unix:ino"), guest.memory.loadLong(stat + 88));
        assertEquals(0, at("lstat64", "l", stat));
        assertEquals(0120777, guest.memory.loadInt(stat + 4));
        int times = guest.allocate(32);
        guest.memory.storeLong(times, 1_000_000_000L);
        guest.memory.storeLong(times + 16, 1_234_567_890L);
        guest.memory.storeInt(times + 24, 123_456_789);
        assertEquals(0, at("utimensat", AT_FDCWD, "f", times, 0));
        assertEquals(0, at("stat64", "f", stat));
        assertEquals(1_000_000_000L, guest.memory.loadLong(stat + 40));
        assertEquals(1_234_567_890L, guest.memory.loadLong(stat + 56));
        assertEquals(0, at("mkdirat", AT_FDCWD, "wide", 0777));
        at("umask", 0);
        assertEquals(0, at("mkdirat", AT_FDCWD, "wider", 01777));
        assertEquals(0, at("stat64", "wider", stat));
        assertEquals(0041777, guest.memory.loadInt(stat + 4));
        assertEquals(0, at("stat64", "wide", stat));
        assertEquals(0040755, guest.memory.loadInt(stat + 4));
    }

    @Test
    void seesChangesOfTheHostAtOnce() throws IOException {
        assertEquals(0, at("mkdirat", AT_FDCWD, "d", 0777));
        assertEquals(0, at("chdir", "d"));
        assertEquals(0, at("stat64", ".", stat));
        Files.setLastModifiedTime(inside.resolve("d"), java.nio.file.attribute.FileTime.fromMillis(5000));
        assertEquals(0, at("stat64", ".", stat));
        assertEquals(5, guest.memory.loadLong(stat + 56));
        Files.writeString(inside.resolve("d/f"), "1");
        int fd = guest.open("f", OpenFlags.O_RDONLY);
        Files.writeString(inside.resolve("d/f"), "12345");
        assertEquals(0, at("fstat64", fd, stat));
        assertEquals(5, guest.memory.loadLong(stat + 24));
        assertEquals("12345", guest.read(fd, 100));
        Files.delete(inside.resolve("d/f"));
        fails(Errno.ENOENT, at("stat64", "f", stat));
        assertEquals(0, at("fstat64", fd, stat));
        assertEquals(0, guest.memory.loadInt(stat + 8));
        assertEquals(0, guest.call("fd_close", fd));
    }

    @Test
    void keepsFilesThatLoseTheirName() {
        int fd = guest.open("f", CREATE);
        guest.write(fd, "kept");
        assertEquals(0, at("renameat", AT_FDCWD, "f", AT_FDCWD, "g"));
        assertEquals(0, at("fchmod", fd, 0600));
        assertEquals(0, at("stat64", "g", stat));
        assertEquals(0100600, guest.memory.loadInt(stat + 4));
        guest.open("h", CREATE);
        assertEquals(0, at("renameat", AT_FDCWD, "h", AT_FDCWD, "g"));
        assertEquals(0, at("fstat64", fd, stat));
        assertEquals(0, guest.memory.loadInt(stat + 8), "no name is left");
        assertEquals(4, guest.memory.loadLong(stat + 24));
        guest.seek(fd, 0, 0);
        assertEquals("kept", guest.read(fd, 10));
        assertEquals(0, guest.call("fd_close", fd));
        assertEquals(0, at("stat64", "g", stat));
        assertEquals(0, guest.memory.loadLong(stat + 24));
    }

    @Test
    void renamesAndRemoves() throws IOException {
        Files.createDirectories(inside.resolve("full/x"));
        Files.createDirectories(inside.resolve("d/sub"));
        Files.writeString(inside.resolve("f"), "f");
        fails(Errno.ENOTEMPTY, at("rmdir", "full"));
        fails(Errno.ENOTEMPTY, at("renameat", AT_FDCWD, "d", AT_FDCWD, "full"));
        fails(Errno.EISDIR, at("renameat", AT_FDCWD, "f", AT_FDCWD, "d"));
        fails(Errno.ENOTDIR, at("renameat", AT_FDCWD, "d", AT_FDCWD, "f"));
        fails(Errno.EXDEV, at("renameat", AT_FDCWD, "f", AT_FDCWD, "/tmp/f"));
        assertEquals(0, at("chdir", "d/sub"));
        assertEquals(0, at("renameat", AT_FDCWD, "/host/d", AT_FDCWD, "/host/moved"));
        guest.open("here", CREATE);
        assertTrue(Files.exists(inside.resolve("moved/sub/here")));
        assertEquals(0, at("linkat", AT_FDCWD, "here", AT_FDCWD, "there", 0));
        assertEquals(0, at("renameat", AT_FDCWD, "here", AT_FDCWD, "there"));
        assertTrue(Files.exists(inside.resolve("moved/sub/here")), "two names of one file: rename does nothing");
        assertEquals(0, at("unlinkat", AT_FDCWD, "here", 0));
        assertEquals(0, at("unlinkat", AT_FDCWD, "there", 0));
        assertEquals(0, at("chdir", "/"));
        assertEquals(0, at("rmdir", "/host/moved/sub"));
        assertFalse(Files.exists(inside.resolve("moved/sub")));
        fails(Errno.EBUSY, at("rmdir", "/host"));
    }

    @Test
    void linksLeadIntoTheGuestsFiles() throws IOException {
        guest.libc.files().write("/tmp/guestfile", "guest".getBytes());
        guest.libc.files().createDirectories("/outside");
        guest.libc.files().write("/outside/secret", "guest's own".getBytes());
        Files.createSymbolicLink(inside.resolve("absolute"), Path.of("/tmp/guestfile"));
        Files.createSymbolicLink(inside.resolve("up"), Path.of("../outside/secret"));
        Files.createSymbolicLink(inside.resolve("host"), outside.resolve("secret"));
        Files.createSymbolicLink(inside.resolve("hostdir"), outside);
        Files.createDirectory(inside.resolve("d"));
        Files.createSymbolicLink(inside.resolve("d/root"), Path.of("/"));
        assertEquals("guest", guest.read(guest.open("absolute", OpenFlags.O_RDONLY), 100));
        assertEquals("guest's own", guest.read(guest.open("up", OpenFlags.O_RDONLY), 100));
        assertEquals("guest's own", guest.read(guest.open("../outside/secret", OpenFlags.O_RDONLY), 100));
        assertEquals("guest's own", guest.read(guest.open("d/root/outside/secret", OpenFlags.O_RDONLY), 100));
        fails(Errno.ENOENT, guest.open("host", OpenFlags.O_RDONLY));
        fails(Errno.ENOENT, guest.open("hostdir/secret", OpenFlags.O_RDONLY));
        fails(Errno.ENOENT, at("mkdirat", AT_FDCWD, "hostdir/x", 0777));
        // The link itself can be read and replaced.
        assertEquals(0, at("unlinkat", AT_FDCWD, "host", 0));
        assertTrue(Files.exists(outside.resolve("secret")));
        assertEquals(0, at("symlinkat", outside + "/secret", AT_FDCWD, "host"));
        fails(Errno.ENOENT, guest.open("host", OpenFlags.O_RDONLY));
        fails(Errno.ENOENT, guest.open("../../../../../../../../" + outside + "/secret", OpenFlags.O_RDONLY));
    }

    @Test
    void noticesLinksWhereDirectoriesWere() throws IOException {
        Files.createDirectories(inside.resolve("a/b"));
        Files.writeString(inside.resolve("a/b/secret"), "public");
        Files.createDirectory(outside.resolve("b"));
        Files.writeString(outside.resolve("b/secret"), "secret");
        assertEquals("public", guest.read(guest.open("a/b/secret", OpenFlags.O_RDONLY), 10));
        Files.move(inside.resolve("a"), inside.resolve("z"));
        Files.createSymbolicLink(inside.resolve("a"), outside);
        fails(Errno.ENOENT, at("stat64", "a/b/secret", stat));
        fails(Errno.ENOENT, at("mkdirat", AT_FDCWD, "a/b/c", 0777));
        assertEquals("public", guest.read(guest.open("z/b/secret", OpenFlags.O_RDONLY), 10));
        // The program's own change: the very directory that was seen, but now by a link.
        assertEquals(0, at("renameat", AT_FDCWD, "z", AT_FDCWD, "y"));
        assertEquals(0, at("symlinkat", "y", AT_FDCWD, "z"));
        assertEquals("public", guest.read(guest.open("z/b/secret", OpenFlags.O_RDONLY), 10));
        assertEquals(0, at("chdir", "z/b"));
        int buffer = guest.allocate(64);
        assertEquals("/host/y/b", new String(guest.load(buffer, at("getcwd", buffer, 64) - 1)));
    }

    /** Somebody replaces a directory by a link to the outside while the program goes through it. */
    @Test
    void winsRacesAgainstLinks() throws Exception {
        Path directory = Files.createDirectory(inside.resolve("d"));
        Files.writeString(directory.resolve("secret"), "public");
        Path link = Files.createSymbolicLink(temporary.resolve("link"), outside);
        Path aside = temporary.resolve("aside");
        AtomicBoolean stop = new AtomicBoolean();
        Thread attacker = new Thread(() -> {
            try {
                while (!stop.get()) {
                    Files.move(directory, aside, StandardCopyOption.ATOMIC_MOVE);
                    Files.move(link, directory, StandardCopyOption.ATOMIC_MOVE);
                    Files.move(directory, link, StandardCopyOption.ATOMIC_MOVE);
                    Files.move(aside, directory, StandardCopyOption.ATOMIC_MOVE);
                }
            } catch (IOException failure) {
                throw new AssertionError(failure);
            }
        });
        attacker.start();
        int opened = 0;
        long end = System.nanoTime() + 2_000_000_000L;
        try {
            while (System.nanoTime() < end) {
                guest.reset();
                int fd = guest.open("d/secret", OpenFlags.O_RDWR);
                if (fd >= 0) {
                    opened++;
                    assertEquals("public", guest.read(fd, 100));
                    assertEquals(0, guest.call("fd_close", fd));
                }
                int created = guest.open("d/created", CREATE | OpenFlags.O_EXCL);
                if (created >= 0) {
                    guest.call("fd_close", created);
                    at("unlinkat", AT_FDCWD, "d/created", 0);
                }
            }
        } finally {
            stop.set(true);
            attacker.join();
        }
        assertNotEquals(0, opened, "the race was never even run");
        assertEquals("secret", Files.readString(outside.resolve("secret")));
        assertFalse(Files.exists(outside.resolve("created")));
    }

    @Test
    void refusesToChangeReadOnlyMounts() throws IOException {
        Files.writeString(inside.resolve("f"), "text");
        Files.createDirectory(inside.resolve("d"));
        assertEquals("text", guest.read(guest.open("/readonly/f", OpenFlags.O_RDONLY), 10));
        fails(Errno.EROFS, guest.open("/readonly/f", OpenFlags.O_RDWR));
        fails(Errno.EROFS, guest.open("/readonly/f", OpenFlags.O_RDONLY | OpenFlags.O_TRUNC));
        fails(Errno.EROFS, guest.open("/readonly/new", CREATE));
        fails(Errno.EROFS, at("mkdirat", AT_FDCWD, "/readonly/x", 0777));
        fails(Errno.EROFS, at("rmdir", "/readonly/d"));
        fails(Errno.EROFS, at("unlinkat", AT_FDCWD, "/readonly/f", 0));
        fails(Errno.EROFS, at("renameat", AT_FDCWD, "/readonly/f", AT_FDCWD, "/readonly/g"));
        fails(Errno.EROFS, at("symlinkat", "x", AT_FDCWD, "/readonly/l"));
        fails(Errno.EROFS, at("linkat", AT_FDCWD, "/readonly/f", AT_FDCWD, "/readonly/l", 0));
        fails(Errno.EROFS, at("chmod", "/readonly/f", 0600));
        fails(Errno.EROFS, at("utimensat", AT_FDCWD, "/readonly/f", 0, 0));
        fails(Errno.EROFS, at("fchownat", AT_FDCWD, "/readonly/f", 1, 1, 0));
        fails(Errno.EROFS, guest.call("__syscall_truncate64", "/readonly/f", 0L));
        assertEquals("text", Files.readString(inside.resolve("f")));
    }

    @Test
    void namesNeedNotBeText() throws IOException {
        String name = "a\udcffé%25 ?";
        assertEquals(0, at("mkdirat", AT_FDCWD, name, 0700));
        int fd = guest.open(name + "/" + name, CREATE);
        assertEquals(2, guest.write(fd, "hi"));
        assertEquals(0, guest.call("fd_close", fd));
        assertEquals(0, at("symlinkat", name, AT_FDCWD, name + "\udc80"));
        int buffer = guest.allocate(300);
        int length = at("readlinkat", AT_FDCWD, name + "\udc80", buffer, 300);
        assertEquals(name, GuestText.decode(guest.load(buffer, length)));
        assertEquals("hi", guest.read(guest.open(name + "\udc80/" + name, OpenFlags.O_RDONLY), 9));
        try (var raw = Files.list(inside)) {
            assertTrue(raw.anyMatch(path -> path.toUri().getRawPath().endsWith("/a%FF%C3%A9%2525%20%3F/")));
        }
        int directory = guest.open(name, OpenFlags.O_RDONLY);
        length = at("getdents64", directory, guest.allocate(2800), 2800);
        assertEquals(3 * 280, length);
        assertEquals(0, at("renameat", AT_FDCWD, name + "/" + name, directory, "b\udc81"));
        assertEquals(0, at("unlinkat", directory, "b\udc81", 0));
        assertEquals(0, at("rmdir", name));
        fails(Errno.ENOENT, guest.open("a\udcff", OpenFlags.O_RDONLY));
    }

    @Test
    void refusesLongNames() {
        fails(Errno.ENAMETOOLONG, guest.open("n".repeat(256), CREATE));
    }

    @Test
    void doesNotOpenHostDevices() throws Exception {
        Process made = new ProcessBuilder("mkfifo", inside.resolve("fifo").toString()).start();
        Assumptions.assumeTrue(made.waitFor() == 0, "needs mkfifo");
        fails(Errno.ENXIO, guest.open("fifo", OpenFlags.O_RDONLY));
        assertEquals(0, at("stat64", "fifo", stat));
        assertEquals(0010000, guest.memory.loadInt(stat + 4) & 0170000);
        fails(Errno.EPERM, at("mknodat", AT_FDCWD, "mine", 0010600, 0));
    }

    @Test
    void listsDirectories() throws IOException {
        for (int i = 0; i < 500; i++) {
            Files.writeString(inside.resolve("f" + i), "");
        }
        int fd = guest.open(".", OpenFlags.O_RDONLY);
        int buffer = guest.allocate(28_000);
        int count;
        int entries = 0;
        while ((count = at("getdents64", fd, buffer, 28_000)) > 0) {
            for (int entry = buffer; entry < buffer + count; entry += 280, entries++) {
                String name = new String(guest.memory.readCString(entry + 19));
                if (name.startsWith("f")) {
                    assertEquals(0, at("unlinkat", AT_FDCWD, name, 0));
                }
            }
        }
        assertEquals(502, entries);
    }

    @Test
    void tellsTheCapacityOfTheHostsFileSystem() throws IOException {
        FileStore store = Files.getFileStore(inside);
        Files.writeString(inside.resolve("f"), "");
        int buffer = guest.allocate(88);
        int file = guest.open("f", OpenFlags.O_RDONLY);
        assertEquals(0, at("unlinkat", AT_FDCWD, "f", 0));
        for (int fd : new int[] {guest.open(".", OpenFlags.O_RDONLY), file}) {
            guest.memory.fill(buffer, (byte) 0, 88);
            assertEquals(0, at("fstatfs64", fd, 88, buffer));
            assertEquals(store.getBlockSize(), guest.memory.loadInt(buffer + 4));
            assertEquals(store.getTotalSpace() / store.getBlockSize(), guest.memory.loadLong(buffer + 8));
        }
        assertEquals(0, at("statfs64", "/readonly", 88, buffer));
        assertEquals(1, guest.memory.loadInt(buffer + 64) & 1);
    }

    @Test
    void tellsTheCapacityOfEachFileSystemBelowAMount() throws IOException {
        Path memory = Path.of("/dev/shm");
        Assumptions.assumeTrue(Files.isDirectory(memory), "no second file system to look at");
        guest.libc.mount("/all", new HostFileSystem(new NioHostFiles(Path.of("/")), true));
        int buffer = guest.allocate(88);
        assertEquals(0, at("statfs64", "/all/dev/shm", 88, buffer));
        FileStore store = Files.getFileStore(memory);
        assertEquals(store.getTotalSpace() / store.getBlockSize(), guest.memory.loadLong(buffer + 8));
    }

    @Test
    void anOpenDirectoryHasItsPresentMode() throws IOException {
        Files.createDirectory(inside.resolve("d"));
        Files.writeString(inside.resolve("d/f"), "");
        int directory = guest.open("d", OpenFlags.O_RDONLY);
        assertEquals(0, at("chmod", "d", 0500));
        fails(Errno.EACCES, at("unlinkat", directory, "f", 0));
        assertEquals(0, at("chmod", "d", 0700));
        assertEquals(0, at("unlinkat", directory, "f", 0));
    }

    @Test
    void findsMissingFilesDeepInside() throws IOException {
        Files.createDirectories(inside.resolve("a/b/c"));
        fails(Errno.ENOENT, guest.open("/host/a/b/c/missing", OpenFlags.O_RDONLY));
        fails(Errno.ENOENT, guest.open("/host/a/b/missing/c", OpenFlags.O_RDONLY));
        assertTrue(guest.open("/host/a/b/c/new", CREATE) > 0);
        fails(Errno.ENOTDIR, guest.open("/host/a/b/c/new/f", CREATE));
        assertTrue(Files.exists(inside.resolve("a/b/c/new")));
    }

    @Test
    void filesOfAFileSystemWithoutExecutionAreNotExecutable() throws IOException {
        Files.writeString(inside.resolve("program"), "");
        assertEquals(0, at("chmod", "program", 0755));
        guest.libc.mount("/noexec", new HostFileSystem(new NioHostFiles(inside), true, false));
        assertEquals(0, at("faccessat", -100, "/host/program", 1, 0));
        fails(Errno.EACCES, at("faccessat", -100, "/noexec/program", 1, 0));
        assertEquals(0, at("faccessat", -100, "/noexec", 1, 0));
    }

    @Test
    void seesMountsAndLinksDeepInside() throws IOException {
        Files.createDirectories(inside.resolve("a/b/c"));
        Files.writeString(inside.resolve("a/b/c/f"), "deep");
        Files.createSymbolicLink(inside.resolve("a/l"), Path.of("b/c"));
        assertEquals("deep", guest.read(guest.open("a/b/c/f", OpenFlags.O_RDONLY), 10));
        assertEquals("deep", guest.read(guest.open("a/l/f", OpenFlags.O_RDONLY), 10));
        assertEquals("deep", guest.read(guest.open("a/b//c/../c/f", OpenFlags.O_RDONLY), 10));
        fails(Errno.ENOTDIR, guest.open("a/b/c/f/x", OpenFlags.O_RDONLY));
        assertEquals(0, at("chdir", "a/b/c"));
        int buffer = guest.allocate(64);
        int length = at("getcwd", buffer, 64);
        assertEquals("/host/a/b/c", new String(guest.load(buffer, length - 1)));
        assertEquals(0, at("stat64", "../../b", stat));
        long inode = guest.memory.loadLong(stat + 88);
        assertEquals(inode, Files.getAttribute(inside.resolve("a/b"), "unix:ino"));
        guest.libc.mount("/host/a/b", new MemoryFileSystem());
        guest.libc.files().createDirectories("/host/a/b/c");
        fails(Errno.ENOENT, guest.open("/host/a/b/c/f", OpenFlags.O_RDONLY));
        fails(Errno.ENOENT, guest.open("/host/a/l/f", OpenFlags.O_RDONLY));
        fails(Errno.EBUSY, at("rmdir", "/host/a/b"));
        assertEquals(0, at("renameat", AT_FDCWD, "/host/a", AT_FDCWD, "/host/z"));
        fails(Errno.ENOENT, guest.open("/host/z/b/c/f", OpenFlags.O_RDONLY));
        assertEquals(0, at("stat64", "/host/z/b/c", stat));
        guest.libc.close();
    }

    @Test
    void survivesInterruption() {
        int fd = guest.open("f", CREATE);
        Thread.currentThread().interrupt();
        assertEquals(4, guest.write(fd, "text"));
        assertTrue(Thread.interrupted(), "the interruption is still to be noticed");
        guest.seek(fd, 0, 0);
        assertEquals("text", guest.read(fd, 10));
    }
}
