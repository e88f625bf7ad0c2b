// SPDX-License-Identifier: Apache-2.0
package org.emgraal.tarfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** With scripts in place of npm: what npm itself does is not ours to test, what we make of it is. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "npm is played by shell scripts")
class FetchDistributionTest {
    @TempDir
    Path folder;
    private Path lock;
    private Path output;
    private final List<String> progress = new ArrayList<>();

    @BeforeEach
    void writeLock() throws IOException {
        lock = Files.createDirectories(folder.resolve("lock"));
        output = folder.resolve("target/distribution");
        Files.writeString(lock.resolve("package.json"), "{}");
        Files.writeString(lock.resolve("package-lock.json"), "{\"dependencies\": {\"pyodide\": \"314.0.7\"}}");
    }

    private FetchDistribution fetch(String script) throws IOException {
        Path npm = Files.writeString(folder.resolve("npm"), "#!/bin/sh\n" + script);
        assertTrue(npm.toFile().setExecutable(true));
        return new FetchDistribution(lock, output, npm.toString(), progress::add);
    }

    private String delivering() throws IOException {
        Path delivered = DistributionTest.imitation(folder.resolve("delivered"), "'VERSION': '3.14'");
        Files.writeString(delivered.resolve("package.json"), "{}");
        return "[ \"$1 $2\" = 'ci --ignore-scripts' ] && [ -f package-lock.json ] || exit 9\n"
                + "mkdir node_modules && cp -r " + delivered + " node_modules/pyodide\n";
    }

    @Test
    void fetchesOncePerLockFile() throws IOException {
        fetch(delivering()).install();
        assertEquals("3.14", Distribution.at(output).pythonVersion());
        assertEquals(2, progress.size());
        assertTrue(progress.get(0).startsWith("Fetching pyodide 314.0.7"), progress.get(0));
        try (Stream<Path> beside = Files.list(output.getParent())) {
            assertEquals(List.of(output), beside.toList(), "npm's folder is gone");
        }
        fetch("exit 1").install();
        assertEquals(2, progress.size(), "nothing to do, nothing said");
        Files.delete(output.resolve(Distribution.STDLIB_ZIP));
        fetch(delivering()).install();
        assertEquals(4, progress.size());
        Files.writeString(lock.resolve("package-lock.json"), "{\"dependencies\": {\"pyodide\": \"315.0.0\"}}");
        fetch(delivering()).install();
        assertTrue(progress.get(4).contains("315.0.0"));
    }

    @Test
    void failuresAreOneClearSentence() throws IOException {
        assertEquals("npm delivered a pyodide 314.0.7 whose hash differs from the one in "
                        + lock.resolve("package-lock.json")
                + "; it was discarded.", failure(fetch("echo 'npm error code EINTEGRITY' >&2; exit 1")));
        assertEquals("npm could not fetch pyodide 314.0.7 (exit status 4): first | second",
                        failure(fetch("printf 'first\\n\\nsecond\\n'; exit 4")));
        assertTrue(failure(new FetchDistribution(lock, output, folder.resolve("none").toString(), progress::add))
                        .contains("was not found on the PATH: install Node.js with npm"));
        assertTrue(failure(fetch("exit 0")).contains("does not exist"));
        assertFalse(Files.exists(output));
    }

    private static String failure(FetchDistribution fetch) {
        String message = assertThrows(DistributionException.class, fetch::install).getMessage();
        assertFalse(message.contains("\n"), message);
        return message;
    }

    @Test
    void aFailedUpdateKeepsTheOldDistribution() throws IOException {
        fetch(delivering()).install();
        Files.writeString(lock.resolve("package-lock.json"), "{\"dependencies\": {\"pyodide\": \"315.0.0\"}}");
        assertThrows(DistributionException.class, fetch("exit 1")::install);
        assertEquals("3.14", Distribution.at(output).pythonVersion());
    }

    @Test
    void anUnpackedDistributionIsCopied() throws IOException {
        Path unpacked = DistributionTest.imitation(folder.resolve("unpacked"), "'VERSION': '3.15'");
        fetch("exit 1").copyFrom(unpacked);
        assertEquals("3.15", Distribution.at(output).pythonVersion());
        fetch("exit 1").copyFrom(unpacked);
        assertEquals(1, progress.size());
        assertThrows(DistributionException.class, () -> fetch("").copyFrom(folder.resolve("nowhere")));
        fetch(delivering()).install();
        assertEquals("3.14", Distribution.at(output).pythonVersion());
    }

    /** The lock files of this module: hashes, but no addresses. */
    @Test
    void theLockFilesPinHashesAndNoAddresses() throws IOException {
        Path module = Path.of("").toAbsolutePath();
        for (String place : List.of("", "src/test/npm-0.29.5")) {
            String text = Files.readString(module.resolve(place).resolve("package-lock.json"));
            assertTrue(text.contains("\"lockfileVersion\": 3") && text.contains("\"integrity\": \"sha512-"));
            assertFalse(text.contains("resolved") || text.contains("://"));
        }
    }
}
