// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.time;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.Map;
import static java.util.Map.entry;

/**
 * {@code strptime} in the C locale (POSIX.1-2017). As Emscripten's did in JavaScript, it completes dates: from week and
 * weekday, and the weekday and day of the year of every date.
 */
final class TimeParser {

    private static final int SECOND = 0;
    private static final int MINUTE = 1;
    private static final int HOUR = 2;
    private static final int DAY = 3;
    private static final int MONTH = 4;
    private static final int YEAR = 5;
    private static final int WEEKDAY = 6;
    private static final int DAY_OF_YEAR = 7;
    private static final int OFFSET = 8;
    private static final int DAYLIGHT_SAVING = 9;

    private interface Conversion {
        boolean parse(TimeParser parser);
    }

    private static final Map<Character, Conversion> CONVERSIONS = Map.ofEntries(
                    entry('a', p -> p.name(TimeFormat.WEEKDAYS, WEEKDAY)),
                    entry('A', p -> p.name(TimeFormat.WEEKDAYS, WEEKDAY)),
                    entry('b', p -> p.name(TimeFormat.MONTHS, MONTH)),
                    entry('B', p -> p.name(TimeFormat.MONTHS, MONTH)),
                    entry('h', p -> p.name(TimeFormat.MONTHS, MONTH)),
                    entry('c', p -> p.parse("%a %b %e %T %Y")),
                    entry('C', p -> p.century(p.number(2, 0, 99))),
                    entry('d', p -> p.set(DAY, p.number(2, 1, 31), 0)),
                    entry('e', p -> p.set(DAY, p.number(2, 1, 31), 0)),
                    entry('D', p -> p.parse("%m/%d/%y")),
                    entry('F', p -> p.parse("%Y-%m-%d")),
                    entry('H', p -> p.set(HOUR, p.number(2, 0, 23), 0)),
                    entry('k', p -> p.set(HOUR, p.number(2, 0, 23), 0)),
                    entry('I', p -> p.hour12(p.number(2, 1, 12))),
                    entry('l', p -> p.hour12(p.number(2, 1, 12))),
                    entry('j', p -> p.set(DAY_OF_YEAR, p.number(3, 1, 366), -1)),
                    entry('m', p -> p.set(MONTH, p.number(2, 1, 12), -1)),
                    entry('M', p -> p.set(MINUTE, p.number(2, 0, 59), 0)),
                    entry('n', p -> p.space()),
                    entry('t', p -> p.space()),
                    entry('p', p -> p.halfOfDay()),
                    entry('r', p -> p.parse("%I:%M:%S %p")),
                    entry('R', p -> p.parse("%H:%M")),
                    entry('s', p -> p.epoch()),
                    entry('S', p -> p.set(SECOND, p.number(2, 0, 60), 0)),
                    entry('T', p -> p.parse("%H:%M:%S")),
                    entry('u', p -> p.weekday(p.number(1, 1, 7) % 7)),
                    entry('w', p -> p.weekday(p.number(1, 0, 6))),
                    entry('U', p -> p.week(p.number(2, 0, 53), DayOfWeek.SUNDAY)),
                    entry('V', p -> p.number(2, 1, 53) >= 0),
                    entry('W', p -> p.week(p.number(2, 0, 53), DayOfWeek.MONDAY)),
                    entry('x', p -> p.parse("%m/%d/%y")),
                    entry('X', p -> p.parse("%H:%M:%S")),
                    entry('y', p -> p.yearOfCentury(p.number(2, 0, 99))),
                    entry('Y', p -> p.year()),
                    entry('z', p -> p.numericZone()),
                    entry('Z', p -> p.zoneName()),
                    entry('%', p -> p.literal('%')));

    private final String text;
    private final int[] fields;
    private int known;
    private int at;
    private int century = -1;
    private int yearOfCentury = -1;
    private int afternoon = -1;
    private int week = -1;
    private DayOfWeek firstDayOfWeek;

    private TimeParser(String text, BrokenDownTime initial) {
        this.text = text;
        this.fields = new int[] {initial.second(), initial.minute(), initial.hour(), initial.dayOfMonth(),
                        initial.month(), initial.year(), initial.weekday(), initial.dayOfYear(), initial.offset(),
                        initial.daylightSaving()};
    }

    /**
     * A text that was recognised.
     *
     * @param length how much of it was used
     */
    record Parsed(BrokenDownTime time, int length) {
    }

    /** Parses a beginning of {@code text}; null if it does not match. Fields not mentioned stay as they are. */
    static Parsed parse(String text, String pattern, BrokenDownTime initial) {
        TimeParser parser = new TimeParser(text, initial);
        return parser.parse(pattern) ? parser.result() : null;
    }

    private Parsed result() {
        if (yearOfCentury >= 0 || century >= 0) {
            int inCentury = Math.max(yearOfCentury, 0);
            // POSIX: two digits from 69 are of the 20th century, below of the 21st.
            set(YEAR, century >= 0 ? century * 100 + inCentury : inCentury >= 69 ? 1900 + inCentury : 2000 + inCentury,
                            -1900);
        }
        if (afternoon >= 0 && knows(HOUR)) {
            fields[HOUR] = fields[HOUR] % 12 + 12 * afternoon;
        }
        completeDate();
        return new Parsed(new BrokenDownTime(fields[SECOND], fields[MINUTE], fields[HOUR], fields[DAY], fields[MONTH],
                        fields[YEAR], fields[WEEKDAY], fields[DAY_OF_YEAR], fields[DAYLIGHT_SAVING], fields[OFFSET]),
                                        at);
    }

