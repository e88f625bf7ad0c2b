// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc;

import static org.emgraal.libc.syscall.Calls.library;
import static org.emgraal.libc.syscall.Calls.syscall;

import java.util.List;
import org.emgraal.libc.HostFunction.Arguments;
import org.emgraal.libc.process.GuestProcess;
import org.emgraal.libc.syscall.EpollSyscalls;
import org.emgraal.libc.syscall.PollSyscalls;

/** The imports that wait for files, and the one through which Pyodide asks whether that can be asynchronous: never. */
final class PollImports {

    private final GuestProcess process;
    private final PollSyscalls poll;
    private final EpollSyscalls epoll;

    PollImports(GuestProcess process) {
        this.process = process;
        poll = new PollSyscalls(process);
        epoll = new EpollSyscalls(process);
    }

    List<HostFunction> functions() {
        return List.of(
                        new HostFunction("__syscall_poll", "iiii", syscall(a ->
                                        poll.poll(a.i32(0), a.i32(1), a.i32(2)))),
                        new HostFunction("__syscall_poll_nonblocking", "iii",
                                        syscall(a -> poll.poll(a.i32(0), a.i32(1), 0))),
                        new HostFunction("__syscall__newselect", "iiiiii", syscall(a -> select(a, Integer.BYTES))),
                        new HostFunction("__syscall_epoll_create1", "ii", syscall(a -> epoll.create(a.i32(0)))),
                        new HostFunction("__syscall_epoll_ctl", "iiiii", syscall(a ->
                                        epoll.control(a.i32(0), a.i32(1), a.i32(2), a.i32(3)))),
                        new HostFunction("__syscall_epoll_pwait", "iiiiiii", syscall(a ->
                                        epoll.await(a.i32(0), a.i32(1), a.i32(2), a.i32(3)))),
                        new HostFunction("_maybe_poll_async", "eiii", a -> null));
    }

    /** Emscripten 5's own {@code select} loses the reason of a failure and takes descriptors that are not open. */
    List<HostFunction> replacements() {
        return List.of(new HostFunction("select", "iiiiii", library(process, a -> select(a, Long.BYTES))));
    }

    /** @param seconds bytes of the seconds in the time limit */
    private int select(Arguments a, int seconds) {
        return poll.select(a.i32(0), new int[] {a.i32(1), a.i32(2), a.i32(3)}, a.i32(4), seconds);
    }
}
