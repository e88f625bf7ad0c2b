// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.time;

import java.util.Map;
import java.util.function.Function;
import static java.util.Map.entry;

/** {@code strftime} in the C locale (C17 7.27.3.5, with POSIX's and GNU's additions). */
final class TimeFormat {

    static final String[] WEEKDAYS = {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};
    static final String[] MONTHS = {"January", "February", "March", "April", "May", "June", "July", "August",
                    "September", "October", "November", "December"};

    /** A number is padded to {@code width} with {@code padding}. */
    private record Value(String text, int width, char padding) {

        static Value text(String text) {
            return new Value(text, 0, ' ');
        }

        static Value zeros(long number, int width) {
            return new Value(Long.toString(number), width, '0');
        }

        static Value spaces(long number, int width) {
            return new Value(Long.toString(number), width, ' ');
        }
    }

    private static final Map<Character, Function<TimeFormat, Value>> CONVERSIONS = Map.ofEntries(
                    entry('a', f -> Value.text(f.name(WEEKDAYS, f.time.weekday()).substring(0, 3))),
                    entry('A', f -> Value.text(f.name(WEEKDAYS, f.time.weekday()))),
                    entry('b', f -> Value.text(f.name(MONTHS, f.time.month()).substring(0, 3))),
                    entry('B', f -> Value.text(f.name(MONTHS, f.time.month()))),
                    entry('c', f -> f.composed("%a %b %e %T %Y")),
                    entry('C', f -> Value.zeros(Math.floorDiv(f.year(), 100L), 2)),
                    entry('d', f -> Value.zeros(f.time.dayOfMonth(), 2)),
                    entry('D', f -> f.composed("%m/%d/%y")),
                    entry('e', f -> Value.spaces(f.time.dayOfMonth(), 2)),
                    entry('F', f -> f.composed("%Y-%m-%d")),
                    entry('g', f -> Value.zeros(Math.floorMod(f.isoYear(), 100L), 2)),
                    entry('G', f -> Value.zeros(f.isoYear(), 0)),
                    entry('h', f -> Value.text(f.name(MONTHS, f.time.month()).substring(0, 3))),
                    entry('H', f -> Value.zeros(f.time.hour(), 2)),
                    entry('I', f -> Value.zeros(f.hour12(), 2)),
                    entry('j', f -> Value.zeros(f.time.dayOfYear() + 1, 3)),
                    entry('k', f -> Value.spaces(f.time.hour(), 2)),
                    entry('l', f -> Value.spaces(f.hour12(), 2)),
                    entry('m', f -> Value.zeros(f.time.month() + 1, 2)),
                    entry('M', f -> Value.zeros(f.time.minute(), 2)),
                    entry('n', f -> Value.text("\n")),
                    entry('p', f -> Value.text(f.time.hour() < 12 ? "AM" : "PM")),
                    entry('P', f -> Value.text(f.time.hour() < 12 ? "am" : "pm")),
                    entry('r', f -> f.composed("%I:%M:%S %p")),
                    entry('R', f -> f.composed("%H:%M")),
                    entry('s', f -> Value.zeros(f.time.toLocalSeconds() - f.time.offset(), 0)),
                    entry('S', f -> Value.zeros(f.time.second(), 2)),
                    entry('t', f -> Value.text("\t")),
                    entry('T', f -> f.composed("%H:%M:%S")),
                    entry('u', f -> Value.zeros(f.time.weekday() == 0 ? 7 : f.time.weekday(), 1)),
                    entry('U', f -> Value.zeros((f.time.dayOfYear() + 7 - f.time.weekday()) / 7, 2)),
                    entry('V', f -> Value.zeros(f.isoWeek(), 2)),
                    entry('w', f -> Value.zeros(f.time.weekday(), 1)),
                    entry('W', f -> Value.zeros((f.time.dayOfYear() + 7 - (f.time.weekday() + 6) % 7) / 7, 2)),
                    entry('x', f -> f.composed("%m/%d/%y")),
                    entry('X', f -> f.composed("%H:%M:%S")),
                    entry('y', f -> Value.zeros(Math.floorMod(f.year(), 100L), 2)),
                    entry('Y', f -> Value.zeros(f.year(), 0)),
                    entry('z', f -> Value.text(f.numericZone())),
                    entry('Z', f -> Value.text(f.zone)),
                    entry('%', f -> Value.text("%")));

