// SPDX-License-Identifier: Apache-2.0
package org.emgraal.tarfs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.emgraal.libc.fs.FileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundledPythonTest {

    @TempDir
    Path folder;
    private Path classes;
    private Path cache;
    private Path distribution;

    /** A jar's content as the build makes it, of a distribution that only looks like one. */
    @BeforeEach
    void layOut() throws IOException {
        distribution = DistributionTest.imitation(folder.resolve("distribution"), "'VERSION': '3.14'");
        Distribution made = Distribution.at(distribution);
        StdlibArchive.build(made, (library, path, script, progress) -> Map.of(), line -> { });
        Files.writeString(distribution.resolve(PythonBuild.SNAPSHOT), "a snapshot");
        classes = folder.resolve("classes");
        cache = folder.resolve("home/cache");
        WriteBundle.write(made, classes);
    }

    private BundledPython find(Path cacheFolder) throws IOException {
        return BundledPython.find(new URLClassLoader(new URL[]{classes.toUri().toURL()}, null), cacheFolder);
    }

    private Path unpacked() throws IOException {
        try (Stream<Path> folders = Files.list(cache)) {
            return folders.toList().getFirst();
        }
    }

    private void works(BundledPython python) throws IOException {
        assertEquals("3.14", python.pythonVersion());
        assertArrayEquals(Files.readAllBytes(distribution.resolve(PythonBuild.MODULE)), python.read(PythonBuild.MODULE));
        assertEquals("a snapshot", new String(python.read(PythonBuild.SNAPSHOT)));
        assertArrayEquals(Distribution.at(distribution).libraryIdentity(), python.libraryIdentity());
        FileSystem library = python.library(false, line -> { });
        assertFalse(Trees.text(library, "_sysconfigdata__emscripten_wasm32-emscripten.py").isEmpty());
        assertThrows(NoSuchFileException.class, () -> python.read("../passwd"));
        assertTrue(python.snapshotFile().isEmpty());
    }

    @Test
    void isUnpackedOnceForTheUserAlone() throws IOException {
        works(find(cache));
        Path module = unpacked().resolve(PythonBuild.MODULE);
        Object first = Files.readAttributes(module, "*").get("fileKey");
        works(find(cache));
        assertEquals(first, Files.readAttributes(module, "*").get("fileKey"));
        assertEquals("rwx------", java.nio.file.attribute.PosixFilePermissions.toString(Files.getPosixFilePermissions(unpacked())));
        assertEquals(5, Files.list(unpacked()).count(), "nothing unfinished");
    }

    @Test
    void isReadFromTheJarWhereNothingCanBeWritten() throws IOException {
        works(find(null));
        Path file = Files.createFile(folder.resolve("file"));
        works(find(file));
        works(find(file.resolve("below")));
        works(find(Path.of("/proc/emgraal")));
    }

    @Test
    void aDamagedFileIsReadFromTheJarAndReplaced() throws IOException {
        for (String name : List.of(PythonBuild.MODULE, PythonBuild.SNAPSHOT, PythonBuild.LIBRARY, PythonBuild.LIBRARY + ".index")) {
            // A process has an archive open only once: in a folder of its own this is another one.
            cache = folder.resolve(name);
            find(cache);
            Path file = unpacked().resolve(name);
            byte[] whole = Files.readAllBytes(file);
            FileTime time = Files.getLastModifiedTime(file);
            byte[] damaged = new byte[whole.length];
            Files.write(file, damaged);
            // As a failing disk does it.
            Files.setLastModifiedTime(file, time);
            works(find(cache));
            works(find(cache));
            assertArrayEquals(whole, Files.readAllBytes(file), name);

            Files.write(file, new byte[1]);
            works(find(cache));
            assertArrayEquals(whole, Files.readAllBytes(file), name + " cut off");

            Files.delete(file);
            works(find(cache));
            assertArrayEquals(whole, Files.readAllBytes(file), name + " deleted");
        }
    }

    @Test
    void manyUnpackAtOnce() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Callable<Void>> tasks = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                tasks.add(() -> {
                    works(find(cache));
                    return null;
                });
            }
            for (Future<Void> task : threads.invokeAll(tasks)) {
                task.get();
            }
        }
        assertEquals(5, Files.list(unpacked()).count());
    }

    @Test
    void anotherJarHasAnotherFolder() throws IOException {
        BundledPython old = find(cache);
        Files.writeString(distribution.resolve(PythonBuild.SNAPSHOT), "another one");
        WriteBundle.write(Distribution.at(distribution), classes);
        BundledPython other = find(cache);
        assertEquals("another one", new String(other.read(PythonBuild.SNAPSHOT)));
        assertEquals("a snapshot", new String(old.read(PythonBuild.SNAPSHOT)), "of a process that runs with the old jar");
        assertNotEquals(old.stamp(PythonBuild.SNAPSHOT), other.stamp(PythonBuild.SNAPSHOT));
    }

    @Test
    void aJarThatIsReplacedUnderAProcessIsNotBelieved() throws IOException {
        BundledPython old = find(null);
        Files.writeString(classes.resolve(BundledPython.FOLDER).resolve(PythonBuild.SNAPSHOT), "b snapshot");
        String message = assertThrows(DistributionException.class, () -> old.read(PythonBuild.SNAPSHOT)).getMessage();
        assertTrue(message.contains("was replaced") && message.contains(PythonBuild.SNAPSHOT), message);
        assertThrows(DistributionException.class, () -> find(cache), "nor unpacked");
        assertFalse(Files.exists(unpacked().resolve(PythonBuild.SNAPSHOT)));
    }

    @Test
    void whatAKilledProcessLeftGoes() throws IOException {
        find(cache);
        Path old = Files.createFile(unpacked().resolve("stdlib.tar.1-1.new"));
        Files.setLastModifiedTime(old, FileTime.fromMillis(0));
        Path recent = Files.createFile(unpacked().resolve("stdlib.tar.2-1.new"));
        Files.delete(unpacked().resolve(PythonBuild.MODULE));
        works(find(cache));
        assertFalse(Files.exists(old));
        assertTrue(Files.exists(recent));
    }

    @Test
    void aLoaderWithoutItHasNone() throws IOException {
        assertNull(BundledPython.find(new URLClassLoader(new URL[0], null), cache));
        Files.writeString(classes.resolve(BundledPython.FOLDER).resolve(BundleList.FILE), "file.a=1");
        assertThrows(DistributionException.class, () -> find(cache));
    }

    @Test
    void theUsersFolder() {
        assertEquals(Path.of("/x/emgraal"), UserCache.folder(null, Map.of("XDG_CACHE_HOME", "/x", "HOME", "/h"), "Linux", "/u"));
        assertEquals(Path.of("/h/.cache/emgraal"), UserCache.folder("", Map.of("XDG_CACHE_HOME", "x", "HOME", "/h"), "Linux", "/u"));
        assertEquals(Path.of("/u/.cache/emgraal"), UserCache.folder(null, Map.of(), "Linux", "/u"));
        assertNull(UserCache.folder(null, Map.of(), "Linux", "?"), "as in a container without an entry for the user");
        assertEquals(Path.of("/h/Library/Caches/emgraal"), UserCache.folder(null, Map.of("HOME", "/h"), "Mac OS X", "/u"));
        assertNull(UserCache.folder("off", Map.of("HOME", "/h"), "Linux", "/u"));
        assertEquals(Path.of("/mine"), UserCache.folder("/mine", Map.of("HOME", "/h"), "Linux", "/u"));
    }
}
