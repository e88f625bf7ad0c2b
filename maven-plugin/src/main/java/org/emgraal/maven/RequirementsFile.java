// SPDX-License-Identifier: Apache-2.0
package org.emgraal.maven;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** pip's {@code requirements.txt}: requirements with hashes, comments, continued lines, and other such files behind {@code -r}. */
final class RequirementsFile {

    private static final int DEPTH = 20;

    private RequirementsFile() {
    }

    static List<Requirement> read(Path file) throws PackagesException {
        return read(file, 0);
    }

    private static List<Requirement> read(Path file, int depth) throws PackagesException {
        if (depth > DEPTH) {
            throw new PackagesException(file + " includes itself");
        }
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException e) {
            throw new PackagesException("The requirements file " + file + " cannot be read (" + e + ")", e);
        }
        List<Requirement> requirements = new ArrayList<>();
        for (String line : text.replaceAll("\\\\\r?\n", " ").split("\r?\n")) {
            String plain = line.replaceFirst("(^|\\s)#.*", "").strip();
            if (plain.startsWith("-r ") || plain.startsWith("--requirement ")) {
                requirements.addAll(read(file.resolveSibling(plain.substring(plain.indexOf(' ')).strip()), depth + 1));
            } else if (plain.startsWith("-")) {
                throw new PackagesException("%s has the option '%s', which is not understood: indexes are configured in <indexes>"
                                .formatted(file, plain));
            } else if (!plain.isEmpty()) {
                requirements.add(Requirement.parse(plain, file.getFileName().toString()));
            }
        }
        return requirements;
    }
}
