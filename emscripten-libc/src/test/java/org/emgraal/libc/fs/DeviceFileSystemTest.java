// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.fs;

import static org.emgraal.libc.Guest.AT_FDCWD;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import org.emgraal.libc.Errno;
import org.emgraal.libc.Guest;
import org.emgraal.libc.Libc;
import org.emgraal.libc.abi.Ioctl;
import org.emgraal.libc.abi.OpenFlags;
import org.junit.jupiter.api.Test;

/** Devices, standard streams and {@code /proc} as a program finds them. */
class DeviceFileSystemTest {

    private static final int ZEROS = 5000;

    @Test
    void providesDevices() {
        Guest guest = new Guest();
        int none = guest.open("/dev/null", OpenFlags.O_RDWR);
        assertEquals("", guest.read(none, 10));
        assertEquals(3, guest.write(none, "abc"));
        int zero = guest.open("/dev/zero", OpenFlags.O_RDWR);
        assertEquals("\0".repeat(ZEROS), guest.read(zero, ZEROS));
        int full = guest.open("/dev/full", OpenFlags.O_WRONLY);
        assertEquals(-Errno.ENOSPC.number(), guest.write(full, "x"));
        for (String name : new String[] {"/dev/random", "/dev/urandom"}) {
            int random = guest.open(name, OpenFlags.O_RDONLY);
            assertNotEquals(guest.read(random, 16), guest.read(random, 16));
        }
        assertEquals(-Errno.ENXIO.number(), guest.open("/dev/tty", OpenFlags.O_RDWR));
        int stat = guest.allocate(96);
        assertEquals(0, guest.call("__syscall_stat64", "/dev/null", stat));
        assertEquals(0020666, guest.memory.loadInt(stat + 4));
        assertEquals(0x103, guest.memory.loadInt(stat + 20));
        assertEquals(0, guest.call("__syscall_mkdirat", AT_FDCWD, "/dev/shm/mine", 0777));
    }

    @Test
    void connectsStandardStreams() {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        ByteArrayOutputStream error = new ByteArrayOutputStream();
        ByteArrayInputStream input = new ByteArrayInputStream("in put".getBytes());
        Guest guest = new Guest(Libc.builder().input(input).output(output).error(error));
        assertEquals("in ", guest.read(0, 3));
        assertEquals("put", guest.read(0, 30));
        assertEquals("", guest.read(0, 30));
        assertEquals(3, guest.write(1, "out"));
        assertEquals(3, guest.write(guest.open("/dev/stderr", OpenFlags.O_WRONLY), "err"));
        assertEquals(2, guest.write(guest.open("/proc/self/fd/1", OpenFlags.O_WRONLY), "2 "));
        assertEquals(2, guest.write(guest.open("/dev/fd/1", OpenFlags.O_WRONLY), "3 "));
        assertEquals("out2 3 ", output.toString());
        assertEquals("err", error.toString());
        int buffer = guest.allocate(64);
        assertEquals(-Errno.EBADF.number(), guest.write(0, "x"));
        assertEquals(-Errno.EBADF.number(), guest.tryRead(1, buffer, 1));
        assertEquals(-Errno.ESPIPE.number(), guest.seek(1, 0, 1));
        assertEquals(-Errno.ENOTTY.number(), guest.call("__syscall_ioctl", 1, Ioctl.TIOCGWINSZ, buffer));
        int length = guest.call("__syscall_readlinkat", AT_FDCWD, "/proc/self/fd/1", buffer, 64);
        assertTrue(new String(guest.load(buffer, length)).startsWith("pipe:["));
    }

    @Test
    void reportsABrokenPipe() {
        OutputStream broken = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        Guest guest = new Guest(Libc.builder().output(broken));
        assertEquals(-Errno.EPIPE.number(), guest.write(1, "x"));
    }

    @Test
    void waitsForInput() throws Exception {
        PipedOutputStream feed = new PipedOutputStream();
        Guest guest = new Guest(Libc.builder().input(new PipedInputStream(feed)));
        int entry = guest.allocate(8);
        guest.memory.storeShort(entry + 4, (short) 1);
        assertEquals(0, guest.call("__syscall_poll", entry, 1, 20));
        Thread feeder = new Thread(() -> {
            try {
                Thread.sleep(50);
                feed.write("late".getBytes());
                feed.close();
            } catch (IOException | InterruptedException failure) {
                throw new AssertionError(failure);
            }
        });
        feeder.start();
        assertEquals(1, guest.call("__syscall_poll", entry, 1, 20_000));
        assertEquals(1, guest.memory.loadShort(entry + 6));
        assertEquals("late", guest.read(0, 10));
        feeder.join();
        assertEquals("", guest.read(0, 10));
        guest.libc.close();
    }

