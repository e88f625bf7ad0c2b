// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.time;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.ZoneId;
import org.emgraal.libc.LinearMemory;
import org.emgraal.libc.abi.TmStruct;
import org.emgraal.libc.fs.GuestText;
import org.emgraal.libc.process.GuestProcess;

/** The C functions about calendars and clocks that Emscripten leaves to its host. */
final class TimeFunctions {

    /** {@code TZNAME_MAX} and the NUL. */
    private static final int NAME_SIZE = 17;
    private static final long NANOS = 1_000_000_000;
    private static final int CLOCKS_PER_SECOND = 1_000_000;

    private final GuestProcess process;
    private final Clocks clocks;
    private final LocalTime local;

    TimeFunctions(GuestProcess process, Clocks clocks, ZoneId hostZone) {
        this.process = process;
        this.clocks = clocks;
        this.local = new LocalTime(this::zoneVariable, hostZone);
    }

    /** What the program's {@code TZ} is now, as far as the program lets us ask; else what it was at the start. */
    private String zoneVariable() {
        if (!process.calls().hasExport("getenv") || !process.calls().hasExport("malloc")) {
            return process.environment().get("TZ");
        }
        int name = process.calls().malloc(3);
        if (name == 0) {
            return process.environment().get("TZ");
        }
        process.memory().write(name, new byte[] {'T', 'Z', 0}, 0, 3);
        int value = (Integer) process.calls().callExport("getenv", name);
        process.calls().free(name);
        return value == 0 ? null : process.string(value);
    }

    // ---- calendars

    /** @return 0, or 1 if the year does not fit {@code tm_year} */
    int gmtime(long seconds, int tm) {
        return store(tm, () -> LocalTime.utc(seconds));
    }

    /** @return 0, or 1 if the year does not fit {@code tm_year} */
    int localtime(long seconds, int tm) {
        return store(tm, () -> local.at(seconds));
    }

    private int store(int tm, java.util.function.Supplier<BrokenDownTime> time) {
        try {
            TmStruct.store(process.memory(), tm, time.get());
            return 0;
        } catch (ArithmeticException | DateTimeException outOfRange) {
            return 1;
        }
    }

    /** {@code mktime}: also brings the parts into their ranges; −1 if the year does not fit. */
    long mktime(int tm) {
        try {
            long seconds = local.epochSecond(TmStruct.load(process.memory(), tm));
            TmStruct.store(process.memory(), tm, local.at(seconds));
            return seconds;
        } catch (ArithmeticException | DateTimeException outOfRange) {
            return -1;
        }
    }

    /** {@code timegm}. */
    long timegm(int tm) {
        try {
            long seconds = LocalTime.utcEpochSecond(TmStruct.load(process.memory(), tm));
            TmStruct.store(process.memory(), tm, LocalTime.utc(seconds));
            return seconds;
        } catch (ArithmeticException | DateTimeException outOfRange) {
            return -1;
        }
    }

    /** {@code tzset}: seconds west of UTC, whether there is daylight saving time, and two buffers for names. */
    void tzset(int timezone, int daylight, int standardName, int daylightName) {
        LocalTime.Names names = resetZone(timezone, daylight);
        storeName(standardName, names.standard());
        storeName(daylightName, names.daylight());
    }

    /**
     * {@code tzset} of Emscripten before 3.1.52: the names are allocated, {@code tzname} is an array of two pointers.
     */
    void tzset(int timezone, int daylight, int tzname) {
        LocalTime.Names names = resetZone(timezone, daylight);
        int buffers = process.calls().malloc(2 * NAME_SIZE);
        if (buffers != 0) {
            storeName(buffers, names.standard());
            storeName(buffers + NAME_SIZE, names.daylight());
            process.memory().storeInt(tzname, buffers);
            process.memory().storeInt(tzname + 4, buffers + NAME_SIZE);
        }
    }

    private LocalTime.Names resetZone(int timezone, int daylight) {
        LocalTime.Names names = local.reset(clocks.realtimeNanos() / NANOS);
        process.memory().storeInt(timezone, -names.standardOffset());
        process.memory().storeInt(daylight, names.usesDaylightSaving() ? 1 : 0);
        return names;
    }

    private void storeName(int buffer, String name) {
        process.storeString(name, buffer, NAME_SIZE);
    }

    // ---- text

    /** {@code strftime}: the length of the text, 0 if it does not fit. */
    int strftime(int buffer, int size, int format, int tm) {
        LinearMemory memory = process.memory();
        int name = TmStruct.zoneName(memory, tm);
        String text = TimeFormat.format(process.string(format), TmStruct.load(memory, tm), name == 0 ? ""
                        : process.string(name));
        byte[] bytes = GuestText.encode(text);
        if (Integer.compareUnsigned(bytes.length, size) >= 0) {
            return 0;
        }
        memory.write(buffer, bytes, 0, bytes.length);
        memory.storeByte(buffer + bytes.length, (byte) 0);
        return bytes.length;
    }

    /** {@code strptime}: the address after what was recognised, or 0. */
    int strptime(int text, int format, int tm) {
        LinearMemory memory = process.memory();
        // One byte is one character here: the result counts bytes, and the C locale knows no others.
        String input = new String(memory.readCString(text), StandardCharsets.ISO_8859_1);
        TimeParser.Parsed parsed = TimeParser.parse(input, process.string(format), TmStruct.load(memory, tm));
        if (parsed == null) {
            return 0;
        }
        TmStruct.store(memory, tm, parsed.time());
        return text + parsed.length();
    }

    // ---- clocks

    /** WASI {@code clock_time_get}. */
    void clockTime(int clock, int result) {
        process.memory().storeLong(result, clocks.nanos(clock));
    }

    /** WASI {@code clock_res_get}. */
    void clockResolution(int clock, int result) {
        process.memory().storeLong(result, clocks.resolution(clock));
    }

    /** {@code clock_gettime} of an Emscripten whose {@code time_t} has 32 bits. */
    int clockGettime(int clock, int timespec) {
        return storeTimespec(clocks.nanos(clock), timespec);
    }

    /** {@code clock_getres} of an Emscripten whose {@code time_t} has 32 bits. */
    int clockGetres(int clock, int timespec) {
        return storeTimespec(clocks.resolution(clock), timespec);
    }

    private int storeTimespec(long value, int timespec) {
        process.memory().storeInt(timespec, (int) (value / NANOS));
        process.memory().storeInt(timespec + 4, (int) (value % NANOS));
        return 0;
    }

    /** {@code gettimeofday} of an Emscripten whose {@code time_t} has 32 bits. */
    int gettimeofday(int timeval) {
        long nanos = clocks.realtimeNanos();
        process.memory().storeInt(timeval, (int) (nanos / NANOS));
        process.memory().storeInt(timeval + 4, (int) (nanos % NANOS / 1000));
        return 0;
    }

    /** {@code time} of an Emscripten whose {@code time_t} has 32 bits. */
    int time(int result) {
        int seconds = (int) (clocks.realtimeNanos() / NANOS);
        if (result != 0) {
            process.memory().storeInt(result, seconds);
        }
        return seconds;
    }

    /** {@code clock}: processor time used. */
    int clock() {
        return (int) (clocks.processorNanos() / (NANOS / CLOCKS_PER_SECOND));
    }
}
