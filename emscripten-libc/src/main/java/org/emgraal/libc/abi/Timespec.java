// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.abi;

import java.time.DateTimeException;
import java.time.Instant;
import org.emgraal.libc.Errno;
import org.emgraal.libc.ErrnoException;
import org.emgraal.libc.LinearMemory;

/**
 * {@code struct timespec}: seconds at offset 0, then nanoseconds.
 *
 * @param size bytes of the whole
 * @param tvNsec offset of the nanoseconds
 */
public record Timespec(int size, int tvNsec) {

    /** With 64-bit seconds. */
    public static final Timespec CURRENT = new Timespec(16, 8);
    /** With 32-bit seconds. */
    public static final Timespec SHORT = new Timespec(8, 4);

    private static final int UTIME_NOW = 0x3FFFFFFF;
    private static final int UTIME_OMIT = 0x3FFFFFFE;

    /** The time at {@code address} for {@code utimensat}: {@code now} for UTIME_NOW, null for UTIME_OMIT. */
    public Instant load(LinearMemory memory, int address, Instant now) {
        int nanoseconds = memory.loadInt(address + tvNsec);
        if (nanoseconds == UTIME_NOW) {
            return now;
        }
        if (nanoseconds == UTIME_OMIT) {
            return null;
        }
        if (nanoseconds < 0 || nanoseconds > 999_999_999) {
            throw new ErrnoException(Errno.EINVAL);
        }
        long seconds = tvNsec == Long.BYTES ? memory.loadLong(address) : memory.loadInt(address);
        try {
            return Instant.ofEpochSecond(seconds, nanoseconds);
        } catch (DateTimeException outOfRange) {
            throw new ErrnoException(Errno.EINVAL);
        }
    }
}
