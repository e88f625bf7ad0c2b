// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.time;

import java.time.LocalDate;

/**
 * A time zone given as a rule in the variable {@code TZ} (POSIX.1-2017, 8.3), such as
 * {@code CET-1CEST,M3.5.0,M10.5.0/3}; also the rule at the end of a time zone file (RFC 8536, 3.3).
 */
final class PosixZone implements Zone {

    /** What holds if a rule names daylight saving time but not its dates: those of the United States. */
    private static final String DEFAULT_RULES = ",M3.2.0,M11.1.0";

    private final Offset standard;
    private final Offset daylight;
    private final Change start;
    private final Change end;

    private PosixZone(Offset standard, Offset daylight, Change start, Change end) {
        this.standard = standard;
        this.daylight = daylight;
        this.start = start;
        this.end = end;
    }

    /** The zone of a rule, or null if {@code text} is none. */
    static PosixZone parse(String text) {
        try {
            return new Parser(text).zone();
        } catch (IllegalArgumentException noRule) {
            return null;
        }
    }

    @Override
    public Offset at(long epochSecond) {
        if (daylight == null) {
            return standard;
        }
        int year = BrokenDownTime.ofLocalSeconds(clamp(epochSecond) + standard.seconds(), 0, 0).calendarYear();
        // Daylight saving time starts by the clock of standard time and ends by its own.
        long starts = start.localSecond(year) - standard.seconds();
        long ends = end.localSecond(year) - daylight.seconds();
        boolean isDaylight = starts < ends ? starts <= epochSecond && epochSecond < ends
                        : !(ends <= epochSecond && epochSecond < starts);
        return isDaylight ? daylight : standard;
    }

    private static long clamp(long epochSecond) {
        long limit = (LocalDate.MAX.toEpochDay() - 366) * BrokenDownTime.DAY;
        return Math.clamp(epochSecond, -limit, limit);
    }

    /** The moment of a change in each year, by the clock before it. */
    private record Change(Kind kind, int month, int week, int day, int time) {

        enum Kind {
            MONTH_WEEK_DAY, DAY_WITHOUT_LEAP, DAY_OF_YEAR
        }

        long localSecond(int year) {
            LocalDate first = LocalDate.of(year, 1, 1);
            long date = switch (kind) {
                // Day 60 is 1 March always: 29 February does not count.
                case DAY_WITHOUT_LEAP -> first.toEpochDay() + day - 1 + (first.isLeapYear() && day >= 60 ? 1 : 0);
                case DAY_OF_YEAR -> first.toEpochDay() + day;
                case MONTH_WEEK_DAY -> weekdayOfMonth(LocalDate.of(year, month, 1));
            };
            return date * BrokenDownTime.DAY + time;
        }

        private long weekdayOfMonth(LocalDate first) {
            int offset = Math.floorMod(day - first.getDayOfWeek().getValue(), 7) + 7 * (week - 1);
            return first.toEpochDay() + (offset >= first.lengthOfMonth() ? offset - 7 : offset);
        }
    }

    private static final class Parser {

        private final String text;
        private int at;

        Parser(String text) {
            this.text = text;
        }

        PosixZone zone() {
            String name = name();
            int seconds = -time();
            Offset standard = new Offset(seconds, false, name);
            if (at == text.length()) {
                return new PosixZone(standard, null, null, null);
            }
            String daylightName = name();
            boolean ownOffset = at < text.length() && text.charAt(at) != ',';
            Offset daylight = new Offset(ownOffset ? -time() : seconds + 3600, true, daylightName);
            Parser rules = at < text.length() ? this : new Parser(DEFAULT_RULES);
            return new PosixZone(standard, daylight, rules.change(), rules.lastChange());
        }

        private String name() {
            int begin = at;
            boolean quoted = at < text.length() && text.charAt(at) == '<';
            if (quoted) {
                at = text.indexOf('>', begin);
                require(at > begin + 1);
                at++;
                return text.substring(begin + 1, at - 1);
            }
            while (at < text.length() && Character.isLetter(text.charAt(at))) {
                at++;
            }
            require(at - begin >= 3);
            return text.substring(begin, at);
        }

        /** {@code [+-]hh[:mm[:ss]]} in seconds. */
        private int time() {
            int sign = accept('-') ? -1 : 1;
            if (sign > 0) {
                accept('+');
            }
            int seconds = number(167) * 3600;
            if (accept(':')) {
                seconds += number(59) * 60;
                if (accept(':')) {
                    seconds += number(59);
                }
            }
            return sign * seconds;
        }

        private Change lastChange() {
            Change change = change();
            require(at == text.length());
            return change;
        }

        private Change change() {
            require(accept(','));
            if (accept('M')) {
                int month = number(12);
                require(accept('.'));
                int week = number(5);
                require(accept('.') && month > 0 && week > 0);
                return new Change(Change.Kind.MONTH_WEEK_DAY, month, week, number(6), changeTime());
            }
            if (accept('J')) {
                return new Change(Change.Kind.DAY_WITHOUT_LEAP, 0, 0, number(365), changeTime());
            }
            return new Change(Change.Kind.DAY_OF_YEAR, 0, 0, number(365), changeTime());
        }

        private int changeTime() {
            return accept('/') ? time() : 2 * 3600;
        }

        private int number(int max) {
            int begin = at;
            int value = 0;
            while (at < text.length() && Character.digit(text.charAt(at), 10) >= 0 && value <= max) {
                value = 10 * value + Character.digit(text.charAt(at++), 10);
            }
            require(at > begin && value <= max);
            return value;
        }

        private boolean accept(char expected) {
            if (at < text.length() && text.charAt(at) == expected) {
                at++;
                return true;
            }
            return false;
        }

        private void require(boolean condition) {
            if (!condition) {
                throw new IllegalArgumentException("TZ rule " + text + " at " + at);
            }
        }
    }
}
