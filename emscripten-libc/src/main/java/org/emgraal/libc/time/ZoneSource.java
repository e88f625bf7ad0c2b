// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.time;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Objects;

/**
 * Finds the zone a value of {@code TZ} means, in the host's time zone files or else in Java's data. The files come
 * first because they have the abbreviations users know and need no locale data.
 */
final class ZoneSource {

    private static final Path LOCAL_TIME = Path.of("/etc/localtime");
    private static final Path[] DIRECTORIES = {Path.of("/usr/share/zoneinfo"), Path.of("/var/db/timezone/zoneinfo")};

    private ZoneSource() {
    }

    /**
     * @param tz the variable's value, or null if it is not set
     * @param hostZone the zone then
     */
    static Zone find(String tz, ZoneId hostZone) {
        if (tz == null) {
            Zone local = hostZone.equals(ZoneId.systemDefault()) ? read(LOCAL_TIME) : inFiles(hostZone.getId());
            return local != null ? local : ofJava(hostZone);
        }
        String name = tz.startsWith(":") ? tz.substring(1) : tz;
        if (name.isEmpty()) {
            return Zone.UTC;
        }
        PosixZone rule = tz.startsWith(":") ? null : PosixZone.parse(name);
        return rule != null ? rule : named(name);
    }

    /** Null if no file has that name. */
    private static Zone inFiles(String name) {
        // Only names within the database: the program must not learn about other files of the host.
        if (name.startsWith("/") || name.contains("..")) {
            return null;
        }
        try {
            return Arrays.stream(DIRECTORIES).map(directory -> read(directory.resolve(name))).filter(Objects::nonNull).findFirst().orElse(null);
        } catch (InvalidPathException noName) {
            return null;
        }
    }

    private static Zone named(String name) {
        Zone zone = inFiles(name);
        if (zone != null) {
            return zone;
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
        } catch (IOException | SecurityException | IllegalArgumentException | BufferUnderflowException | IndexOutOfBoundsException unusable) {
            // Not there, not ours to read, or damaged.
            return null;
        }
    }
}
