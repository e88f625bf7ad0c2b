// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.time;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * Finds the zone a value of {@code TZ} means, in the host's time zone files or else in Java's data. The files come
 * first because they have the abbreviations users know and need no locale data.
 */
final class ZoneSource {

    private static final Path LOCAL_TIME = Path.of("/etc/localtime");
    private static final Path[] DIRECTORIES = {Path.of("/usr/share/zoneinfo"), Path.of("/var/db/timezone/zoneinfo")};

    private ZoneSource() {
    }

    /** @param tz the variable's value, or null if it is not set: then the host's zone */
    static Zone find(String tz) {
        if (tz == null) {
            Zone local = read(LOCAL_TIME);
            return local != null ? local : ofJava(ZoneId.systemDefault());
        }
        String name = tz.startsWith(":") ? tz.substring(1) : tz;
        if (name.isEmpty()) {
            return Zone.UTC;
        }
        PosixZone rule = tz.startsWith(":") ? null : PosixZone.parse(name);
        return rule != null ? rule : named(name);
    }

    private static Zone named(String name) {
        // Only names within the database: the program must not learn about other files of the host.
        boolean inside = !name.startsWith("/") && !name.contains("..");
        for (Path directory : DIRECTORIES) {
            Zone zone = inside ? read(directory.resolve(name)) : null;
            if (zone != null) {
                return zone;
            }
        }
        try {
            return ofJava(ZoneId.of(name));
        } catch (DateTimeException unknown) {
            // POSIX leaves unknown zones open; every libc takes UTC.
            return Zone.UTC;
        }
    }

    private static Zone ofJava(ZoneId id) {
        return id.getRules().isFixedOffset() && id.getRules().getOffset(java.time.Instant.EPOCH).equals(ZoneOffset.UTC)
                        ? Zone.UTC
                        : Zone.of(id);
    }

    private static Zone read(Path file) {
        try {
            return Files.isRegularFile(file) ? new ZoneFile(Files.readAllBytes(file)) : null;
        } catch (IOException | RuntimeException unusable) {
            return null;
        }
    }
}
