// SPDX-License-Identifier: Apache-2.0
package org.emgraal.conformance;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/**
 * Test material that is too large for the repository: the folder {@code shared} beside it, or the one that the system
 * property {@code emgraal.shared} names.
 */
public final class SharedFiles {

    private static final String PROPERTY = "emgraal.shared";
    private static final String FOLDER = "shared";

    private SharedFiles() {
    }

    /** A file or folder of the test material; the calling test is skipped, with a message, where it is missing. */
    public static Path require(String name) {
        Path path = root().resolve(name);
        Assumptions.assumeTrue(Files.exists(path), () -> "skipped: " + path + " is missing; set -D" + PROPERTY);
        return path;
    }

    private static Path root() {
        String property = System.getProperty(PROPERTY);
        if (property != null) {
            return Path.of(property);
        }
        Path start = Path.of("").toAbsolutePath();
        for (Path folder = start; folder != null; folder = folder.getParent()) {
            Path candidate = folder.resolve(FOLDER);
            if (Files.isDirectory(candidate.resolve("conformance"))) {
                return candidate;
            }
        }
        return start.resolve(FOLDER);
    }
}
