// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.time;

import static org.emgraal.libc.syscall.Calls.library;
import static org.emgraal.libc.syscall.Calls.pair;
import static org.emgraal.libc.syscall.Calls.wasi;

import java.time.ZoneId;
import java.util.List;
import org.emgraal.libc.HostFunction;
import org.emgraal.libc.process.GuestProcess;

/**
 * The imports that tell the time. Up to 3.1.6 {@code time_t} has 32 bits and is passed by address; up to 3.1.69 it
 * comes as two i32, from then on as an i64.
 */
public final class TimeImports {

    private final Clocks clocks;
    private final TimeFunctions time;
    private final GuestProcess process;
    private int[] zoneAddresses = {};

    public TimeImports(GuestProcess process, Clocks clocks, ZoneId hostZone) {
        this.process = process;
        this.clocks = clocks;
        this.time = new TimeFunctions(process, clocks, hostZone);
    }

    public List<HostFunction> functions() {
        return List.of(
                        // Clocks.
                        new HostFunction("clock_res_get", "iii", wasi(a -> time.clockResolution(a.i32(0), a.i32(1)))),
                        new HostFunction("clock_time_get", "iiji", wasi(a -> time.clockTime(a.i32(0), a.i32(2)))),
                        new HostFunction("clock_time_get", "iiiii", wasi(a -> time.clockTime(a.i32(0), a.i32(3)))),
                        new HostFunction("emscripten_date_now", "d", a -> clocks.dateNow()),
                        new HostFunction("emscripten_get_now", "d", a -> clocks.now()),
                        new HostFunction("emscripten_get_now_res", "d", a -> 1.0),
                        new HostFunction("_emscripten_get_now_is_monotonic", "i", a -> 1),
                        new HostFunction("emscripten_get_now_is_monotonic", "i", a -> 1),
                        new HostFunction("clock", "i", a -> time.clock()),
                        new HostFunction("clock_getres", "iii", library(process, a ->
                                        time.clockGetres(a.i32(0), a.i32(1)))),
                        new HostFunction("clock_gettime", "iii", library(process, a ->
                                        time.clockGettime(a.i32(0), a.i32(1)))),
                        new HostFunction("__clock_gettime", "iii", library(process, a ->
                                        time.clockGettime(a.i32(0), a.i32(1)))),
                        new HostFunction("gettimeofday", "iii", a -> time.gettimeofday(a.i32(0))),
                        new HostFunction("time", "ii", a -> time.time(a.i32(0))),
                        // Calendars.
                        new HostFunction("_gmtime_js", "iji", a -> time.gmtime(a.i64(0), a.i32(1))),
                        new HostFunction("_gmtime_js", "vji", a -> none(time.gmtime(a.i64(0), a.i32(1)))),
                        new HostFunction("_gmtime_js", "viii", a -> none(time.gmtime(pair(a, 0), a.i32(2)))),
                        new HostFunction("_gmtime_js", "vii", a -> none(time.gmtime(shortTime(a.i32(0)), a.i32(1)))),
                        new HostFunction("_localtime_js", "iji", a -> time.localtime(a.i64(0), a.i32(1))),
                        new HostFunction("_localtime_js", "vji", a -> none(time.localtime(a.i64(0), a.i32(1)))),
                        new HostFunction("_localtime_js", "viii", a -> none(time.localtime(pair(a, 0), a.i32(2)))),
                        new HostFunction("_localtime_js", "vii", a ->
                                        none(time.localtime(shortTime(a.i32(0)), a.i32(1)))),
                        new HostFunction("_mktime_js", "ji", a -> time.mktime(a.i32(0))),
                        new HostFunction("_mktime_js", "ii", a -> process.tempRet0().split(time.mktime(a.i32(0)))),
                        new HostFunction("_timegm_js", "ji", a -> time.timegm(a.i32(0))),
                        new HostFunction("_timegm_js", "ii", a -> process.tempRet0().split(time.timegm(a.i32(0)))),
                        new HostFunction("_tzset_js", "viiii", a -> none(() ->
                                        setZone(new int[]{a.i32(0), a.i32(1), a.i32(2), a.i32(3)}))),
                        new HostFunction("_tzset_js", "viii", a -> none(() ->
                                        time.tzset(a.i32(0), a.i32(1), a.i32(2)))),
                        // Text.
                        new HostFunction("strftime", "iiiii", a -> time.strftime(a.i32(0), a.i32(1), a.i32(2),
                                        a.i32(3))),
                        new HostFunction("strftime_l", "iiiiii", a -> time.strftime(a.i32(0), a.i32(1), a.i32(2),
                                        a.i32(3))),
                        new HostFunction("strptime", "iiii", a -> time.strptime(a.i32(0), a.i32(1), a.i32(2))),
                        new HostFunction("strptime_l", "iiiii", a -> time.strptime(a.i32(0), a.i32(1), a.i32(2))));
    }

    /** The arguments of {@code tzset} of today's Emscripten, which calls it once; empty before. */
    public int[] zoneAddresses() {
        return zoneAddresses.clone();
    }

    /** {@code tzset} with arguments that {@link #zoneAddresses} gave. */
    public void setZone(int[] addresses) {
        if (addresses.length != 0) {
            zoneAddresses = addresses.clone();
            time.tzset(addresses[0], addresses[1], addresses[2], addresses[3]);
        }
    }

    private long shortTime(int address) {
        return process.memory().loadInt(address);
    }

    /** A void import's result. */
    private static Object none(int ignored) {
        return null;
    }

    private static Object none(Runnable action) {
        action.run();
        return null;
    }
}
