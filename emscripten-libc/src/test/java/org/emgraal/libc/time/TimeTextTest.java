// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeTextTest {

    private static final BrokenDownTime NONE = new BrokenDownTime(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    @Test
    void format() {
        BrokenDownTime time = LocalTime.utc(1700000000);
        assertEquals("2023-11-14 22:13:20 Tue Tuesday Nov November 318 46 2 23 UTC % PM 10", TimeFormat.format(
                        "%Y-%m-%d %H:%M:%S %a %A %b %B %j %U %w %y %Z %% %p %I", time, "UTC"));
        assertEquals("Tue Nov 14 22:13:20 2023 11/14/23 22:13:20 11/14/23 22:13:20 22:13 14 \n",
                        TimeFormat.format("%c %x %X %D %T %R %e %n", time, "UTC"));
    }

    @ParameterizedTest
    @CsvSource({"1704067200, 2024-W01-1", "1672531200, 2022-W52-7", "1609459200, 2020-W53-5", "1735603200, 2025-W01-2",
                    "1230768000, 2009-W01-4"})
    void isoWeeks(long epoch, String expected) {
        assertEquals(expected, TimeFormat.format("%G-W%V-%u", LocalTime.utc(epoch), ""));
    }

    @ParameterizedTest
    @CsvSource({"%-d|%_d|%03d|%5Y, 4|' 4'|004|02024", "%s, 1704326400", "%z, +0000", "%^a %k %l, 'THU  0 12'",
                    "%Q %, '%Q %'",
                    "%Ey %OH, '24 00'"})
    void flagsAndAdditions(String pattern, String expected) {
        assertEquals(expected.replace("'", ""), TimeFormat.format(pattern, LocalTime.utc(1704326400), ""));
    }

    @Test
    void parse() {
        TimeParser.Parsed parsed = TimeParser.parse("2021-02-03 04:05:06 rest", "%Y-%m-%d %H:%M:%S", NONE);
        assertEquals(new BrokenDownTime(6, 5, 4, 3, 1, 121, 3, 33, 0, 0), parsed.time());
        assertEquals(19, parsed.length());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"Tue Nov 14 22:13:20 2023|%c", "14 November 2023 10:13:20 PM|%d %b %Y %r",
                    "318 2023 22:13:20|%j %Y %T",
                    "11/14/23 22:13:20|%D %X", "1700000000|%s", "2023-11-14T22:13:20|%FT%T",
                                    "20 23 11 14 22:13:20|%C %y %m %d %T"})
    void parsesTheSame(String text, String pattern) {
        TimeParser.Parsed parsed = TimeParser.parse(text, pattern, NONE);
        assertNotNull(parsed);
        assertEquals(1700000000, parsed.time().toLocalSeconds());
        assertEquals(2, parsed.time().weekday());
        assertEquals(text.length(), parsed.length());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"32|%d", "13|%m", "x|%Y", "25:00|%H:%M", "2021|%Y-%m", "Xyz|%a", "1|%Q"})
    void mismatches(String text, String pattern) {
        assertNull(TimeParser.parse(text, pattern, NONE));
    }

    @ParameterizedTest
    @CsvSource({"2001 20 Mon, %Y %U %a, 2001-05-21 Mon 141", "2006 4 Fri, %Y %U %a, 2006-01-27 Fri 027", "2001 21 Mon, %Y %W %a, 2001-05-21 Mon 141",
                    "2013 29 Wed, %Y %W %a, 2013-07-24 Wed 205", "2001 8 Thursday, %Y %W %a, 2001-02-22 Thu 053"})
    void datesOfWeeks(String text, String pattern, String expected) {
        assertEquals(expected, TimeFormat.format("%Y-%m-%d %a %j", TimeParser.parse(text, pattern, NONE).time(), ""));
    }
}
