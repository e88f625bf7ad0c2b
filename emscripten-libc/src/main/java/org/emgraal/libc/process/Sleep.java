// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.process;

import org.emgraal.libc.Errno;
import org.emgraal.libc.ErrnoException;
import org.emgraal.libc.LinearMemory;
import org.emgraal.libc.time.Clocks;

/**
 * Sleeping. Emscripten compiles it to a loop over {@code emscripten_get_now}; these functions take the place of the
 * program's own where the engine can replace a definition, and there sleeping costs nothing and signals end it.
 */
final class Sleep {

    private static final int TIMER_ABSTIME = 1;
    private static final int TV_NSEC = 8;
    private static final long NANOS = 1_000_000_000;
    private static final double NANOS_PER_MILLI = 1e6;
    /** POSIX: no sleeping on a processor clock. */
    private static final int CLOCK_THREAD_CPUTIME_ID = 3;

    private final GuestProcess process;
    private final Clocks clocks;
    private final SignalDelivery signals;

    Sleep(GuestProcess process, Clocks clocks, SignalDelivery signals) {
        this.process = process;
        this.clocks = clocks;
        this.signals = signals;
    }

    /** {@code clock_nanosleep}. */
    void clockNanosleep(int clock, int flags, int request, int remaining) {
        LinearMemory memory = process.memory();
        long seconds = memory.loadLong(request);
        int nanoseconds = memory.loadInt(request + TV_NSEC);
        if (seconds < 0 || nanoseconds < 0 || nanoseconds >= NANOS || clock == CLOCK_THREAD_CPUTIME_ID) {
            throw new ErrnoException(Errno.EINVAL);
        }
        boolean absolute = (flags & TIMER_ABSTIME) != 0;
        // A century is as good as for ever, and does not overflow.
        long asked = Math.min(seconds, Long.MAX_VALUE / NANOS / 3) * NANOS + nanoseconds;
        long begin = clocks.nanos(clock);
        long duration = absolute ? asked - begin : asked;
        try {
            process.readiness().sleep(duration);
        } catch (ErrnoException interrupted) {
            if (!absolute && remaining != 0) {
                long left = Math.max(0, duration - (clocks.nanos(clock) - begin));
                memory.storeLong(remaining, left / NANOS);
                memory.storeInt(remaining + TV_NSEC, (int) (left % NANOS));
            }
            throw interrupted;
        }
    }

    /** {@code emscripten_thread_sleep} and {@code emscripten_sleep}: cannot fail, so handlers run and sleep goes on. */
    void sleep(double milliseconds) {
        long deadline = System.nanoTime() + (long) (milliseconds * NANOS_PER_MILLI);
        for (long left = deadline - System.nanoTime(); left > 0; left = deadline - System.nanoTime()) {
            try {
                process.readiness().sleep(left);
            } catch (ErrnoException interrupted) {
                signals.deliver();
            }
        }
    }
}
