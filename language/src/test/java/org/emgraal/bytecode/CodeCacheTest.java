// SPDX-License-Identifier: Apache-2.0
package org.emgraal.bytecode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.emgraal.binary.BinaryModule;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.io.ByteSequence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Code of an earlier process is used if it is whole, and made anew if it is not. */
class CodeCacheTest {

    private static final String LANGUAGE = "emscripten";

    @TempDir Path folder;

    @Test
    void keepsWhatWasAdded() {
        CodeCache cache = new CodeCache(folder);
        Path file = folder.resolve("a.classes");
        cache.add(file, Map.of(1, new byte[]{1, 2}, 7, new byte[0]));
        cache.add(file, Map.of(2, new byte[]{3}));
        Map<Integer, byte[]> found = cache.read(file);
        assertEquals(List.of(1, 2, 7), List.copyOf(found.keySet()));
        assertArrayEquals(new byte[]{1, 2}, found.get(1));
    }

    @Test
    void dropsWhatIsDamagedOrCutOff() throws IOException {
        CodeCache cache = new CodeCache(folder);
        Path file = folder.resolve("a.classes");
        for (int damage = 0; damage < 3; damage++) {
            cache.add(file, Map.of(1, new byte[]{1, 2, 3}, 2, new byte[]{4}));
            byte[] content = Files.readAllBytes(file);
            switch (damage) {
                case 0 -> content[content.length - 1]++;
                case 1 -> content = java.util.Arrays.copyOf(content, content.length - 2);
                default -> content = new byte[]{0, 1};
            }
            Files.write(file, content);
            assertTrue(cache.read(file).isEmpty());
            assertFalse(Files.exists(file));
        }
    }

    @Test
    void removesWhatWasNotUsedForLongest() throws IOException {
        CodeCache cache = new CodeCache(folder, 3000);
        for (int i = 0; i < 4; i++) {
            Path file = folder.resolve(i + ".classes");
            cache.add(file, Map.of(0, new byte[1000]));
            Files.setLastModifiedTime(file, FileTime.fromMillis(1000L * i));
        }
        assertFalse(Files.exists(folder.resolve("0.classes")));
        assertTrue(Files.exists(folder.resolve("3.classes")));
    }

    @Test
    void programsUseIt() throws Exception {
        byte[] module = new BinaryModule().section(1, "01 60017f017f").section(3, "01 00").section(7, "01 0166 0000")
                        .section(10, "01 07 00 2000 4102 6c 0b").bytes();
        assertEquals(42, run(module));
        Path file = onlyFile();
        byte[] first = Files.readAllBytes(file);
        assertEquals(42, run(module));
        assertArrayEquals(first, Files.readAllBytes(file));
        // Another module is another file.
        assertEquals(63, run(new BinaryModule().section(1, "01 60017f017f").section(3, "01 00").section(7, "01 0166 0000")
                        .section(10, "01 07 00 2000 4103 6c 0b").bytes()));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(2, files.count());
        }
        Files.write(file, new byte[100]);
        assertEquals(42, run(module));
        assertArrayEquals(first, Files.readAllBytes(file));
    }

    @Test
    void aFolderThatCannotBeWrittenCostsNothing() throws Exception {
        Path noFolder = Files.writeString(folder.resolve("file"), "");
        new CodeCache(noFolder).add(noFolder.resolve("a.classes"), Map.of(1, new byte[1]));
        assertTrue(new CodeCache(noFolder).read(noFolder.resolve("a.classes")).isEmpty());
    }

    private Path onlyFile() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.reduce((a, b) -> {
                throw new AssertionError("more than one file");
            }).orElseThrow();
        }
    }

    private int run(byte[] module) throws Exception {
        try (Context context = Context.newBuilder(LANGUAGE).option("engine.WarnInterpreterOnly", "false")
                        .option(LANGUAGE + ".CodeCache", folder.toString()).build()) {
            return context.eval(Source.newBuilder(LANGUAGE, ByteSequence.create(module), "cached").build()).invokeMember("f", 21).asInt();
        }
    }
}
