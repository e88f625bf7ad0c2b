// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.fs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.emgraal.libc.Errno;
import org.emgraal.libc.Guest;
import org.emgraal.libc.abi.Fcntl;
import org.emgraal.libc.abi.FlockStruct;
import org.emgraal.libc.abi.OpenFlags;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Locks of two programs of this JVM on a host file, and of another process. */
class RecordLockTest {

    @TempDir
    Path directory;
    private final Guest one = new Guest();
    private final Guest other = new Guest();
    private int ones;
    private int others;

    @BeforeEach
    void open() throws IOException {
        Assumptions.assumeTrue(directory.getFileSystem().supportedFileAttributeViews().contains("unix"), "needs files with inodes");
        Files.writeString(directory.resolve("f"), "0123456789");
        one.libc.mount("/host", new HostFileSystem(new NioHostFiles(directory), false));
        other.libc.mount("/host", new HostFileSystem(new NioHostFiles(directory), false));
        ones = one.open("/host/f", OpenFlags.O_RDWR);
        others = other.open("/host/f", OpenFlags.O_RDWR);
    }

    @AfterEach
    void close() {
        one.libc.close();
        other.libc.close();
        assertTrue(RecordLocks.areNone());
    }

    private static int flock(Guest guest, int type, int whence, long start, long length) {
        int flock = guest.allocate(32);
        guest.memory.storeShort(flock, (short) type);
        guest.memory.storeShort(flock + 2, (short) whence);
        guest.memory.storeLong(flock + 8, start);
        guest.memory.storeLong(flock + 16, length);
        return flock;
    }

    private static int fcntl(Guest guest, int fd, int command, int flock) {
        int arguments = guest.allocate(4);
        guest.memory.storeInt(arguments, flock);
        return guest.call("__syscall_fcntl64", fd, command, arguments);
    }

    private static int lock(Guest guest, int fd, int type, long start, long length) {
        return fcntl(guest, fd, Fcntl.F_SETLK, flock(guest, type, 0, start, length));
    }

    private static void fails(Errno errno, int result) {
        assertEquals(-errno.number(), result);
    }

    @Test
    void exclusiveLocksExcludeOtherProgramsOnly() {
        assertEquals(0, lock(one, ones, FlockStruct.F_WRLCK, 0, 4));
        assertEquals(0, lock(one, ones, FlockStruct.F_WRLCK, 2, 4));
        fails(Errno.EAGAIN, lock(other, others, FlockStruct.F_RDLCK, 5, 1));
        assertEquals(0, lock(other, others, FlockStruct.F_WRLCK, 6, 0));
        fails(Errno.EAGAIN, lock(one, ones, FlockStruct.F_RDLCK, 1L << 40, 1));
        assertEquals(0, lock(one, ones, FlockStruct.F_UNLCK, 1, 2));
        assertEquals(0, lock(other, others, FlockStruct.F_WRLCK, 1, 2));
        fails(Errno.EAGAIN, lock(other, others, FlockStruct.F_WRLCK, 0, 1));
        fails(Errno.EAGAIN, lock(other, others, FlockStruct.F_WRLCK, 3, 1));
    }

    @Test
    void sharedLocksExcludeExclusiveOnes() {
        assertEquals(0, lock(one, ones, FlockStruct.F_RDLCK, 0, 10));
        assertEquals(0, lock(other, others, FlockStruct.F_RDLCK, 5, 10));
        fails(Errno.EAGAIN, lock(one, ones, FlockStruct.F_WRLCK, 5, 1));
        assertEquals(0, lock(one, ones, FlockStruct.F_WRLCK, 0, 5));
        assertEquals(0, lock(other, others, FlockStruct.F_UNLCK, 0, 0));
        assertEquals(0, lock(one, ones, FlockStruct.F_WRLCK, 0, 10));
    }

    @Test
    void closingAnyDescriptorOfTheFileGivesItsLocksUp() {
        assertEquals(0, lock(one, ones, FlockStruct.F_WRLCK, 0, 0));
        assertEquals(0, lock(one, one.open("/host/f", OpenFlags.O_RDONLY), FlockStruct.F_RDLCK, 3, 1));
        assertEquals(0, one.call("fd_close", one.open("/host/f", OpenFlags.O_RDONLY)));
        assertEquals(0, lock(other, others, FlockStruct.F_WRLCK, 0, 0));
    }

