// SPDX-License-Identifier: Apache-2.0
package org.emgraal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's embedding example is compiled as it stands, run, and prints what the README says. */
class ReadmeTest {

    @TempDir
    private Path folder;

    @Test
    void embeddingExample() throws Exception {
        String readme = Files.readString(Path.of("..", "README.md"));
        Path source = folder.resolve("Embedding.java");
        Files.writeString(source, block(readme, "java"));
        String javac = Path.of(System.getProperty("java.home"), "bin", "javac").toString();
        assertEquals(0, new ProcessBuilder(javac, "-proc:none", "-d", folder.toString(), "-cp", System.getProperty("java.class.path"),
                        source.toString()).inheritIO().start().waitFor());
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try (URLClassLoader loader = new URLClassLoader(new URL[]{folder.toUri().toURL()})) {
            DeepStack.call(() -> {
                loader.loadClass("Embedding").getMethod("main", String[].class).invoke(null, (Object) new String[0]);
                return null;
            });
        } finally {
            System.setOut(before);
        }
        assertEquals(block(readme, "text"), printed.toString(StandardCharsets.UTF_8));
    }

    private static String block(String readme, String kind) {
        Matcher matcher = Pattern.compile("```" + kind + "\n(.*?)```", Pattern.DOTALL).matcher(readme);
        assertTrue(matcher.find());
        return matcher.group(1);
    }
}
