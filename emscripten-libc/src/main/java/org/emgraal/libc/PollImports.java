// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc;

import static org.emgraal.libc.syscall.Calls.syscall;

import java.util.List;
import org.emgraal.libc.process.GuestProcess;
import org.emgraal.libc.syscall.PollSyscalls;

/** The imports that wait for files, and those through which Emscripten asks whether a wait can be asynchronous: never. */
final class PollImports {

    private final PollSyscalls poll;

    PollImports(GuestProcess process) {
        poll = new PollSyscalls(process);
    }

    List<HostFunction> functions() {
        return List.of(
                        new HostFunction("__syscall_poll", "iiii", syscall(a -> poll.poll(a.i32(0), a.i32(1), a.i32(2)))),
                        new HostFunction("__syscall_poll_nonblocking", "iii", syscall(a -> poll.poll(a.i32(0), a.i32(1), 0))),
                        new HostFunction("_maybe_poll_async", "eiii", a -> null),
                        new HostFunction("_maybe_connect_async", "eiii", a -> null),
                        new HostFunction("_maybe_recvfrom_async", "eiii", a -> null),
                        new HostFunction("_maybe_sendto_async", "eiii", a -> null),
                        new HostFunction("_try_fcntl64", "iiiii", a -> 0),
                        new HostFunction("_try_shutdown", "iiii", a -> 0));
    }
}
