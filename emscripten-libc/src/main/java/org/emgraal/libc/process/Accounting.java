// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.process;

import org.emgraal.libc.Errno;
import org.emgraal.libc.ErrnoException;
import org.emgraal.libc.LinearMemory;
import org.emgraal.libc.time.Clocks;

/** What the process has used. All of its processor time counts as user time, and it has no children. */
final class Accounting {

    /** {@code sysconf(_SC_CLK_TCK)} is 100. */
    private static final long NANOS_PER_TICK = 10_000_000;
    private static final int NANOS_PER_MICRO = 1000;
    private static final int MICROS = 1_000_000;

    private static final int RUSAGE_SELF = 0;
    private static final int RUSAGE_CHILDREN = -1;
    /** {@code struct rusage} as the system call has it: two times of two i32, {@code ru_maxrss} and 13 more longs. */
    private static final int RUSAGE_SIZE = 72;
    private static final int RU_MAXRSS = 16;
    private static final int TMS_SIZE = 16;

    private final GuestProcess process;
    private final Clocks clocks;

    Accounting(GuestProcess process, Clocks clocks) {
        this.process = process;
        this.clocks = clocks;
    }

    /** {@code times}: ticks since the program was loaded. */
    int times(int result) {
        if (result != 0) {
            process.memory().fill(result, (byte) 0, TMS_SIZE);
            process.memory().storeInt(result, (int) (clocks.processorNanos() / NANOS_PER_TICK));
        }
        return (int) (clocks.monotonicNanos() / NANOS_PER_TICK);
    }

    /** {@code getrusage}; memory is counted in KiB. */
    int getrusage(int who, int result) {
        if (who != RUSAGE_SELF && who != RUSAGE_CHILDREN) {
            throw new ErrnoException(Errno.EINVAL);
        }
        LinearMemory memory = process.memory();
        memory.fill(result, (byte) 0, RUSAGE_SIZE);
        if (who == RUSAGE_SELF) {
            long micros = clocks.processorNanos() / NANOS_PER_MICRO;
            memory.storeInt(result, (int) (micros / MICROS));
            memory.storeInt(result + 4, (int) (micros % MICROS));
            memory.storeInt(result + RU_MAXRSS, (int) (memory.size() >> 10));
        }
        return 0;
    }
}
