// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc;

import static org.emgraal.libc.syscall.Calls.syscall;

import java.util.List;
import org.emgraal.libc.process.GuestProcess;
import org.emgraal.libc.syscall.PollSyscalls;

/** The imports that wait for files, and the one through which Pyodide asks whether that can be asynchronous: never. */
final class PollImports {

    private final PollSyscalls poll;

    PollImports(GuestProcess process) {
        poll = new PollSyscalls(process);
    }

    List<HostFunction> functions() {
        return List.of(
                        new HostFunction("__syscall_poll", "iiii", syscall(a ->
                                        poll.poll(a.i32(0), a.i32(1), a.i32(2)))),
                        new HostFunction("__syscall_poll_nonblocking", "iii",
                                        syscall(a -> poll.poll(a.i32(0), a.i32(1), 0))),
                        new HostFunction("__syscall__newselect", "iiiiii", syscall(a -> poll.select(a.i32(0),
                                        new int[] {a.i32(1), a.i32(2), a.i32(3)}, a.i32(4)))),
                        new HostFunction("_maybe_poll_async", "eiii", a -> null));
    }
}
