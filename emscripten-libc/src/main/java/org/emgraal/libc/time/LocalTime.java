// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.time;

import java.time.ZoneId;
import java.util.function.Supplier;

/** Local time in the program's zone: {@code localtime}, {@code mktime} and {@code tzset}. */
public final class LocalTime {

    /** More than any zone's clock was ever moved by. */
    private static final int LONGEST_CHANGE = BrokenDownTime.DAY;
    private static final int HALF_YEAR = 183 * BrokenDownTime.DAY;
    /** How far glibc looks for a time of the wanted kind, and in which steps: the shortest period of one offset, half the longest. */
    private static final int STRIDE = 601_200;
    private static final int FARTHEST = 457_243_209 / 2 + STRIDE;

    private final Supplier<String> variable;
    private final ZoneId hostZone;
    private Zone zone;

    /**
     * @param variable gives the value of {@code TZ}, or null if it is not set
     * @param hostZone what then holds
     */
    public LocalTime(Supplier<String> variable, ZoneId hostZone) {
        this.variable = variable;
        this.hostZone = hostZone;
    }

    /** {@code gmtime}. */
    static BrokenDownTime utc(long epochSecond) {
        return BrokenDownTime.ofLocalSeconds(epochSecond, 0, 0);
    }

    /** {@code timegm}: the time a date in UTC, its parts possibly out of range, stands for. */
    static long utcEpochSecond(BrokenDownTime time) {
        return time.toLocalSeconds();
    }

    /** {@code localtime}. */
    BrokenDownTime at(long epochSecond) {
        Zone.Offset offset = zone().at(epochSecond);
        return BrokenDownTime.ofLocalSeconds(Math.addExact(epochSecond, offset.seconds()), offset.daylightSaving() ? 1
                        : 0,
                        offset.seconds());
    }

    /**
     * {@code mktime}: the time a local date, its parts possibly out of range, stands for. A date that occurs twice or
     * never is read by the clock before the change, unless {@code tm_isdst} says otherwise; if {@code tm_isdst}
     * contradicts the zone, it says which clock showed that date: the one of that kind nearest in time (glibc, time/mktime.c).
     */
    long epochSecond(BrokenDownTime time) {
        long local = time.toLocalSeconds();
        int before = zone().at(local - LONGEST_CHANGE).seconds();
        int after = zone().at(local + LONGEST_CHANGE).seconds();
        boolean shownBefore = zone().at(local - before).seconds() == before;
        boolean shownAfter = zone().at(local - after).seconds() == after;
        long result = local - (shownAfter && !shownBefore ? after : before);
        if (time.daylightSaving() < 0) {
            return result;
        }
        boolean daylightSaving = time.daylightSaving() > 0;
        if (!shownBefore && !shownAfter && zone().at(local + LONGEST_CHANGE).daylightSaving() == daylightSaving) {
            // No clock showed it: the one after the change would have, had it gone already.
            return local - after;
        }
        return adjusted(result, local, daylightSaving);
    }

    private long adjusted(long epochSecond, long local, boolean daylightSaving) {
        if (zone().at(epochSecond).daylightSaving() == daylightSaving) {
            return epochSecond;
        }
        for (int distance = STRIDE; distance < FARTHEST; distance += STRIDE) {
            for (long near : new long[] {epochSecond - distance, epochSecond + distance}) {
                Zone.Offset offset = zone().at(near);
                if (offset.daylightSaving() == daylightSaving) {
                    return local - offset.seconds();
                }
            }
        }
        return epochSecond;
    }

    /** {@code tzset}: reads {@code TZ} again. */
    Names reset(long epochSecond) {
        zone = ZoneSource.find(variable.get(), hostZone);
        BrokenDownTime now = utc(epochSecond);
        long january = epochSecond - now.dayOfYear() * (long) BrokenDownTime.DAY;
        Zone.Offset winter = zone.at(january);
        Zone.Offset summer = zone.at(january + HALF_YEAR);
        Zone.Offset standard = winter.daylightSaving() ? summer : winter;
        Zone.Offset daylight = winter.daylightSaving() ? winter : summer;
        return new Names(standard.seconds(), daylight.daylightSaving(), standard.name(), daylight.name());
    }

    /**
     * What {@code tzset} sets.
     *
     * @param standardOffset seconds east of UTC, outside daylight saving time
     * @param usesDaylightSaving whether the zone has daylight saving time this year
     */
    record Names(int standardOffset, boolean usesDaylightSaving, String standard, String daylight) {
    }

    /** The abbreviation that holds at a time. */
    String nameAt(long epochSecond) {
        return zone().at(epochSecond).name();
    }

    private Zone zone() {
        if (zone == null) {
            zone = ZoneSource.find(variable.get(), hostZone);
        }
        return zone;
    }
}
