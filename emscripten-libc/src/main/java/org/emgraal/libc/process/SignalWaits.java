// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.process;

import org.emgraal.libc.Errno;
import org.emgraal.libc.ErrnoException;
import org.emgraal.libc.GuestCalls;
import org.emgraal.libc.LinearMemory;

/**
 * Waiting for signals. Emscripten's functions return at once; these take their place where the program exports what
 * it knows of signals, as CPython does.
 */
final class SignalWaits {

    /** {@code sigset_t}: bit n−1 of it stands for signal n; only the first 64 exist (musl {@code bits/signal.h}). */
    private static final int SIGSET_SIZE = 128;
    /** {@code siginfo_t}; its first member is the signal. */
    private static final int SIGINFO_SIZE = 128;
    private static final int SIG_BLOCK = 0;
    private static final int SIG_UNBLOCK = 1;
    private static final long NANOS = 1_000_000_000;
    private static final int TV_NSEC = 8;
    private static final long CENTURY = 100L * 365 * 24 * 3600 * NANOS;

    private final GuestProcess process;
    private final SignalDelivery delivery;

    SignalWaits(GuestProcess process, SignalDelivery delivery) {
        this.process = process;
        this.delivery = delivery;
    }

    /** {@code pause}: until a handler has run; it fails then, with {@code EINTR}. */
    int pause() {
        long before = delivery.handled();
        while (true) {
            await(CENTURY);
            if (delivery.handled() != before) {
                throw new ErrnoException(Errno.EINTR);
            }
        }
    }

    /**
     * {@code sigtimedwait}: takes a pending signal that the program blocks.
     *
     * @param set address of the signals to wait for
     * @param info where to tell more about the signal, or 0
     * @param timeout address of the time, or 0 for ever
     * @return the signal; {@code EAGAIN} when time is over, {@code EINTR} when a handler has run
     */
    int timedWait(int set, int info, int timeout) {
        long wanted = process.memory().loadLong(set);
        long deadline = System.nanoTime() + (timeout == 0 ? CENTURY : nanos(timeout));
        long before = delivery.handled();
        while (true) {
            int signal = takePending(wanted);
            if (signal != 0) {
                store(info, signal);
                return signal;
            }
            if (delivery.handled() != before) {
                throw new ErrnoException(Errno.EINTR);
            }
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                throw new ErrnoException(Errno.EAGAIN);
            }
            await(left);
        }
    }

    /** {@code sigwait}: goes on after handlers. */
    void wait(int set, int signal) {
        while (true) {
            try {
                process.memory().storeInt(signal, timedWait(set, 0, 0));
                return;
            } catch (ErrnoException failure) {
                if (failure.errno() != Errno.EINTR) {
                    throw failure;
                }
            }
        }
    }

    private long nanos(int timeout) {
        long seconds = process.memory().loadLong(timeout);
        int nanoseconds = process.memory().loadInt(timeout + TV_NSEC);
        if (seconds < 0 || nanoseconds < 0 || nanoseconds >= NANOS) {
            throw new ErrnoException(Errno.EINVAL);
        }
        return Math.min(seconds, CENTURY / NANOS) * NANOS + nanoseconds;
    }

    /** Until something has been delivered, or time is over. */
    private void await(long nanoseconds) {
        try {
            process.readiness().sleep(nanoseconds);
        } catch (ErrnoException interrupted) {
            delivery.deliver();
            if (!process.signals().isEmpty()) {
                // This is a handler, during which nothing is delivered.
                throw interrupted;
            }
        }
    }

    /** Takes the lowest of the wanted signals that the program has received while it blocked them; 0 if there is none. */
    private int takePending(long wanted) {
        GuestCalls calls = process.calls();
        LinearMemory memory = process.memory();
        int set = (Integer) calls.callExport("malloc", SIGSET_SIZE);
        try {
            memory.fill(set, (byte) 0, SIGSET_SIZE);
            calls.callExport("sigpending", set);
            long pending = memory.loadLong(set) & wanted;
            if (pending == 0) {
                return 0;
            }
            int signal = Long.numberOfTrailingZeros(pending) + 1;
            memory.storeLong(set, Long.lowestOneBit(pending));
            // Whoever stops blocking an ignored signal has received it.
            delivery.ignoring(signal, () -> {
                calls.callExport("sigprocmask", SIG_UNBLOCK, set, 0);
                calls.callExport("sigprocmask", SIG_BLOCK, set, 0);
            });
            return signal;
        } finally {
            calls.callExport("free", set);
        }
    }

    private void store(int info, int signal) {
        if (info != 0) {
            process.memory().fill(info, (byte) 0, SIGINFO_SIZE);
            process.memory().storeInt(info, signal);
        }
    }
}
