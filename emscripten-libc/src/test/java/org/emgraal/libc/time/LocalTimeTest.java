// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalTimeTest {

    private final LocalTime berlin = new LocalTime(() -> "CET-1CEST,M3.5.0,M10.5.0/3", ZoneId.of("UTC"));

    private static BrokenDownTime local(int year, int month, int day, int hour, int minute, int daylightSaving) {
        return new BrokenDownTime(0, minute, hour, day, month - 1, year - 1900, 0, 0, daylightSaving, 0);
    }

    @Test
    void brokenDown() {
        BrokenDownTime time = berlin.at(1700000000);
        assertEquals(new BrokenDownTime(20, 13, 23, 14, 10, 123, 2, 317, 0, 3600), time);
        assertEquals(new BrokenDownTime(59, 59, 23, 31, 11, 69, 3, 364, 0, 0), LocalTime.utc(-1));
    }

    @ParameterizedTest
    @CsvSource({
                    // year, month, day, hour, minute, tm_isdst, epoch
                    "2024, 1, 15, 12, 0, -1, 1705316400",
                    "2024, 7, 15, 12, 0, -1, 1721037600",
                    // The other clock: noon in summer by winter's clock is an hour later.
                    "2024, 7, 15, 12, 0, 0, 1721041200",
                    "2024, 1, 15, 12, 0, 1, 1705312800",
                    // 2:30 does not occur, and is read by the clock before: 3:30 summer time.
                    "2024, 3, 31, 2, 30, -1, 1711848600",
                    // 2:30 occurs twice.
                    "2024, 10, 27, 2, 30, -1, 1729989000",
                    "2024, 10, 27, 2, 30, 1, 1729989000",
                    "2024, 10, 27, 2, 30, 0, 1729992600",
                    // Parts out of range.
                    "2023, 13, 46, 12, 0, -1, 1707994800"})
    void toEpoch(int year, int month, int day, int hour, int minute, int daylightSaving, long expected) {
        assertEquals(expected, berlin.epochSecond(local(year, month, day, hour, minute, daylightSaving)));
    }

    @Test
    void roundTripsThroughChanges() {
        for (long second = 1711846800 - 7200; second < 1711846800 + 7200; second += 60) {
            assertEquals(second, berlin.epochSecond(berlin.at(second)));
        }
        for (long second = 1729990800 - 7200; second < 1729990800 + 7200; second += 60) {
            assertEquals(second, berlin.epochSecond(berlin.at(second)));
        }
    }

    @Test
    void withoutDaylightSavingIsdstIsIgnored() {
        LocalTime utc = new LocalTime(() -> "UTC0", ZoneId.of("UTC"));
        assertEquals(1705320000, utc.epochSecond(local(2024, 1, 15, 12, 0, 1)));
    }

    @Test
    void yearsBeyondReach() {
        assertThrows(ArithmeticException.class, () -> LocalTime.utc(Long.MAX_VALUE));
        assertThrows(ArithmeticException.class, () -> local(Integer.MAX_VALUE, 1, 1, 0, 0, 0).toLocalSeconds());
    }

    @Test
    void names() {
        LocalTime.Names names = berlin.reset(1700000000);
        assertEquals(new LocalTime.Names(3600, true, "CET", "CEST"), names);
        assertEquals(new LocalTime.Names(0, false, "UTC", "UTC"), new LocalTime(() -> "UTC0", ZoneId.of("UTC")).reset(0));
    }

    /** As glibc 2.36 answers. */
    @Test
    void daylightSavingTimeThatContradictsTheZone() {
        LocalTime newYork = new LocalTime(() -> "EST5EDT,M3.2.0,M11.1.0", ZoneId.of("UTC"));
        assertEquals(1_616_909_400, newYork.epochSecond(local(2021, 3, 28, 0, 30, 0)));
        assertEquals(1_616_905_800, newYork.epochSecond(local(2021, 3, 28, 0, 30, 1)));
        assertEquals(1_616_891_400, berlin.epochSecond(local(2021, 3, 28, 2, 30, 1)));
        assertEquals(1_616_895_000, berlin.epochSecond(local(2021, 3, 28, 2, 30, 0)));
    }
}
