// SPDX-License-Identifier: Apache-2.0
package org.emgraal.tarfs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.emgraal.libc.fs.FileSystem;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The build of the archive, with a CPython of the host in place of the one that runs on our engine. */
class StdlibArchiveTest {
    @TempDir
    Path folder;

    private Path library() throws IOException {
        Path zip = folder.resolve("python_stdlib.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (Map.Entry<String, String> file : new TreeMap<>(Map.of(
                    "os.py", "name = 'posix'\n",
                    "pkg/", "",
                    "pkg/__init__.py", "",
                    "pkg/deep/module.py", "def f():\n    return {1, 2, 'three'}\n",
                    "pkg/broken.py", "def f(:\n",
                    "site-packages/README.txt", "nothing here\n")).entrySet()) {
                ZipEntry entry = new ZipEntry(file.getKey());
                entry.setTime(1_700_000_000_000L);
                out.putNextEntry(entry);
                out.write(file.getValue().getBytes(StandardCharsets.UTF_8));
                out.closeEntry();
            }
        }
        return zip;
    }

    /** Unpacks the library, lets a CPython process run the script, and collects what it has written. */
    private Map<String, byte[]> hostPython(FileSystem library, String path, String script, Consumer<String> progress)
                    throws IOException {
        assertEquals("/lib/python3.14", path);
        Path sources = Files.createTempDirectory(folder, "sources");
        Path output = Files.createTempDirectory(folder, "output");
        for (Map.Entry<String, byte[]> file : Trees.all(library).entrySet()) {
            Path target = sources.resolve(file.getKey());
            if (file.getValue() == null) {
                Files.createDirectories(target);
            } else {
                Files.write(target, file.getValue());
            }
        }
        Process python;
        try {
            python = new ProcessBuilder("python3", "-I", "-c", script, sources.toString(),
                            output.toString()).redirectErrorStream(true).start();
        } catch (IOException e) {
            Assumptions.abort("SKIPPED: there is no python3 on the PATH to run the compile script");
            return null;
        }
        List<String> lines = python.inputReader(StandardCharsets.UTF_8).lines().toList();
        try {
            assertEquals(0, python.waitFor(), () -> String.join("\n", lines));
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        lines.forEach(progress);
        Map<String, byte[]> files = new HashMap<>();
        try (Stream<Path> paths = Files.walk(output)) {
            for (Path file : (Iterable<Path>) paths.filter(Files::isRegularFile)::iterator) {
                files.put(output.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
            }
        }
        return files;
    }

    @Test
    void sourcesAndBytecodeSideBySide() throws IOException {
        Path zip = library();
        Path tar = folder.resolve("stdlib.tar");
        assertFalse(StdlibArchive.isCurrent(zip, tar));
        List<String> progress = new ArrayList<>();
        StdlibArchive.Summary summary = StdlibArchive.build(zip, "3.14", tar, this::hostPython, progress::add);
        assertEquals(4, summary.sources());
        assertEquals(3, summary.compiled());
        assertEquals(Files.size(tar), summary.size());
        assertTrue(progress.get(0).startsWith("not compiled:"), progress.toString());
        assertEquals("Compiled 4 of 4 modules", progress.getLast());
        assertTrue(StdlibArchive.isCurrent(zip, tar));

        TarFileSystem files = TarFileSystem.open(tar);
        files.verify();
        assertEquals("def f():\n    return {1, 2, 'three'}\n", Trees.text(files, "pkg/deep/module.py"));
        assertEquals("nothing here\n", Trees.text(files, "site-packages/README.txt"));
        assertNotNull(files.root().lookup("lib-dynload"));
        assertNull(Trees.find(files, "pkg/__pycache__").lookup("broken.cpython-314.pyc"));
        long bytecode = Trees.all(files).keySet().stream().filter(path ->
                        path.matches("(|.*/)__pycache__/\\w+\\.cpython-\\d+\\.pyc")).count();
        assertEquals(3, bytecode);
    }

    @Test
    void theSameInputGivesTheSameBytes() throws IOException {
        Path zip = library();
        Path one = folder.resolve("one.tar");
        Path two = folder.resolve("two.tar");
        StdlibArchive.build(zip, "3.14", one, StdlibArchiveTest::canned, line -> { });
        StdlibArchive.build(zip, "3.14", two, StdlibArchiveTest::canned, line -> { });
        assertArrayEquals(Files.readAllBytes(one), Files.readAllBytes(two));
        assertArrayEquals(Files.readAllBytes(TarFileSystem.indexPath(one)),
                        Files.readAllBytes(TarFileSystem.indexPath(two)));
    }

    private static Map<String, byte[]> canned(FileSystem library, String path, String script,
                    Consumer<String> progress) {
        return Map.of("__pycache__/os.cpython-314.pyc", pyc(1), "pkg/__pycache__/__init__.cpython-314.pyc", pyc(1));
    }

    private static byte[] pyc(int flags) {
        byte[] bytes = new byte[20];
        bytes[4] = (byte) flags;
        return bytes;
    }

    @Test
    void anArchiveOfAnotherZipIsNotCurrent() throws IOException {
        Path zip = library();
        Path tar = folder.resolve("stdlib.tar");
        StdlibArchive.build(zip, "3.14", tar, StdlibArchiveTest::canned, line -> { });
        assertTrue(StdlibArchive.isCurrent(zip, tar));
        Path other = Files.write(folder.resolve("other.zip"), "PK".getBytes(StandardCharsets.US_ASCII));
        assertFalse(StdlibArchive.isCurrent(other, tar));
        byte[] bytes = Files.readAllBytes(tar);
        Files.write(tar, Arrays.copyOf(bytes, bytes.length - 512));
        assertFalse(StdlibArchive.isCurrent(zip, tar));
    }

    @Test
    void whatTheCompilerLeavesIsChecked() throws IOException {
        Path zip = library();
        Path tar = folder.resolve("stdlib.tar");
        for (Map.Entry<String, byte[]> bad : Map.of("__pycache__/os.cpython-314.pyc",
                        pyc(0), "pkg/__pycache__/__init__.cpython-314.pyc", pyc(3),
                "__pycache__/absent.cpython-314.pyc", pyc(1), "os.pyc", pyc(1)).entrySet()) {
            IOException e = assertThrows(IOException.class,
                            () -> StdlibArchive.build(zip, "3.14", tar,
                                            (l, p, s, c) -> Map.of(bad.getKey(), bad.getValue()), line -> { }));
            assertTrue(e.getMessage().contains(bad.getKey()), e.getMessage());
            assertFalse(Files.exists(tar));
        }
    }
}
