// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.time;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.emgraal.libc.Errno;
import org.emgraal.libc.ErrnoException;

/** The clocks of a program ({@code clock_gettime}, WASI {@code clock_time_get} and Emscripten's own). */
public final class Clocks {

    private static final int CLOCK_REALTIME = 0;
    private static final int CLOCK_MONOTONIC = 1;
    private static final int CLOCK_PROCESS_CPUTIME_ID = 2;
    private static final int CLOCK_THREAD_CPUTIME_ID = 3;
    private static final int CLOCK_MONOTONIC_RAW = 4;
    private static final int CLOCK_REALTIME_COARSE = 5;
    private static final int CLOCK_MONOTONIC_COARSE = 6;
    private static final int CLOCK_BOOTTIME = 7;

    private static final double NANOS_PER_MILLI = 1e6;
    /** Java's system clock counts microseconds on the hosts we run on. */
    private static final long REALTIME_RESOLUTION = 1_000;

    /** Calls to {@link #now} this close to each other, this often in a row, are a program waiting for time to pass. */
    private static final long SPIN_GAP = 20_000;
    private static final int SPINS = 64;
    private static final long LONGEST_PAUSE = 1_000_000;

    private final long start = System.nanoTime();
    private long lastNow;
    private long spinStart;
    private int spins;

    public Clocks() {
    }

    /** Nanoseconds a clock shows; {@code EINVAL} for a number that is no clock. */
    public long nanos(int clock) {
        return switch (clock) {
            case CLOCK_REALTIME, CLOCK_REALTIME_COARSE -> realtimeNanos();
            case CLOCK_MONOTONIC, CLOCK_MONOTONIC_RAW, CLOCK_MONOTONIC_COARSE, CLOCK_BOOTTIME -> monotonicNanos();
            case CLOCK_PROCESS_CPUTIME_ID, CLOCK_THREAD_CPUTIME_ID -> processorNanos();
            default -> throw new ErrnoException(Errno.EINVAL);
        };
    }

    /** Nanoseconds between two values a clock can show. */
    public long resolution(int clock) {
        nanos(clock);
        return clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE ? REALTIME_RESOLUTION : 1;
    }

    /** Nanoseconds since the epoch. */
    public long realtimeNanos() {
        Instant now = Instant.now();
        return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
    }

    /** Nanoseconds since the program was loaded. */
    public long monotonicNanos() {
        return System.nanoTime() - start;
    }

    /** Processor time of the guest's thread, which is all of its process. */
    public long processorNanos() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return threads.isCurrentThreadCpuTimeSupported() ? threads.getCurrentThreadCpuTime() : monotonicNanos();
    }

    /** {@code emscripten_date_now}: milliseconds since the epoch. */
    public double dateNow() {
        return realtimeNanos() / NANOS_PER_MILLI;
    }

    /**
     * {@code emscripten_get_now}: milliseconds since the program was loaded. Emscripten's {@code sleep} is a loop over
     * this function; such a loop is recognised and made to give the processor away, for at most an eighth of the time
     * it has lasted, so that nobody sleeps noticeably longer than asked.
     */
    public double now() {
        long called = System.nanoTime();
        if (called - lastNow > SPIN_GAP) {
            spins = 0;
            spinStart = called;
        } else if (++spins > SPINS) {
            LockSupport.parkNanos(Math.min(LONGEST_PAUSE, (called - spinStart) / 8));
        }
        lastNow = System.nanoTime();
        return (lastNow - start) / NANOS_PER_MILLI;
    }
}