    @Test
    void tellsWhoExcludes() {
        assertEquals(0, lock(one, ones, FlockStruct.F_RDLCK, 2, 3));
        int flock = flock(other, FlockStruct.F_WRLCK, 2, -10, 0);
        assertEquals(0, fcntl(other, others, Fcntl.F_GETLK, flock));
        assertEquals(FlockStruct.F_RDLCK, other.memory.loadShort(flock));
        assertEquals(2, other.memory.loadLong(flock + 8));
        assertEquals(3, other.memory.loadLong(flock + 16));
        flock = flock(other, FlockStruct.F_RDLCK, 0, 0, 0);
        assertEquals(0, fcntl(other, others, Fcntl.F_GETLK, flock));
        assertEquals(FlockStruct.F_UNLCK, other.memory.loadShort(flock));
        assertEquals(0, lock(other, others, FlockStruct.F_RDLCK, 0, 0), "asking has locked nothing and given nothing up");
        fails(Errno.EAGAIN, lock(other, others, FlockStruct.F_WRLCK, 4, 1));
    }

    @Test
    void refusesWhatIsNoLock() {
        fails(Errno.EINVAL, lock(one, ones, 7, 0, 1));
        fails(Errno.EINVAL, lock(one, ones, FlockStruct.F_RDLCK, -1, 1));
        fails(Errno.EINVAL, lock(one, ones, FlockStruct.F_RDLCK, 1, -2));
        fails(Errno.EINVAL, fcntl(one, ones, Fcntl.F_SETLK, flock(one, FlockStruct.F_RDLCK, 9, 0, 1)));
        fails(Errno.EINVAL, fcntl(one, ones, Fcntl.F_GETLK, flock(one, FlockStruct.F_UNLCK, 0, 0, 1)));
        fails(Errno.EOVERFLOW, lock(one, ones, FlockStruct.F_RDLCK, Long.MAX_VALUE, 2));
        fails(Errno.EBADF, lock(one, one.open("/host/f", OpenFlags.O_RDONLY), FlockStruct.F_WRLCK, 0, 1));
        fails(Errno.EBADF, lock(one, one.open("/host/f", OpenFlags.O_WRONLY), FlockStruct.F_RDLCK, 0, 1));
        fails(Errno.EFAULT, fcntl(one, ones, Fcntl.F_SETLK, -8));
    }

    @Test
    void excludesOtherProcesses() throws Exception {
        Path program = Files.writeString(directory.resolve("Lock.java"), """
                        import java.nio.channels.*;
                        import java.nio.file.*;
                        import java.util.Scanner;
                        class Lock {
                            public static void main(String[] arguments) throws Exception {
                                FileChannel file = FileChannel.open(Path.of(arguments[0]), StandardOpenOption.READ, StandardOpenOption.WRITE);
                                Scanner lines = new Scanner(System.in);
                                while (lines.hasNextLine()) {
                                    String[] part = lines.nextLine().split(" ");
                                    FileLock lock = file.tryLock(Long.parseLong(part[1]), 1, part[0].equals("shared"));
                                    System.out.println(lock != null);
                                    if (lock != null && part.length == 2) {
                                        lock.release();
                                    }
                                }
                            }
                        }
                        """);
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(java, program.toString(), directory.resolve("f").toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (BufferedReader answers = process.inputReader()) {
            assertEquals(0, lock(one, ones, FlockStruct.F_RDLCK, 0, 2));
            assertEquals(0, lock(other, others, FlockStruct.F_RDLCK, 0, 2));
            assertEquals(0, lock(other, others, FlockStruct.F_WRLCK, 4, 2));
            // The host counts both programs as one process, which has now closed the file.
            assertEquals(0, one.call("fd_close", one.open("/host/f", OpenFlags.O_RDONLY)));
            String[] asked = {"shared 0", "exclusive 0", "exclusive 3", "shared 4", "exclusive 8 and keep it"};
            boolean[] got = {true, false, true, false, true};
            for (int i = 0; i < asked.length; i++) {
                process.outputWriter().append(asked[i]).append('\n').flush();
                assertEquals(got[i], Boolean.parseBoolean(answers.readLine()), asked[i]);
            }
            fails(Errno.EAGAIN, lock(one, ones, FlockStruct.F_RDLCK, 7, 2));
            int flock = flock(one, FlockStruct.F_RDLCK, 0, 8, 1);
            assertEquals(0, fcntl(one, ones, Fcntl.F_GETLK, flock));
            assertEquals(FlockStruct.F_WRLCK, one.memory.loadShort(flock));
        } finally {
            process.outputWriter().close();
            process.destroy();
            process.waitFor();
        }
        assertEquals(0, fcntl(one, ones, Fcntl.F_SETLKW, flock(one, FlockStruct.F_WRLCK, 0, 7, 2)));
    }
}