    private final BrokenDownTime time;
    private final String zone;

    private TimeFormat(BrokenDownTime time, String zone) {
        this.time = time;
        this.zone = zone;
    }

    /** @param zone the zone's abbreviation, for {@code %Z} */
    static String format(String pattern, BrokenDownTime time, String zone) {
        return new TimeFormat(time, zone).format(pattern);
    }

    private String format(String pattern) {
        StringBuilder result = new StringBuilder();
        int at = 0;
        while (at < pattern.length()) {
            char c = pattern.charAt(at++);
            if (c != '%' || at == pattern.length()) {
                result.append(c);
                continue;
            }
            int begin = at;
            char flag = 0;
            while (at < pattern.length() && "-_0+^#".indexOf(pattern.charAt(at)) >= 0) {
                flag = pattern.charAt(at++);
            }
            int width = 0;
            while (at < pattern.length() && Character.digit(pattern.charAt(at), 10) >= 0) {
                width = Math.min(4096, 10 * width + Character.digit(pattern.charAt(at++), 10));
            }
            // The alternative representations of E and O are the ordinary ones in the C locale.
            if (at < pattern.length() && "EO".indexOf(pattern.charAt(at)) >= 0) {
                at++;
            }
            Function<TimeFormat, Value> conversion = at < pattern.length() ? CONVERSIONS.get(pattern.charAt(at)) : null;
            if (conversion == null) {
                result.append('%').append(pattern, begin, Math.min(at + 1, pattern.length()));
            } else {
                append(result, conversion.apply(this), flag, width);
            }
            at++;
        }
        return result.toString();
    }

    private static void append(StringBuilder result, Value value, char flag, int width) {
        char padding = flag == '_' ? ' ' : flag == '0' || flag == '+' ? '0' : value.padding();
        int length = flag == '-' ? 0 : Math.max(width, value.width());
        String text = flag == '^' ? value.text().toUpperCase(java.util.Locale.ROOT) : value.text();
        boolean sign = padding == '0' && (text.startsWith("-") || text.startsWith("+")) && text.length() > 1;
        if (sign) {
            result.append(text.charAt(0));
        }
        result.repeat(padding, Math.max(0, length - text.length())).append(text, sign ? 1 : 0, text.length());
    }

    private Value composed(String pattern) {
        return Value.text(format(pattern));
    }

    private String name(String[] names, int index) {
        return index >= 0 && index < names.length ? names[index] : "-   ";
    }

    private long year() {
        return time.year() + 1900L;
    }

    private int hour12() {
        return (time.hour() + 11) % 12 + 1;
    }

    /** The week of ISO 8601: week 1 has the year's first Thursday; 0 and the next year's 1 are settled by the year. */
    private int isoWeek() {
        int week = rawIsoWeek();
        return week < 1 ? weeksIn(year() - 1) : week > weeksIn(year()) ? 1 : week;
    }

    private long isoYear() {
        int week = rawIsoWeek();
        return week < 1 ? year() - 1 : week > weeksIn(year()) ? year() + 1 : year();
    }

    private int rawIsoWeek() {
        int weekdayFromMonday = (time.weekday() + 6) % 7;
        return (time.dayOfYear() - weekdayFromMonday + 10) / 7;
    }

    private static int weeksIn(long year) {
        return lastWeekday(year) == 4 || lastWeekday(year - 1) == 3 ? 53 : 52;
    }

    /** The weekday of 31 December. */
    private static long lastWeekday(long year) {
        return Math.floorMod(year + Math.floorDiv(year, 4L) - Math.floorDiv(year, 100L) + Math.floorDiv(year, 400L),
                        7L);
    }

    private String numericZone() {
        int minutes = Math.abs(time.offset()) / 60;
        return "%c%02d%02d".formatted(time.offset() < 0 ? '-' : '+', minutes / 60, minutes % 60);
    }
}