    @Test
    void interruptsWaiting() throws Exception {
        PipedOutputStream feed = new PipedOutputStream();
        Guest guest = new Guest(Libc.builder().input(new PipedInputStream(feed)));
        Thread waiting = Thread.currentThread();
        Thread interrupter = new Thread(() -> {
            while (waiting.getState() == Thread.State.RUNNABLE) {
                Thread.onSpinWait();
            }
            waiting.interrupt();
        });
        interrupter.start();
        assertEquals(-Errno.EINTR.number(), guest.tryRead(0, guest.allocate(16), 16));
        interrupter.join();
        // The input that comes later is not lost.
        feed.write('x');
        feed.flush();
        assertEquals("x", guest.read(0, 16));
    }

    @Test
    void doesNotWaitWhenNonBlocking() throws Exception {
        Guest guest = new Guest(Libc.builder().input(new PipedInputStream(new PipedOutputStream())));
        int flags = guest.allocate(4);
        guest.memory.storeInt(flags, OpenFlags.O_NONBLOCK);
        assertEquals(0, guest.call("__syscall_fcntl64", 0, 4, flags));
        assertEquals(-Errno.EAGAIN.number(), guest.tryRead(0, flags, 1));
    }

    @Test
    void behavesAsATerminal() {
        TerminalSettings[] configured = new TerminalSettings[1];
        Terminal terminal = new Terminal() {
            @Override
            public boolean isTerminal(int descriptor) {
                return descriptor < 2;
            }

            @Override
            public int columns() {
                return 132;
            }

            @Override
            public int rows() {
                return 43;
            }

            @Override
            public void configure(TerminalSettings settings) {
                configured[0] = settings;
            }
        };
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        Guest guest = new Guest(Libc.builder().output(output).terminal(terminal));
        int fdstat = guest.allocate(24);
        assertEquals(0, guest.call("fd_fdstat_get", 1, fdstat));
        assertEquals(2, guest.memory.loadByte(fdstat));
        assertEquals(0, guest.memory.loadLong(fdstat + 8) & 0x24, "without the right to seek it is a terminal");
        assertEquals(0, guest.call("fd_fdstat_get", 2, fdstat));
        assertNotEquals(2, guest.memory.loadByte(fdstat));
        int structure = guest.allocate(64);
        int argument = guest.allocate(4);
        guest.memory.storeInt(argument, structure);
        assertEquals(0, guest.call("__syscall_ioctl", 1, Ioctl.TIOCGWINSZ, argument));
        assertEquals(43, guest.memory.loadShort(structure));
        assertEquals(132, guest.memory.loadShort(structure + 2));
        assertEquals(0, guest.call("__syscall_ioctl", 0, Ioctl.TCGETS, argument));
        int local = guest.memory.loadInt(structure + 12);
        assertEquals(TerminalSettings.ECHO, local & TerminalSettings.ECHO);
        guest.memory.storeInt(structure + 12, local & ~(TerminalSettings.ICANON | TerminalSettings.ECHO));
        assertEquals(0, guest.call("__syscall_ioctl", 0, Ioctl.TCSETSF, argument));
        assertTrue(!configured[0].lineMode() && !configured[0].echo() && configured[0].signals());
        guest.memory.storeInt(structure + 12, 0);
        assertEquals(0, guest.call("__syscall_ioctl", 1, Ioctl.TCGETS, argument));
        assertEquals(0, guest.memory.loadInt(structure + 12) & TerminalSettings.ECHO,
                        "settings belong to the terminal, not to a descriptor");
        assertEquals(2, guest.write(guest.open("/dev/tty", OpenFlags.O_RDWR), "hi"));
        assertEquals("hi", output.toString());
        assertEquals(0, guest.call("__syscall_ioctl", 0, Ioctl.TIOCGPGRP, argument));
        assertEquals(-Errno.EINVAL.number(), guest.call("__syscall_ioctl", 0, 0x5499, argument));
    }

    @Test
    void showsTheProcess() {
        Guest guest = new Guest(Libc.builder().arguments(java.util.List.of("prog", "a b")));
        int fd = guest.open("/proc/self/cmdline", OpenFlags.O_RDONLY);
        assertEquals("prog\0a b\0", guest.read(fd, 100));
        assertEquals(-Errno.EROFS.number(), guest.open("/proc/self/cmdline", OpenFlags.O_WRONLY | OpenFlags.O_CREAT));
        int buffer = guest.allocate(64);
        int length = guest.call("__syscall_readlinkat", AT_FDCWD, "/proc/self/fd/" + fd, buffer, 64);
        assertEquals("/proc/self/cmdline", new String(guest.load(buffer, length)));
        assertEquals(-Errno.ENOENT.number(), guest.open("/proc/self/fd/77", OpenFlags.O_RDONLY));
        assertEquals(-Errno.ENOENT.number(), guest.open("/proc/self/fd/01", OpenFlags.O_RDONLY));
        guest.libc.setWorkingDirectory("/home");
        length = guest.call("__syscall_readlinkat", AT_FDCWD, "/proc/self/cwd", buffer, 64);
        assertEquals("/home", new String(guest.load(buffer, length)));
        int stat = guest.allocate(96);
        assertEquals(0, guest.call("__syscall_stat64", "/proc/self/cwd/web_user", stat));
    }
}
