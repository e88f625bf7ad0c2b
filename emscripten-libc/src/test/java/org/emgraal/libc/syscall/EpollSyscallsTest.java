// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.syscall;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.emgraal.libc.Errno;
import org.emgraal.libc.Guest;
import org.emgraal.libc.abi.OpenFlags;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class EpollSyscallsTest {

    private static final int ADD = 1;
    private static final int DELETE = 2;
    private static final int MODIFY = 3;
    private static final int IN = 1;
    private static final int OUT = 4;
    private static final int ONE_SHOT = 1 << 30;

    private final Guest guest = new Guest();
    private final int epoll = guest.call("__syscall_epoll_create1", 0);
    private final int events = guest.allocate(64);
    private final int[] pipe;

    EpollSyscallsTest() {
        int fds = guest.allocate(8);
        guest.call("__syscall_pipe", fds);
        pipe = new int[] {guest.memory.loadInt(fds), guest.memory.loadInt(fds + 4)};
    }

    private int control(int operation, int fd, int wanted, long data) {
        int event = guest.allocate(16);
        guest.memory.storeInt(event, wanted);
        guest.memory.storeLong(event + 8, data);
        return guest.call("__syscall_epoll_ctl", epoll, operation, fd, event);
    }

    private int await(int timeout) {
        return guest.call("__syscall_epoll_pwait", epoll, events, 4, timeout, 0, 0);
    }

    @Test
    void reportsWithData() {
        assertEquals(0, control(ADD, pipe[0], IN, 1L << 40));
        assertEquals(0, control(ADD, pipe[1], OUT, 7));
        assertEquals(1, await(-1));
        assertEquals(OUT, guest.memory.loadInt(events));
        assertEquals(7, guest.memory.loadLong(events + 8));
        guest.write(pipe[1], "x");
        assertEquals(2, await(-1));
        assertEquals(1L << 40, guest.memory.loadLong(events + 8));
        assertEquals(0, control(MODIFY, pipe[1], 0, 7));
        assertEquals(1, await(0));
        assertEquals(0, control(DELETE, pipe[0], 0, 0));
        assertEquals(0, await(10));
    }

    @Test
    void reportsOnce() {
        control(ADD, pipe[1], OUT | ONE_SHOT, 7);
        assertEquals(1, await(0));
        assertEquals(0, await(0));
        control(MODIFY, pipe[1], OUT | ONE_SHOT, 8);
        assertEquals(1, await(0));
    }

    @Test
    void closedFilesLeave() {
        control(ADD, pipe[1], OUT, 7);
        guest.call("fd_close", pipe[1]);
        assertEquals(0, await(0));
    }

    @Test
    void setsInSets() {
        int outer = guest.call("__syscall_epoll_create1", 0);
        int event = guest.allocate(16);
        guest.memory.storeInt(event, IN);
        assertEquals(0, guest.call("__syscall_epoll_ctl", outer, ADD, epoll, event));
        assertEquals(-Errno.ELOOP.number(), control(ADD, outer, IN, 0));
        assertEquals(0, guest.call("__syscall_epoll_pwait", outer, events, 4, 0, 0, 0));
        control(ADD, pipe[1], OUT, 7);
        assertEquals(1, guest.call("__syscall_epoll_pwait", outer, events, 4, -1, 0, 0));
    }

    @Test
    void errors() {
        assertEquals(-Errno.EINVAL.number(), guest.call("__syscall_epoll_create1", 1));
        assertEquals(-Errno.EINVAL.number(), control(ADD, epoll, IN, 0));
        assertEquals(-Errno.EBADF.number(), control(ADD, 99, IN, 0));
        assertEquals(-Errno.ENOENT.number(), control(MODIFY, pipe[0], IN, 0));
        assertEquals(-Errno.EPERM.number(), control(ADD, guest.open("/tmp/f", OpenFlags.O_CREAT | OpenFlags.O_RDWR),
                        IN, 0));
        control(ADD, pipe[0], IN, 0);
        assertEquals(-Errno.EEXIST.number(), control(ADD, pipe[0], IN, 0));
        assertEquals(-Errno.EINVAL.number(), control(9, pipe[0], IN, 0));
        assertEquals(-Errno.EINVAL.number(), guest.call("__syscall_epoll_pwait", epoll, events, 0, 0, 0, 0));
        assertEquals(-Errno.EINVAL.number(), guest.call("__syscall_epoll_pwait", pipe[0], events, 4, 0, 0, 0));
    }
}
