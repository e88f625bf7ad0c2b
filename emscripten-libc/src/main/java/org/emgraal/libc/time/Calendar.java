// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.time;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import org.emgraal.libc.LinearMemory;
import org.emgraal.libc.process.GuestProcess;

/** Broken-down time in the program's time zone: {@code TZ} of its environment, else the host's. */
final class Calendar {

    /** {@code TZNAME_MAX} and the NUL. */
    private static final int NAME_SIZE = 17;

    private final GuestProcess process;
    private final ZoneId zone;
    private final ZoneRules rules;

    Calendar(GuestProcess process) {
        this.process = process;
        this.zone = zone(process.environment().get("TZ"));
        this.rules = zone.getRules();
    }

    private static ZoneId zone(String name) {
        if (name == null) {
            return ZoneId.systemDefault();
        }
        try {
            return name.isEmpty() ? ZoneOffset.UTC : ZoneId.of(name.startsWith(":") ? name.substring(1) : name, ZoneId.SHORT_IDS);
        } catch (DateTimeException unknown) {
            // An unknown TZ means UTC (POSIX leaves it open; glibc and musl do this).
            return ZoneOffset.UTC;
        }
    }

    /** {@code tzset}: seconds west of UTC, whether there is daylight saving time, and the two names. */
    void timeZone(int timezone, int daylight, int standardName, int daylightName) {
        LinearMemory memory = process.memory();
        Instant now = Instant.now();
        memory.storeInt(timezone, -rules.getStandardOffset(now).getTotalSeconds());
        memory.storeInt(daylight, rules.nextTransition(now) != null ? 1 : 0);
        storeName(memory, standardName, false);
        storeName(memory, daylightName, true);
    }

    private void storeName(LinearMemory memory, int address, boolean daylight) {
        String name = zone instanceof ZoneOffset ? zone.equals(ZoneOffset.UTC) ? "UTC" : zone.getDisplayName(TextStyle.SHORT, Locale.ROOT)
                        : TimeZone.getTimeZone(zone).getDisplayName(daylight, TimeZone.SHORT, Locale.ENGLISH);
        byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
        int length = Math.min(bytes.length, NAME_SIZE - 1);
        memory.write(address, bytes, 0, length);
        memory.storeByte(address + length, (byte) 0);
    }

    void storeLocal(long seconds, int tm) {
        Instant instant = Instant.ofEpochSecond(seconds);
        ZoneOffset offset = rules.getOffset(instant);
        store(process.memory(), tm, LocalDateTime.ofEpochSecond(seconds, 0, offset), rules.isDaylightSavings(instant), offset.getTotalSeconds());
    }

    void storeUtc(long seconds, int tm) {
        store(process.memory(), tm, LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC), false, 0);
    }

    /** {@code mktime}: also normalises the structure. */
    long localSeconds(int tm) {
        LinearMemory memory = process.memory();
        LocalDateTime local = load(memory, tm);
        int daylight = memory.loadInt(tm + 32);
        List<ZoneOffset> offsets = rules.getValidOffsets(local);
        // In a gap the offset before it, in an overlap the one tm_isdst asks for, else the first.
        ZoneOffset offset = offsets.isEmpty() ? rules.getTransition(local).getOffsetBefore() : offsets.get(offsets.size() > 1 && daylight == 0 ? 1 : 0);
        long seconds = local.toEpochSecond(offset);
        if (daylight >= 0 && offsets.size() == 1) {
            Instant instant = Instant.ofEpochSecond(seconds);
            boolean is = rules.isDaylightSavings(instant);
            if (is != daylight > 0) {
                // The caller counted in the other kind of time: take its clock to be that much off.
                Duration shift = is ? rules.getDaylightSavings(instant) : shiftAround(instant);
                seconds += is ? shift.toSeconds() : -shift.toSeconds();
            }
        }
        storeLocal(seconds, tm);
        return seconds;
    }

    /** By how much the nearest daylight saving time differs from standard time; zero where there is none. */
    private Duration shiftAround(Instant instant) {
        var next = rules.nextTransition(instant);
        var before = rules.previousTransition(instant);
        Duration after = next == null ? Duration.ZERO : rules.getDaylightSavings(next.getInstant());
        return after.isZero() && before != null ? rules.getDaylightSavings(before.getInstant().minusSeconds(1)) : after;
    }

    /** {@code timegm}: also normalises the structure. */
    long utcSeconds(int tm) {
        long seconds = load(process.memory(), tm).toEpochSecond(ZoneOffset.UTC);
        storeUtc(seconds, tm);
        return seconds;
    }

    /** {@code struct tm}: sec, min, hour, mday, mon, year, wday, yday, isdst, gmtoff. */
    private static void store(LinearMemory memory, int address, LocalDateTime time, boolean daylight, int offset) {
        int[] fields = {time.getSecond(), time.getMinute(), time.getHour(), time.getDayOfMonth(), time.getMonthValue() - 1,
                        time.getYear() - 1900, time.getDayOfWeek().getValue() % 7, time.getDayOfYear() - 1, daylight ? 1 : 0, offset};
        for (int i = 0; i < fields.length; i++) {
            memory.storeInt(address + 4 * i, fields[i]);
        }
    }

    /** The time the fields name; fields out of their range carry over, as {@code mktime} demands. */
    private static LocalDateTime load(LinearMemory memory, int address) {
        long months = 12L * (memory.loadInt(address + 20) + 1900L) + memory.loadInt(address + 16);
        return LocalDateTime.of((int) Math.floorDiv(months, 12L), Math.floorMod(months, 12) + 1, 1, 0, 0)
                        .plusDays(memory.loadInt(address + 12) - 1L).plusHours(memory.loadInt(address + 8))
                        .plusMinutes(memory.loadInt(address + 4)).plusSeconds(memory.loadInt(address));
    }
}
