// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.time;

import static org.emgraal.libc.syscall.Calls.pair;
import static org.emgraal.libc.syscall.Calls.wasi;

import java.time.Instant;
import java.util.List;
import org.emgraal.libc.Errno;
import org.emgraal.libc.ErrnoException;
import org.emgraal.libc.HostFunction;
import org.emgraal.libc.LinearMemory;
import org.emgraal.libc.process.GuestProcess;

/** The imports that tell the time. */
public final class TimeImports {

    private static final int CLOCK_REALTIME = 0;
    private static final int LAST_CLOCK = 3;

    private final GuestProcess process;
    private final Calendar calendar;
    private final long start = System.nanoTime();

    public TimeImports(GuestProcess process) {
        this.process = process;
        this.calendar = new Calendar(process);
    }

    public List<HostFunction> functions() {
        return List.of(
                        new HostFunction("clock_res_get", "iii", wasi(a -> clockResolution(a.i32(0), a.i32(1)))),
                        new HostFunction("clock_time_get", "iiji", wasi(a -> clockTime(a.i32(0), a.i32(2)))),
                        new HostFunction("clock_time_get", "iiiii", wasi(a -> clockTime(a.i32(0), a.i32(3)))),
                        new HostFunction("emscripten_date_now", "d", a -> (double) System.currentTimeMillis()),
                        new HostFunction("emscripten_get_now", "d", a -> (System.nanoTime() - start) / 1e6),
                        new HostFunction("emscripten_get_now_res", "d", a -> 1.0),
                        new HostFunction("_emscripten_get_now_is_monotonic", "i", a -> 1),
                        new HostFunction("_tzset_js", "viiii", a -> {
                            calendar.timeZone(a.i32(0), a.i32(1), a.i32(2), a.i32(3));
                            return null;
                        }),
                        new HostFunction("_localtime_js", "vji", a -> local(a.i64(0), a.i32(1), null)),
                        new HostFunction("_localtime_js", "iji", a -> local(a.i64(0), a.i32(1), 0)),
                        new HostFunction("_localtime_js", "viii", a -> local(pair(a, 0), a.i32(2), null)),
                        new HostFunction("_gmtime_js", "vji", a -> utc(a.i64(0), a.i32(1), null)),
                        new HostFunction("_gmtime_js", "iji", a -> utc(a.i64(0), a.i32(1), 0)),
                        new HostFunction("_gmtime_js", "viii", a -> utc(pair(a, 0), a.i32(2), null)),
                        new HostFunction("_mktime_js", "ji", a -> calendar.localSeconds(a.i32(0))),
                        new HostFunction("_timegm_js", "ji", a -> calendar.utcSeconds(a.i32(0))));
    }

    private void clockTime(int clock, int result) {
        LinearMemory memory = process.memory();
        if (checkClock(clock) == CLOCK_REALTIME) {
            Instant now = Instant.now();
            memory.storeLong(result, now.getEpochSecond() * 1_000_000_000 + now.getNano());
        } else {
            memory.storeLong(result, System.nanoTime() - start);
        }
    }

    private void clockResolution(int clock, int result) {
        checkClock(clock);
        process.memory().storeLong(result, 1);
    }

    private static int checkClock(int clock) {
        if (clock < 0 || clock > LAST_CLOCK) {
            throw new ErrnoException(Errno.EINVAL);
        }
        return clock;
    }

    private Object local(long seconds, int tm, Object result) {
        calendar.storeLocal(seconds, tm);
        return result;
    }

    private Object utc(long seconds, int tm, Object result) {
        calendar.storeUtc(seconds, tm);
        return result;
    }
}
