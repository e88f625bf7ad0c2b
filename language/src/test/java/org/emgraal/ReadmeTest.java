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

/** The examples of documents are compiled as they stand, run, and print what the document says. */
class ReadmeTest {

    @TempDir
    private Path folder;

    @Test
    void readme() throws Exception {
        assertEquals(5, runExamples(Path.of("..", "README.md")));
    }

    @Test
    void webAssembly() throws Exception {
        assertEquals(1, runExamples(Path.of("..", "docs", "webassembly.md")));
    }

    private int runExamples(Path document) throws Exception {
        Matcher example = Pattern.compile("```java\n(.*?)```.*?```text\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(document));
        int count = 0;
        while (example.find()) {
            Matcher name = Pattern.compile("public class (\\w+)").matcher(example.group(1));
            assertTrue(name.find());
            assertEquals(example.group(2), run(name.group(1), example.group(1)), name.group(1));
            count++;
        }
        return count;
    }

    private String run(String name, String program) throws Exception {
        Path source = folder.resolve(name + ".java");
        Files.writeString(source, program);
        String javac = Path.of(System.getProperty("java.home"), "bin", "javac").toString();
        assertEquals(0, new ProcessBuilder(javac, "-proc:none", "-d", folder.toString(), "-cp", System.getProperty("java.class.path"),
                        source.toString()).inheritIO().start().waitFor());
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try (URLClassLoader loader = new URLClassLoader(new URL[]{folder.toUri().toURL()})) {
            DeepStack.call(() -> {
                loader.loadClass(name).getMethod("main", String[].class).invoke(null, (Object) new String[0]);
                return null;
            });
        } finally {
            System.setOut(before);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }
}
