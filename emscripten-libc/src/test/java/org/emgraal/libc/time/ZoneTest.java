// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ZoneTest {

    private static final String BERLIN = "CET-1CEST,M3.5.0,M10.5.0/3";
    private static final Path DATABASE = Path.of("/usr/share/zoneinfo");

    @Test
    void ruleChangesWhenItSays() {
        Zone berlin = PosixZone.parse(BERLIN);
        // 2024-03-31T01:00Z and 2024-10-27T01:00Z.
        assertEquals(new Zone.Offset(3600, false, "CET"), berlin.at(1711846799));
        assertEquals(new Zone.Offset(7200, true, "CEST"), berlin.at(1711846800));
        assertEquals("CEST", berlin.at(1729990799).name());
        assertEquals("CET", berlin.at(1729990800).name());
    }

    @Test
    void southernSummerSpansTheYear() {
        Zone sydney = PosixZone.parse("AEST-10AEDT,M10.1.0,M4.1.0/3");
        assertEquals("AEDT", sydney.at(Instant.parse("2024-01-15T00:00:00Z").getEpochSecond()).name());
        assertEquals("AEST", sydney.at(Instant.parse("2024-07-15T00:00:00Z").getEpochSecond()).name());
    }

    @ParameterizedTest
    @CsvSource({"UTC0, 0, UTC", "<+0330>-3:30, 12600, +0330", "EST5, -18000, EST", "<-03>3, -10800, -03"})
    void fixedRules(String rule, int seconds, String name) {
        assertEquals(new Zone.Offset(seconds, false, name), PosixZone.parse(rule).at(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Europe/Berlin", "CE-1", "CET", "CET-1CEST,M13.5.0,M10.5.0", "CET-1CEST,M3.5.0",
                    "<X-1"})
    void otherTextsAreNoRules(String text) {
        assertNull(PosixZone.parse(text));
    }

    @Test
    void julianDaysSkipLeapDayOnlyWithJ() {
        Zone zone = PosixZone.parse("AAA0BBB,J60/0,300/0");
        // J60 is 1 March in leap years too, 300 counts from 0 with 29 February.
        assertFalse(zone.at(Instant.parse("2024-02-29T23:59:59Z").getEpochSecond()).daylightSaving());
        assertTrue(zone.at(Instant.parse("2024-03-01T00:00:00Z").getEpochSecond()).daylightSaving());
        assertTrue(zone.at(Instant.parse("2024-10-26T22:59:59Z").getEpochSecond()).daylightSaving());
        assertFalse(zone.at(Instant.parse("2024-10-26T23:00:00Z").getEpochSecond()).daylightSaving());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe",
                    "Europe/London"})
    void filesAgreeWithJava(String name) throws IOException {
        Path file = DATABASE.resolve(name);
        Assumptions.assumeTrue(Files.isRegularFile(file), "no time zone file " + file);
        Zone zone = new ZoneFile(Files.readAllBytes(file));
        Zone java = Zone.of(ZoneId.of(name));
        for (long second = Instant.parse("1971-01-01T00:00:00Z")
                        .getEpochSecond(); second < Instant.parse("2090-01-01T00:00:00Z")
                        .getEpochSecond(); second += 86_400 * 5 + 3607) {
            assertEquals(java.at(second).seconds(), zone.at(second).seconds(), name + " at " + second);
        }
    }

    @Test
    void unknownZonesAreUtc() {
        assertEquals(Zone.UTC_OFFSET, ZoneSource.find("No/Such_Zone", ZoneId.systemDefault()).at(0));
        assertEquals(Zone.UTC_OFFSET, ZoneSource.find("", ZoneId.systemDefault()).at(0));
        assertEquals(Zone.UTC_OFFSET, ZoneSource.find("../../../etc/passwd", ZoneId.systemDefault()).at(0));
    }
}
