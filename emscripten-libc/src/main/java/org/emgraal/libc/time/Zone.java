// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.time;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.zone.ZoneRules;
import java.util.Locale;

/** A time zone: what the clocks of a place show, and when they change. */
interface Zone {

    /**
     * What holds at one moment.
     *
     * @param seconds east of UTC
     * @param name abbreviation, such as {@code CEST}
     */
    record Offset(int seconds, boolean daylightSaving, String name) {
    }

    Offset UTC_OFFSET = new Offset(0, false, "UTC");
    Zone UTC = epochSecond -> UTC_OFFSET;

    Offset at(long epochSecond);

    /** A zone of Java's own time zone data, which has no abbreviations: the offset is its name. */
    static Zone of(ZoneId id) {
        ZoneRules rules = id.getRules();
        return epochSecond -> {
            Instant instant = Instant.ofEpochSecond(Math.clamp(epochSecond, Instant.MIN.getEpochSecond(),
                            Instant.MAX.getEpochSecond()));
            int seconds = rules.getOffset(instant).getTotalSeconds();
            String name = seconds == 0 ? "UTC" : DateTimeFormatter.ofPattern("xx", Locale.ROOT)
                            .format(rules.getOffset(instant));
            return new Offset(seconds, rules.isDaylightSavings(instant), name);
        };
    }
}
