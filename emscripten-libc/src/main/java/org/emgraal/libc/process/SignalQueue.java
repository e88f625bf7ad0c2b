// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.process;

import java.util.concurrent.atomic.AtomicLong;

/** Signals sent to the program and not yet taken. As in POSIX a signal that is already pending is not queued twice. */
public final class SignalQueue {

    public static final int SIGHUP = 1;
    public static final int SIGINT = 2;
    public static final int SIGALRM = 14;
    public static final int SIGTERM = 15;

    /** Bit n stands for signal n. */
    private final AtomicLong pending = new AtomicLong();

    public SignalQueue() {
    }

    /** Sends a signal (1 to 63); from any thread. The caller then interrupts the guest thread if it may be waiting. */
    public void send(int signal) {
        if (signal < 1 || signal > 63) {
            throw new IllegalArgumentException("signal " + signal);
        }
        pending.accumulateAndGet(1L << signal, (before, bit) -> before | bit);
    }

    public boolean isEmpty() {
        return pending.get() == 0;
    }

    /** Takes the pending signal of the lowest number; 0 if there is none. */
    public int take() {
        while (true) {
            long before = pending.get();
            if (before == 0) {
                return 0;
            }
            if (pending.compareAndSet(before, before & before - 1)) {
                return Long.numberOfTrailingZeros(before);
            }
        }
    }
}
