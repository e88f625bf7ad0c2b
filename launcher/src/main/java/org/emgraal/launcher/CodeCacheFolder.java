// SPDX-License-Identifier: Apache-2.0
package org.emgraal.launcher;

import java.nio.file.Path;

/**
 * Where the commands keep bytecode for later ones: {@code emgraal} in the user's cache folder (XDG Base Directory Specification).
 * Embedders choose a folder themselves, as a library writes no files that nobody has asked for.
 */
final class CodeCacheFolder {

    private CodeCacheFolder() {
    }

    /** Empty if the user has no folder. */
    static String path() {
        String cache = System.getenv("XDG_CACHE_HOME");
        if (cache != null && Path.of(cache).isAbsolute()) {
            return Path.of(cache, "emgraal").toString();
        }
        String home = System.getenv("HOME");
        return home != null && Path.of(home).isAbsolute() ? Path.of(home, ".cache", "emgraal").toString() : "";
    }
}
