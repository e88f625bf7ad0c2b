// SPDX-License-Identifier: Apache-2.0
package org.emgraal.maven;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.emgraal.tarfs.ApplicationArchive;
import org.emgraal.tarfs.BundledApplication;

/** Makes an application's resources: its packages and sources in one archive, with their bytecode. */
final class Assembly {

    private static final String SOURCES = "src";
    private static final String PACKAGES = "site-packages";
    private static final List<String> ROOTS = List.of(SOURCES, PACKAGES);

    private Assembly() {
    }

    /**
     * Makes the resources anew, unless they were made of the same files.
     *
     * @param installed the packages' files
     * @param sources folder; may not exist
     * @param classes folder of the application's classes
     * @param resources folder in it
     * @param stamp file that remembers what the resources were made of
     * @param log takes a line about each source that is not valid Python
     * @return whether there was something to do
     */
    static boolean make(Map<String, byte[]> installed, Path sources, String python, Path classes, String resources, Path stamp,
                    Consumer<String> log) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        installed.forEach((path, bytes) -> files.put(PACKAGES + "/" + path, bytes));
        addSources(files, sources);
        Path output = classes.resolve(resources);
        String fingerprint = fingerprint(files, python);
        if (Files.exists(output) && Files.exists(stamp) && Files.readString(stamp).equals(fingerprint)) {
            return false;
        }
        Files.deleteIfExists(stamp);
        ApplicationArchive.write(files, Map.of(), ROOTS, python, output);
        ApplicationArchive.write(files, compile(classes, resources, log), ROOTS, python, output);
        Files.createDirectories(stamp.getParent());
        Files.writeString(stamp, fingerprint);
        return true;
    }

    private static void addSources(Map<String, byte[]> files, Path sources) throws IOException {
        if (!Files.isDirectory(sources)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(sources)) {
            for (Path file : (Iterable<Path>) paths.filter(Files::isRegularFile)::iterator) {
                String path = sources.relativize(file).toString().replace('\\', '/');
                if (!path.contains("__pycache__/")) {
                    files.put(SOURCES + "/" + path, Files.readAllBytes(file));
                }
            }
        }
    }

    private static String fingerprint(Map<String, byte[]> files, String python) throws IOException {
        MessageDigest digest = WheelStore.sha256();
        digest.update((python + ApplicationArchive.compiler()).getBytes(StandardCharsets.UTF_8));
        files.forEach((path, bytes) -> {
            digest.update((path + " " + bytes.length + "\n").getBytes(StandardCharsets.UTF_8));
            digest.update(bytes);
        });
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Where the application's Python sees its files, so that tracebacks name them as they will be. */
    private static Map<String, byte[]> compile(Path classes, String resources, Consumer<String> log) throws IOException {
        Path output = Files.createTempDirectory("emgraal-bytecode").toRealPath();
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try {
            PythonRun.run(output, classes, resources, "import sys\nsys.argv[1:] = [tree, output]\nexec(script, {'__name__': 'compile'})\n0",
                            Map.of("tree", BundledApplication.MOUNT, "output", output.toString(), "script", ApplicationArchive.compiler()), printed, printed);
            printed.toString(StandardCharsets.UTF_8).lines().filter(line -> line.startsWith("not compiled:")).forEach(log);
            Map<String, byte[]> files = new TreeMap<>();
            try (Stream<Path> paths = Files.walk(output)) {
                for (Path file : (Iterable<Path>) paths.filter(Files::isRegularFile)::iterator) {
                    files.put(output.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
                }
            }
            return files;
        } catch (IOException e) {
            throw new IOException(e.getMessage() + " " + printed.toString(StandardCharsets.UTF_8), e);
        } finally {
            try (Stream<Path> paths = Files.walk(output)) {
                for (Path file : (Iterable<Path>) paths.sorted(Comparator.reverseOrder())::iterator) {
                    Files.delete(file);
                }
            }
        }
    }
}
