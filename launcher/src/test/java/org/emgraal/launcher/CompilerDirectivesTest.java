// SPDX-License-Identifier: Apache-2.0
package org.emgraal.launcher;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The packages that the commands' compiler directives name exist: a renamed one would slow down starts and say nothing. */
class CompilerDirectivesTest {

    private static final Pattern PACKAGE = Pattern.compile("\"(org/emgraal/[a-z/]*)/\\*\\.\\*\"");

    @Test
    void packagesExist() throws IOException {
        String directives = Files.readString(Path.of("bin", "compiler-directives.json"));
        List<String> packages = PACKAGE.matcher(directives).results().map((MatchResult match) -> match.group(1)).toList();
        assertFalse(packages.isEmpty());
        for (String name : packages) {
            assertTrue(Files.isDirectory(Path.of("..", "language", "src", "main", "java").resolve(name)), name);
        }
    }
}
