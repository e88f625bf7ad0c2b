// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.time;

import java.time.LocalDate;

/**
 * A time as C's {@code struct tm} holds it (C17 7.27.1).
 *
 * @param month 0 to 11
 * @param year years since 1900
 * @param weekday days since Sunday
 * @param dayOfYear days since 1 January
 * @param daylightSaving positive if daylight saving time is in effect, 0 if not, negative if unknown
 * @param offset seconds east of UTC
 */
public record BrokenDownTime(int second, int minute, int hour, int dayOfMonth, int month, int year, int weekday,
                int dayOfYear, int daylightSaving, int offset) {

    static final int DAY = 86_400;
    private static final int EPOCH_YEAR = 1900;

    /**
     * The calendar date and time of a count of seconds.
     *
     * @param seconds local seconds: those since the epoch plus {@code offset}
     * @throws ArithmeticException if the year does not fit
     */
    static BrokenDownTime ofLocalSeconds(long seconds, int daylightSaving, int offset) {
        long day = Math.floorDiv(seconds, (long) DAY);
        int secondOfDay = (int) Math.floorMod(seconds, (long) DAY);
        if (day < LocalDate.MIN.toEpochDay() || day > LocalDate.MAX.toEpochDay()) {
            throw new ArithmeticException("year out of range");
        }
        LocalDate date = LocalDate.ofEpochDay(day);
        return new BrokenDownTime(secondOfDay % 60, secondOfDay / 60 % 60, secondOfDay / 3600, date.getDayOfMonth(),
                        date.getMonthValue() - 1, date.getYear() - EPOCH_YEAR, date.getDayOfWeek().getValue() % 7,
                        date.getDayOfYear() - 1, daylightSaving, offset);
    }

    /**
     * The count of local seconds since the epoch that year, month, day, hour, minute and second stand for; each may
     * be out of its range.
     *
     * @throws ArithmeticException if the year does not fit
     */
    long toLocalSeconds() {
        long monthCount = (year + (long) EPOCH_YEAR) * 12 + month;
        long normalYear = Math.floorDiv(monthCount, 12L);
        if (Math.abs(normalYear) > LocalDate.MAX.getYear() - 1) {
            throw new ArithmeticException("year out of range");
        }
        long firstOfMonth = LocalDate.of((int) normalYear, (int) Math.floorMod(monthCount, 12L) + 1, 1).toEpochDay();
        return (firstOfMonth + dayOfMonth - 1) * DAY + hour * 3600L + minute * 60L + second;
    }

    /** The calendar year. */
    int calendarYear() {
        return year + EPOCH_YEAR;
    }
}
