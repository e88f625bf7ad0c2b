// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.abi;

import org.emgraal.libc.LinearMemory;
import org.emgraal.libc.time.BrokenDownTime;

/** {@code struct tm} (musl {@code include/time.h}): nine {@code int}s, the offset, the zone's name. */
public final class TmStruct {

    private static final int TM_SEC = 0;
    private static final int TM_MIN = 4;
    private static final int TM_HOUR = 8;
    private static final int TM_MDAY = 12;
    private static final int TM_MON = 16;
    private static final int TM_YEAR = 20;
    private static final int TM_WDAY = 24;
    private static final int TM_YDAY = 28;
    private static final int TM_ISDST = 32;
    private static final int TM_GMTOFF = 36;
    /** A pointer to the abbreviation of the zone; Emscripten's C code sets it. */
    private static final int TM_ZONE = 40;

    private TmStruct() {
    }

    public static BrokenDownTime load(LinearMemory memory, int address) {
        return new BrokenDownTime(memory.loadInt(address + TM_SEC), memory.loadInt(address + TM_MIN),
                        memory.loadInt(address + TM_HOUR), memory.loadInt(address + TM_MDAY),
                        memory.loadInt(address + TM_MON), memory.loadInt(address + TM_YEAR),
                        memory.loadInt(address + TM_WDAY), memory.loadInt(address + TM_YDAY),
                        memory.loadInt(address + TM_ISDST), memory.loadInt(address + TM_GMTOFF));
    }

    /** Stores all but the zone's name. */
    public static void store(LinearMemory memory, int address, BrokenDownTime time) {
        memory.storeInt(address + TM_SEC, time.second());
        memory.storeInt(address + TM_MIN, time.minute());
        memory.storeInt(address + TM_HOUR, time.hour());
        memory.storeInt(address + TM_MDAY, time.dayOfMonth());
        memory.storeInt(address + TM_MON, time.month());
        memory.storeInt(address + TM_YEAR, time.year());
        memory.storeInt(address + TM_WDAY, time.weekday());
        memory.storeInt(address + TM_YDAY, time.dayOfYear());
        memory.storeInt(address + TM_ISDST, time.daylightSaving());
        memory.storeInt(address + TM_GMTOFF, time.offset());
    }

    /** Address of the zone's name; 0 if there is none. */
    public static int zoneName(LinearMemory memory, int address) {
        return memory.loadInt(address + TM_ZONE);
    }
}
