// SPDX-License-Identifier: Apache-2.0
package org.emgraal;

import java.util.Map;
import org.emgraal.libc.process.SignalQueue;
import sun.misc.Signal;

/**
 * Passes the host's signals on to the program, for the command line only: an embedded program does not take a process's
 * signals. A program that waits in a system call is woken by the queue and sees {@code EINTR}. One that computes and
 * does not look for signals cannot be ended by SIGTERM that way: then the process ends itself.
 */
final class HostSignals {

    private static final Map<String, Integer> FORWARDED = Map.of("INT", SignalQueue.SIGINT, "TERM", SignalQueue.SIGTERM,
                    "WINCH", SignalQueue.SIGWINCH);
    private static final long PATIENCE_MILLIS = 3_000;
    /** A shell's exit status for a program that a signal ended. */
    private static final int ENDED_BY_SIGNAL = 128;

    private HostSignals() {
    }

    static void forward(SignalQueue signals) {
        FORWARDED.forEach((name, number) -> Signal.handle(new Signal(name), signal -> {
            signals.send(number);
            if (number == SignalQueue.SIGTERM) {
                endUnlessTaken(signals);
            }
        }));
    }

    /** On the signal's own thread. */
    private static void endUnlessTaken(SignalQueue signals) {
        try {
            Thread.sleep(PATIENCE_MILLIS);
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
        }
        if (signals.isPending(SignalQueue.SIGTERM)) {
            Runtime.getRuntime().halt(ENDED_BY_SIGNAL + SignalQueue.SIGTERM);
        }
    }
}
