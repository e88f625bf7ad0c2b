// SPDX-License-Identifier: Apache-2.0
package org.emgraal.maven;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The wheels that a project uses, with their hashes: lines {@code FILE sha256:HASH PLACE [test]}. A place is an address, or a minus
 * sign for a wheel in one of the folders.
 *
 * @param requirements hash of what was asked for
 * @param python the version for which the wheels were chosen
 */
record LockFile(String requirements, String python, List<Locked> wheels) {

    private static final String REQUIREMENTS = "# requirements: ";
    private static final String PYTHON = "# python: ";
    private static final String HASH = "sha256:";
    static final String IN_FOLDER = "-";
    private static final String TEST = "test";

    /** One wheel; {@code test} if only tests use it. */
    record Locked(String fileName, String sha256, String place, boolean test) {
    }

    static LockFile read(Path file) throws PackagesException {
        String requirements = "";
        String python = "";
        List<Locked> wheels = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(file)) {
                if (line.startsWith(REQUIREMENTS)) {
                    requirements = line.substring(REQUIREMENTS.length()).strip();
                } else if (line.startsWith(PYTHON)) {
                    python = line.substring(PYTHON.length()).strip();
                } else if (!line.isBlank() && !line.startsWith("#")) {
                    wheels.add(wheel(file, line.strip().split("\\s+")));
                }
            }
        } catch (NoSuchFileException e) {
            throw new PackagesException("There is no " + file + ": run 'mvn emgraal:lock' once, and commit the file", e);
        } catch (IOException e) {
            throw new PackagesException(file + " cannot be read (" + e + ")", e);
        }
        return new LockFile(requirements, python, wheels);
    }

    private static Locked wheel(Path file, String[] fields) throws PackagesException {
        boolean whole = fields.length >= 3 && fields[1].matches(HASH + "[0-9a-f]{64}") && fields[0].matches("[A-Za-z0-9._+!-]+\\.whl");
        if (!whole || fields.length > 4 || fields.length == 4 && !fields[3].equals(TEST)) {
            throw new PackagesException("%s has a line that is not understood: '%s'. Run 'mvn emgraal:lock' again".formatted(file, String.join(" ", fields)));
        }
        return new Locked(fields[0], fields[1].substring(HASH.length()), fields[2], fields.length == 4);
    }

    void write(Path file) throws PackagesException {
        StringBuilder text = new StringBuilder("# The Python packages of this project, for the goal process-resources of emgraal-maven-plugin.\n" +
                        "# Commit this file; 'mvn emgraal:lock' makes it.\n");
        text.append(REQUIREMENTS).append(requirements).append('\n').append(PYTHON).append(python).append('\n');
        for (Locked wheel : wheels) {
            text.append(wheel.fileName()).append(' ').append(HASH).append(wheel.sha256()).append(' ').append(wheel.place())
                            .append(wheel.test() ? " " + TEST : "").append('\n');
        }
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new PackagesException(file + " cannot be written (" + e + ")", e);
        }
    }
}
