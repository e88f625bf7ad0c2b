// SPDX-License-Identifier: Apache-2.0
package org.emgraal.bytecode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.emgraal.binary.BinaryModule;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.io.ByteSequence;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Code of an earlier process is used if it is whole, and made anew if it is not. */
@Tag("slow")
class CodeCacheTest {

    private static final String LANGUAGE = "emscripten";

    private static final byte[] TIMES_TWO = timesConstant(2);
    private static final byte[] TIMES_THREE = timesConstant(3);

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
                case 1 -> content = Arrays.copyOf(content, content.length - 2);
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
        assertEquals(42, run(TIMES_TWO));
        Path file = onlyFile();
        byte[] first = Files.readAllBytes(file);
        assertEquals(42, run(TIMES_TWO));
        assertArrayEquals(first, Files.readAllBytes(file));
        // Another module is another file.
        assertEquals(63, run(TIMES_THREE));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(2, files.count());
        }
        Files.write(file, new byte[100]);
        assertEquals(42, run(TIMES_TWO));
        assertArrayEquals(first, Files.readAllBytes(file));
    }

    @Test
    void aFolderThatCannotBeWrittenCostsNothing() throws Exception {
        Path noFolder = Files.writeString(folder.resolve("file"), "");
        new CodeCache(noFolder).add(noFolder.resolve("a.classes"), Map.of(1, new byte[1]));
        assertTrue(new CodeCache(noFolder).read(noFolder.resolve("a.classes")).isEmpty());
    }

    /** A file where the folder should be, one on the way there, a folder that even root cannot write to, and one that others cannot. */
    @Test
    void programsRunWhereNothingCanBeWritten() throws Exception {
        Path noFolder = Files.writeString(folder.resolve("file"), "");
        Path readOnly = Files.createDirectory(folder.resolve("readOnly"));
        assertTrue(readOnly.toFile().setWritable(false));
        for (Path cache : List.of(noFolder, noFolder.resolve("below"), Path.of("/proc"), Path.of("/proc/below"), readOnly)) {
            assertEquals(42, run(TIMES_TWO, cache), cache.toString());
            assertEquals(63, run(TIMES_THREE, cache), cache.toString());
        }
        assertTrue(readOnly.toFile().setWritable(true));
        assertEquals(0, Files.size(noFolder));
    }

    /** As where no room is left: no file can become larger than 4 KB. */
    @Test
    void programsRunWhereNoRoomIsLeft() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "no bash, which limits the size of files");
        Path cache = Files.createDirectory(folder.resolve("full"));
        byte[] body = BinaryModule.parse("2000 4102 6c" + "2000 4101 6a 2000 4101 6a 6b 6a".repeat(600) + "0b");
        Path module = Files.write(folder.resolve("large.wasm"), new BinaryModule().section(1, "01 60017f017f").section(3, "01 00")
                        .section(7, "01 0166 0000").code(body).bytes());
        ChildJvm unlimited = new ChildJvm(folder, "large", module, cache.toString(), folder.resolve("none.jar"));
        assertEquals("42", unlimited.output());
        try (Stream<Path> files = Files.list(cache)) {
            Path written = files.findFirst().orElseThrow();
            assertTrue(Files.size(written) > 4096, "the module's code is too small for this test");
            Files.delete(written);
        }
        ChildJvm limited = new ChildJvm(folder, "large", module, cache.toString(), folder.resolve("none.jar"),
                        List.of("/bin/bash", "-c", "ulimit -f 4; exec \"$@\"", "bash"));
        // The JVM says that its log is too large, too.
        assertEquals("42", limited.output().lines().toList().getLast());
        try (Stream<Path> files = Files.list(cache)) {
            assertEquals(List.of(), files.toList());
        }
    }

    /** A byte wrong anywhere in a file, or its end missing. */
    @Test
    void anyDamageIsNoticedOrHarmless() throws Exception {
        assertEquals(42, run(TIMES_TWO));
        Path file = onlyFile();
        byte[] whole = Files.readAllBytes(file);
        byte[] code = new CodeCache(folder).read(file).get(0);
        for (int i = 0; i < whole.length; i += i < 24 ? 3 : whole.length / 8) {
            byte[] damaged = whole.clone();
            damaged[i] ^= (byte) (1 << i % 8);
            Files.write(file, damaged);
            byte[] found = new CodeCache(folder).read(file).get(0);
            assertTrue(found == null || Arrays.equals(code, found), "byte " + i);
            Files.write(file, Arrays.copyOf(whole, i));
            assertTrue(new CodeCache(folder).read(file).isEmpty(), "length " + i);
        }
        Files.write(file, Arrays.copyOf(whole, whole.length / 2));
        assertEquals(42, run(TIMES_TWO));
        assertArrayEquals(whole, Files.readAllBytes(file));
    }

    /** It is read into memory as a whole otherwise. */
    @Test
    void aFileThatIsTooLargeIsDamaged() throws Exception {
        Path file = folder.resolve("a.classes");
        try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
            large.setLength(1L << 36);
        }
        assertTrue(new CodeCache(folder, 1000).read(file).isEmpty());
        assertFalse(Files.exists(file));
    }

    @Test
    void aDirectoryInTheFilesPlaceIsNoDamage() throws Exception {
        Path file = Files.createDirectory(folder.resolve("a.classes"));
        CodeCache cache = new CodeCache(folder);
        assertTrue(cache.read(file).isEmpty());
        cache.add(file, Map.of(1, new byte[1]));
        assertTrue(Files.isDirectory(file));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(file), files.toList());
        }
    }

    @Test
    void codeOfAnotherGeneratorIsNotFound() throws Exception {
        assertEquals(42, run(TIMES_TWO));
        Path file = onlyFile();
        String name = file.getFileName().toString();
        assertTrue(name.contains(GeneratorIdentity.get()), name);
        // What an older generator has made: it would be read as what it is not.
        Path stale = folder.resolve(name.replace(GeneratorIdentity.get(), "0000000000000000"));
        Files.move(file, stale);
        assertEquals(42, run(TIMES_TWO));
        assertTrue(Files.exists(file));
    }

    @Test
    void classesComeFromIt() throws Exception {
        assertEquals(42, run(TIMES_TWO));
        // Code of another function in this one's place shows who is asked.
        CodeCache cache = new CodeCache(folder);
        Path file = onlyFile();
        byte[] code = cache.read(file).get(0);
        Path other = folder.resolve("other");
        assertEquals(63, run(TIMES_THREE, other));
        try (Stream<Path> files = Files.list(other)) {
            byte[] changed = cache.read(files.findFirst().orElseThrow()).get(0);
            assertFalse(Arrays.equals(code, changed));
            cache.add(file, Map.of(0, changed));
        }
        assertEquals(63, run(TIMES_TWO));
    }

    @Test
    void offIsNoFolder() throws Exception {
        assertEquals(42, run(TIMES_TWO, Path.of("off")));
        assertFalse(Files.exists(Path.of("off")));
    }

    @Test
    void threadsThatWriteAtOnceLeaveAWholeFile() throws Exception {
        Path file = folder.resolve("a.classes");
        List<Thread> threads = IntStream.range(0, 4).mapToObj(number -> Thread.ofPlatform().start(() -> {
            CodeCache cache = new CodeCache(folder);
            for (int i = 0; i < 20; i++) {
                cache.add(file, Map.of(20 * number + i, new byte[1000 * (number + 1)]));
                assertFalse(cache.read(file).isEmpty());
            }
        })).toList();
        for (Thread thread : threads) {
            thread.join();
        }
        Map<Integer, byte[]> found = new CodeCache(folder).read(file);
        assertFalse(found.isEmpty());
        found.forEach((function, bytes) -> assertEquals(1000 * (function / 20 + 1), bytes.length));
        assertEquals(file, onlyFile());
    }

    @Test
    void processesThatWriteAtOnceLeaveAWholeFile() throws Exception {
        Path module = Files.write(folder.resolve("cached.wasm"), TIMES_TWO);
        Path cache = folder.resolve("cache");
        List<ChildJvm> both = List.of(new ChildJvm(folder, "cached", module, cache.toString(), folder.resolve("none.jar")),
                        new ChildJvm(folder, "cached", module, cache.toString(), folder.resolve("none.jar")));
        for (ChildJvm jvm : both) {
            assertEquals("42", jvm.output());
        }
        try (Stream<Path> files = Files.list(cache)) {
            List<Path> all = files.toList();
            assertEquals(1, all.size(), all.toString());
            assertEquals(1, new CodeCache(cache).read(all.get(0)).size());
        }
        if (Files.getFileStore(cache).supportsFileAttributeView("posix")) {
            assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(cache)));
        }
    }

    private Path onlyFile() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.reduce((a, b) -> {
                throw new AssertionError("more than one file");
            }).orElseThrow();
        }
    }

    private int run(byte[] module) throws Exception {
        return run(module, folder);
    }

    private static int run(byte[] module, Path cache) throws Exception {
        try (Context context = Context.newBuilder(LANGUAGE).option("engine.WarnInterpreterOnly", "false")
                        .option(LANGUAGE + ".CodeCache", cache.toString()).build()) {
            return context.eval(Source.newBuilder(LANGUAGE, ByteSequence.create(module), "cached").build()).invokeMember("f", 21).asInt();
        }
    }

    /** Exports {@code f}, which multiplies its argument. */
    static byte[] timesConstant(int factor) {
        return new BinaryModule().section(1, "01 60017f017f").section(3, "01 00").section(7, "01 0166 0000")
                        .section(10, "01 07 00 2000 41%02x 6c 0b".formatted(factor)).bytes();
    }
}
