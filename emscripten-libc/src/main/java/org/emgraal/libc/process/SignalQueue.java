// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.process;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What interrupts the program: signals sent and not yet taken, and interval timers. As in POSIX a signal that is
 * already pending is not queued twice. Signals may be sent from any thread, all else happens on the guest's.
 */
public final class SignalQueue {

    public static final int SIGHUP = 1;
    public static final int SIGINT = 2;
    public static final int SIGALRM = 14;
    public static final int SIGTERM = 15;
    public static final int SIGWINCH = 28;

    /** {@code ITIMER_REAL}, {@code ITIMER_VIRTUAL}, {@code ITIMER_PROF}. */
    private static final int TIMERS = 3;
    private static final long UNSET = Long.MAX_VALUE;

    /** Bit n stands for signal n. */
    private final AtomicLong pending = new AtomicLong();
    /** When timers expire, by {@link #now}. */
    private final long[] expiry = {UNSET, UNSET, UNSET};
    private final long start = System.nanoTime();
    private volatile Runnable onArrival = () -> { };

    public SignalQueue() {
    }

    /** Sends a signal (1 to 63), from any thread; a guest that is waiting stops waiting. */
    public void send(int signal) {
        if (signal < 1 || signal > 63) {
            throw new IllegalArgumentException("signal " + signal);
        }
        pending.accumulateAndGet(1L << signal, (before, bit) -> before | bit);
        onArrival.run();
    }

    /** Runs {@code action} on the sender's thread whenever a signal was sent. */
    public void onArrival(Runnable action) {
        onArrival = action;
    }

    /** Whether there is neither a signal nor an expired timer to take. */
    public boolean isEmpty() {
        return pending.get() == 0 && nanosToTimer() > 0;
    }

    /** Whether the signal was sent and not yet taken. */
    public boolean isPending(int signal) {
        return (pending.get() >> signal & 1) != 0;
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

    // ---- timers

    /**
     * Sets or cancels an interval timer.
     *
     * @param nanos from now; 0 cancels
     * @return false if there is no such timer
     */
    public boolean setTimer(int timer, long nanos) {
        if (timer < 0 || timer >= TIMERS) {
            return false;
        }
        expiry[timer] = nanos == 0 ? UNSET : now() + nanos;
        return true;
    }

    /** Nanoseconds until a timer expires, at most 0 if one has; {@link Long#MAX_VALUE} if none is set. */
    public long nanosToTimer() {
        long first = Math.min(expiry[0], Math.min(expiry[1], expiry[2]));
        return first == UNSET ? Long.MAX_VALUE : first - now();
    }

    /** Takes an expired timer; −1 if there is none. */
    public int takeTimer() {
        for (int timer = 0; timer < TIMERS; timer++) {
            if (expiry[timer] != UNSET && expiry[timer] <= now()) {
                expiry[timer] = UNSET;
                return timer;
            }
        }
        return -1;
    }

    private long now() {
        return System.nanoTime() - start;
    }
}
