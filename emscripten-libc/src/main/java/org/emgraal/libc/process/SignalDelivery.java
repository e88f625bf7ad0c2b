// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.process;

import org.emgraal.libc.GuestCalls;
import org.emgraal.libc.HostFunction;
import org.emgraal.libc.LinearMemory;
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

    /** {@code struct sigaction}, whose first member is the handler (musl {@code signal.h}). */
    private static final int SIGACTION_SIZE = 140;
    private static final int SIG_DFL = 0;
    /** Not 1 as elsewhere, which is a function in WebAssembly. */
    private static final int SIG_IGN = -2;

    private final GuestProcess process;
    private final SignalQueue queue;
    private final Clocks clocks;
    private boolean delivering;
    private long handled;

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

    /** How many signals the program has handled so far that were delivered here. */
    long handled() {
        return handled;
    }

    /** Does something while the program ignores a signal. */
    void ignoring(int signal, Runnable action) {
        LinearMemory memory = process.memory();
        int actions = (Integer) process.calls().callExport("malloc", 2 * SIGACTION_SIZE);
        try {
            memory.fill(actions, (byte) 0, 2 * SIGACTION_SIZE);
            memory.storeInt(actions, SIG_IGN);
            process.calls().callExport("sigaction", signal, actions, actions + SIGACTION_SIZE);
            action.run();
            process.calls().callExport("sigaction", signal, actions + SIGACTION_SIZE, 0);
        } finally {
            process.calls().callExport("free", actions);
        }
    }

    /** Whether raising the signal runs a function of the program. */
    private boolean isHandled(int signal) {
        GuestCalls calls = process.calls();
        if (!calls.hasExport("sigaction") || !calls.hasExport("__sig_is_blocked") || (Integer) calls.callExport("__sig_is_blocked", signal) != 0) {
            return false;
        }
        int action = (Integer) calls.callExport("malloc", SIGACTION_SIZE);
        try {
            calls.callExport("sigaction", signal, 0, action);
            int handler = process.memory().loadInt(action);
            return handler != SIG_DFL && handler != SIG_IGN;
        } finally {
            calls.callExport("free", action);
        }
    }

    private void raise(int signal) {
        if (isHandled(signal)) {
            handled++;
        }
        if (process.calls().hasExport("raise")) {
            process.calls().callExport("raise", signal);
        } else if (signal != SignalQueue.SIGWINCH) {
            // A program without raise, as seen from outside, has no handlers we could reach: the default action.
            throw new ProgramExit(ENDED_BY_SIGNAL + signal);
        }
    }
}
