// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.abi;

import java.time.DateTimeException;
import java.time.Instant;
import org.emgraal.libc.Errno;
import org.emgraal.libc.ErrnoException;
import org.emgraal.libc.LinearMemory;

/** {@code struct timespec} with 64-bit seconds, as {@code utimensat} reads it in every Emscripten version. */
public final class Timespec {

    public static final int SIZE = 16;
    private static final int TV_NSEC = 8;
    private static final int UTIME_NOW = 0x3FFFFFFF;
    private static final int UTIME_OMIT = 0x3FFFFFFE;

    private Timespec() {
    }

    /** The time at {@code address} for {@code utimensat}: {@code now} for UTIME_NOW, null for UTIME_OMIT. */
    public static Instant load(LinearMemory memory, int address, Instant now) {
        int nanoseconds = memory.loadInt(address + TV_NSEC);
        if (nanoseconds == UTIME_NOW) {
            return now;
        }
        if (nanoseconds == UTIME_OMIT) {
            return null;
        }
        if (nanoseconds < 0 || nanoseconds > 999_999_999) {
            throw new ErrnoException(Errno.EINVAL);
        }
        try {
            return Instant.ofEpochSecond(memory.loadLong(address), nanoseconds);
        } catch (DateTimeException outOfRange) {
            throw new ErrnoException(Errno.EINVAL);
        }
    }
}
