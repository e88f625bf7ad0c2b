// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.process;

import org.emgraal.libc.HostFunction;
import org.emgraal.libc.ProgramExit;
import org.emgraal.libc.time.Clocks;

/**
 * Runs the handlers of pending signals and expired timers: around every system call, and when CPython's evaluation
 * loop asks. Delivery calls the program's own {@code raise}, which knows its handlers, masks and default actions.
 *
 * <p>Limits: a program that makes no system calls and is not CPython is not interrupted. {@code SA_RESTART} has no
 * effect: a blocked call that a signal ends always fails with {@code EINTR}.
 */
public final class SignalDelivery {

    /** A shell's exit status for a program that a signal ended. */
    private static final int ENDED_BY_SIGNAL = 128;

    private final GuestProcess process;
    private final SignalQueue queue;
    private final Clocks clocks;
    private boolean delivering;

    public SignalDelivery(GuestProcess process, Clocks clocks) {
        this.process = process;
        this.queue = process.signals();
        this.clocks = clocks;
    }

    /** A function that delivers what is pending before it runs, and after it, for that may have ended its wait. */
    public HostFunction around(HostFunction function) {
        HostFunction.Body body = function.body();
        return new HostFunction(function.name(), function.signature(), arguments -> {
            deliver();
            Object result = body.call(arguments);
            deliver();
            return result;
        });
    }

    /** Delivers what is pending; handlers may leave by an exception. */
    public void deliver() {
        if (queue.isEmpty() || delivering) {
            return;
        }
        delivering = true;
        try {
            for (int timer = queue.takeTimer(); timer >= 0; timer = queue.takeTimer()) {
                // Sets the timer again if it repeats, and raises its signal.
                process.calls().callExport("_emscripten_timeout", timer, clocks.now());
            }
            for (int signal = queue.take(); signal != 0; signal = queue.take()) {
                raise(signal);
            }
        } finally {
            delivering = false;
        }
    }

    private void raise(int signal) {
        if (process.calls().hasExport("raise")) {
            process.calls().callExport("raise", signal);
        } else if (signal != SignalQueue.SIGWINCH) {
            // A program without raise, as seen from outside, has no handlers we could reach: the default action.
            throw new ProgramExit(ENDED_BY_SIGNAL + signal);
        }
    }
}
