// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.syscall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import org.emgraal.libc.Errno;
import org.emgraal.libc.Guest;
import org.emgraal.libc.HostFunction;
import org.emgraal.libc.Libc;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PollSyscallsTest {

    private final PipedOutputStream typist = new PipedOutputStream();
    private final Guest guest;
    private final int[] pipe;

    PollSyscallsTest() throws IOException {
        guest = new Guest(Libc.builder().input(new PipedInputStream(typist)));
        int fds = guest.allocate(8);
        guest.call("__syscall_pipe", fds);
        pipe = new int[] {guest.memory.loadInt(fds), guest.memory.loadInt(fds + 4)};
    }

    private int entries(int... descriptorsAndEvents) {
        int entries = guest.allocate(4 * descriptorsAndEvents.length);
        for (int i = 0; i < descriptorsAndEvents.length; i += 2) {
            guest.memory.storeInt(entries + 4 * i, descriptorsAndEvents[i]);
            guest.memory.storeShort(entries + 4 * i + 4, (short) descriptorsAndEvents[i + 1]);
            guest.memory.storeShort(entries + 4 * i + 6, (short) 0x7FF);
        }
        return entries;
    }

    private int found(int entries, int index) {
        return guest.memory.loadShort(entries + 8 * index + 6);
    }

    @Test
    void pipesFilesAndInvalid() {
        int entries = entries(pipe[0], 1, pipe[1], 4, 99, 1, -1, 1, 1, 5);
        assertEquals(3, guest.call("__syscall_poll", entries, 5, -1));
        assertEquals(0, found(entries, 0));
        assertEquals(4, found(entries, 1));
        assertEquals(32, found(entries, 2));
        assertEquals(0, found(entries, 3));
        assertEquals(4, found(entries, 4));
        guest.write(pipe[1], "x");
        assertEquals(1, guest.call("__syscall_poll", entries, 1, -1));
        assertEquals(1, found(entries, 0));
        guest.call("fd_close", pipe[1]);
        guest.read(pipe[0], 1);
        assertEquals(1, guest.call("__syscall_poll", entries, 1, -1));
        assertEquals(16, found(entries, 0));
        assertEquals(1, guest.call("__syscall_poll_nonblocking", entries, 1));
    }

    @Test
    void waitsForInput() throws IOException {
        int entries = entries(0, 1, pipe[0], 1);
        long start = System.nanoTime();
        assertEquals(0, guest.call("__syscall_poll", entries, 2, 60));
        assertTrue(System.nanoTime() - start >= 60_000_000);
        Thread writer = new Thread(() -> {
            try {
                Thread.sleep(80);
                typist.write("line\n".getBytes());
                typist.flush();
            } catch (IOException | InterruptedException failure) {
                throw new AssertionError(failure);
            }
        });
        writer.start();
        assertEquals(1, guest.call("__syscall_poll", entries, 2, -1));
        assertEquals(1, found(entries, 0));
        assertEquals("line\n", guest.read(0, 10));
    }

    @Test
    void errors() {
        assertEquals(-Errno.EFAULT.number(), guest.call("__syscall_poll", -4, 1, 0));
        assertEquals(-Errno.EINVAL.number(), guest.call("__syscall_poll", 0, -1, 0));
    }

    private int set(int... descriptors) {
        int set = guest.allocate(128);
        guest.memory.fill(set, (byte) 0, 128);
        for (int descriptor : descriptors) {
            guest.memory.storeByte(set + descriptor / 8, (byte) (guest.memory.loadByte(set + descriptor / 8) |
                            1 << descriptor % 8));
        }
        return set;
    }

    private int timeout(int seconds, int microseconds) {
        int timeout = guest.allocate(8);
        guest.memory.storeInt(timeout, seconds);
        guest.memory.storeInt(timeout + 4, microseconds);
        return timeout;
    }

    private int select(int count, int read, int write, int except, int timeout) {
        return guest.call("__syscall__newselect", count, read, write, except, timeout);
    }

    @Test
    void selectKeepsTheReady() {
        int read = set(pipe[0]);
        int write = set(pipe[1], 1);
        assertEquals(2, select(64, read, write, 0, timeout(1, 0)));
        assertEquals(0, guest.memory.loadInt(read));
        assertEquals(1 << pipe[1] | 2, guest.memory.loadInt(write));
        guest.write(pipe[1], "x");
        read = set(pipe[0]);
        assertEquals(1, select(pipe[0] + 1, read, 0, 0, 0));
        assertEquals(1 << pipe[0], guest.memory.loadInt(read));
    }

    @Test
    void selectTimesOut() {
        int read = set(pipe[0]);
        long start = System.nanoTime();
        assertEquals(0, select(pipe[0] + 1, read, 0, 0, timeout(0, 30_000)));
        assertTrue(System.nanoTime() - start >= 30_000_000);
        assertEquals(0, guest.memory.loadInt(read));
        assertEquals(0, select(0, 0, 0, 0, timeout(0, 1000)));
        assertEquals(-Errno.EBADF.number(), select(50, set(49), 0, 0, timeout(0, 0)));
        assertEquals(-Errno.EINVAL.number(), select(-1, 0, 0, 0, 0));
        assertEquals(-Errno.EINVAL.number(), select(1, set(0), 0, 0, timeout(0, -1)));
    }

    @Test
    void selectInPlaceOfTheProgramsOwn() {
        HostFunction own = guest.libc.replacements().stream().filter(function -> function.name().equals("select"))
                        .findFirst().orElseThrow();
        int errno = guest.allocate(4);
        guest.exports.put("__errno_location", arguments -> errno);
        int limit = guest.allocate(16);
        guest.memory.storeLong(limit, 0);
        guest.memory.storeInt(limit + 8, 20_000);
        int read = set(pipe[0]);
        long start = System.nanoTime();
        assertEquals(0, own.body().call(new HostFunction.Arguments(new Object[] {10, read, 0, 0, limit})));
        assertTrue(System.nanoTime() - start >= 20_000_000);
        assertEquals(-1, own.body().call(new HostFunction.Arguments(new Object[] {50, set(49), 0, 0, limit})));
        assertEquals(Errno.EBADF.number(), guest.memory.loadInt(errno));
    }
}