    /** What is said of the date gives the rest of it, as far as it is said. */
    private void completeDate() {
        int year = fields[YEAR] + 1900;
        LocalDate date = year < 0 || year > 9999 ? null : date(year);
        if (date != null) {
            fields[YEAR] = date.getYear() - 1900;
            fields[MONTH] = date.getMonthValue() - 1;
            fields[DAY] = date.getDayOfMonth();
            fields[WEEKDAY] = date.getDayOfWeek().getValue() % 7;
            fields[DAY_OF_YEAR] = date.getDayOfYear() - 1;
        }
    }

    /** The text's date, or the one that stands in the fields already; null if neither is one. */
    private LocalDate date(int year) {
        boolean dated = knows(MONTH) && knows(DAY);
        if (!dated && knows(YEAR) && knows(DAY_OF_YEAR)) {
            return LocalDate.of(year, 1, 1).plusDays(fields[DAY_OF_YEAR]);
        }
        if (!dated && knows(YEAR) && week >= 0 && knows(WEEKDAY)) {
            return inWeek(year);
        }
        boolean inRange = fields[MONTH] >= 0 && fields[MONTH] < 12 && fields[DAY] >= 1 && fields[DAY] <= 31;
        return inRange ? LocalDate.of(year, fields[MONTH] + 1, 1).plusDays(fields[DAY] - 1L) : null;
    }

    /** Week 1 begins with the year's first Sunday or Monday; the days before are week 0's. */
    private LocalDate inWeek(int year) {
        LocalDate weekOne = LocalDate.of(year, 1, 1).with(TemporalAdjusters.firstInMonth(firstDayOfWeek));
        int daysIntoWeek = Math.floorMod(fields[WEEKDAY] - firstDayOfWeek.getValue(), 7);
        return weekOne.plusDays(7L * (week - 1) + daysIntoWeek);
    }

    private boolean parse(String pattern) {
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (Character.isWhitespace(c)) {
                space();
            } else if (c != '%' || i + 1 == pattern.length()) {
                if (!literal(c)) {
                    return false;
                }
            } else {
                i++;
                while (i + 1 < pattern.length() && "EO-_0+".indexOf(pattern.charAt(i)) >= 0) {
                    i++;
                }
                Conversion conversion = CONVERSIONS.get(pattern.charAt(i));
                if (conversion == null || !conversion.parse(this)) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean knows(int field) {
        return (known & 1 << field) != 0;
    }

    /** Sets a field to {@code number + correction}; a negative number means that nothing was recognised. */
    private boolean set(int field, int number, int correction) {
        if (number < 0) {
            return false;
        }
        fields[field] = number + correction;
        known |= 1 << field;
        return true;
    }

    private boolean space() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return true;
    }

    private boolean literal(char expected) {
        if (at < text.length() && text.charAt(at) == expected) {
            at++;
            return true;
        }
        return false;
    }

    /** A number of up to {@code digits} digits within bounds; −1 if there is none. */
    private int number(int digits, int min, int max) {
        space();
        int begin = at;
        int value = 0;
        while (at < text.length() && at - begin < digits && Character.digit(text.charAt(at), 10) >= 0) {
            value = 10 * value + Character.digit(text.charAt(at++), 10);
        }
        return at == begin || value < min || value > max ? -1 : value;
    }

    private boolean name(String[] names, int field) {
        for (int i = 0; i < names.length; i++) {
            for (String name : new String[] {names[i], names[i].substring(0, 3)}) {
                if (text.regionMatches(true, at, name, 0, name.length())) {
                    at += name.length();
                    return set(field, i, 0);
                }
            }
        }
        return false;
    }

    private boolean hour12(int hour) {
        return set(HOUR, hour < 0 ? -1 : hour % 12, 0);
    }

    private boolean halfOfDay() {
        boolean am = text.regionMatches(true, at, "AM", 0, 2);
        boolean pm = text.regionMatches(true, at, "PM", 0, 2);
        afternoon = pm ? 1 : 0;
        at += 2;
        return am || pm;
    }

    private boolean weekday(int day) {
        return set(WEEKDAY, day, 0);
    }

    private boolean week(int number, DayOfWeek first) {
        week = number;
        firstDayOfWeek = first;
        return number >= 0;
    }

    private boolean century(int number) {
        century = number;
        return number >= 0;
    }

    private boolean yearOfCentury(int number) {
        yearOfCentury = number;
        return number >= 0;
    }

    private boolean year() {
        return set(YEAR, number(4, 0, 9999), -1900);
    }

    private boolean epoch() {
        int begin = at;
        while (at < text.length() && at - begin < 18 && Character.digit(text.charAt(at), 10) >= 0) {
            at++;
        }
        if (at == begin) {
            return false;
        }
        BrokenDownTime time = LocalTime.utc(Long.parseLong(text, begin, at, 10));
        int[] values = {time.second(), time.minute(), time.hour(), time.dayOfMonth(), time.month(), time.year(),
                        time.weekday(), time.dayOfYear()};
        for (int field = SECOND; field <= DAY_OF_YEAR; field++) {
            set(field, 0, values[field]);
        }
        return true;
    }

    private boolean numericZone() {
        if (literal('Z')) {
            return set(OFFSET, 0, 0);
        }
        int sign = literal('-') ? -1 : literal('+') ? 1 : 0;
        int hours = sign == 0 ? -1 : number(2, 0, 24);
        literal(':');
        int minutes = hours < 0 ? -1 : Math.max(0, number(2, 0, 59));
        return minutes >= 0 && set(OFFSET, 0, sign * (hours * 3600 + minutes * 60));
    }

    private boolean zoneName() {
        while (at < text.length() && Character.isLetter(text.charAt(at))) {
            at++;
        }
        return true;
    }
}
