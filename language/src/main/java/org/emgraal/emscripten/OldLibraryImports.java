// SPDX-License-Identifier: Apache-2.0
package org.emgraal.emscripten;

import java.util.List;
import org.emgraal.libc.HostFunction;
import org.emgraal.libc.process.GuestProcess;

/** Functions of the C library that Emscripten up to 3.1.6 had in JavaScript; {@code time_t} has 32 bits there. */
final class OldLibraryImports {

    /** {@code struct timeb}: seconds, then milliseconds, time zone and daylight saving time, both obsolete. */
    private static final int MILLISECONDS = 4;
    private static final int ZONE_AND_SAVING = 6;
    /** What Emscripten's library answers on every machine. */
    private static final double LOAD_AVERAGE = 0.1;
    private static final int LOAD_AVERAGES = 3;

    private final GuestProcess process;

    OldLibraryImports(GuestProcess process) {
        this.process = process;
    }

    List<HostFunction> functions() {
        return List.of(
                        new HostFunction("difftime", "dii", a -> (double) a.i32(0) - a.i32(1)),
                        new HostFunction("dysize", "ii", a -> java.time.Year.isLeap(a.i32(0)) ? 366 : 365),
                        new HostFunction("ftime", "ii", a -> {
                            long now = System.currentTimeMillis();
                            process.memory().storeInt(a.i32(0), (int) (now / 1000));
                            process.memory().storeShort(a.i32(0) + MILLISECONDS, (short) (now % 1000));
                            process.memory().storeInt(a.i32(0) + ZONE_AND_SAVING, 0);
                            return 0;
                        }),
                        new HostFunction("getloadavg", "iii", a -> {
                            int count = Math.min(a.i32(1), LOAD_AVERAGES);
                            for (int i = 0; i < count; i++) {
                                process.memory().storeDouble(a.i32(0) + Double.BYTES * i, LOAD_AVERAGE);
                            }
                            return count;
                        }));
    }
}
