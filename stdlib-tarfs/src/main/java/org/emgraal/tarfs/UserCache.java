// SPDX-License-Identifier: Apache-2.0
package org.emgraal.tarfs;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** The folder for what this user's processes can make again. Whoever can write to it runs code in them. */
public final class UserCache {

    /** System property that names another folder, or says {@code off}. */
    public static final String PROPERTY = "emgraal.cache";
    private static final String OFF = "off";
    private static final String NAME = "emgraal";

    private UserCache() {
    }

    /** The folder, which need not exist; null if there is none or none is wanted. */
    public static Path folder() {
        return folder(System.getProperty(PROPERTY), System.getenv(), System.getProperty("os.name"), System.getProperty("user.home"));
    }

    /** XDG Base Directory Specification, and what macOS and Windows have instead. Relative paths count as none. */
    static Path folder(String property, Map<String, String> environment, String system, String home) {
        if (property != null && !property.isBlank()) {
            return property.equals(OFF) ? null : Path.of(property).toAbsolutePath();
        }
        String name = system.toLowerCase(Locale.ROOT);
        if (name.startsWith("windows")) {
            return below(environment.get("LOCALAPPDATA"), NAME);
        }
        Path xdg = below(environment.get("XDG_CACHE_HOME"), NAME);
        if (xdg != null) {
            return xdg;
        }
        String user = environment.getOrDefault("HOME", home);
        return name.startsWith("mac") ? below(user, "Library", "Caches", NAME) : below(user, ".cache", NAME);
    }

    private static Path below(String folder, String... names) {
        try {
            Path path = folder == null ? null : Path.of(folder, names);
            return path != null && path.isAbsolute() ? path : null;
        } catch (InvalidPathException e) {
            return null;
        }
    }
}
