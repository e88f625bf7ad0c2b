// SPDX-License-Identifier: Apache-2.0
package org.emgraal.tarfs;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Lays out the artifact {@code python}: copies the files of a built distribution to where a jar's resources are, with their
 * list, and the classes that were generated ahead. The build runs this.
 */
public final class WriteBundle {

    private static final List<String> FILES = List.of(PythonBuild.MODULE, PythonBuild.LIBRARY, PythonBuild.LIBRARY + ".index",
                    PythonBuild.SNAPSHOT, PythonBuild.LOCK);

    private WriteBundle() {
    }

    /** @param arguments folder of the distribution, jar of generated classes, folder of the artifact's classes */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 3) {
            System.err.println("usage: WriteBundle DISTRIBUTION CODE_JAR CLASSES");
            System.exit(2);
        }
        write(Distribution.at(Path.of(arguments[0])), Path.of(arguments[2]));
        unpack(Path.of(arguments[1]), Path.of(arguments[2]));
    }

    static void write(Distribution distribution, Path classes) throws IOException {
        Path output = classes.resolve(BundledPython.FOLDER);
        Files.createDirectories(output);
        List<BundleList.Entry> entries = new ArrayList<>();
        for (String file : FILES) {
            byte[] bytes = distribution.read(file);
            Files.write(output.resolve(file), bytes);
            entries.add(BundleList.Entry.of(file, bytes));
        }
        long time = Files.getLastModifiedTime(distribution.stdlibTarPath()).toMillis();
        Files.write(output.resolve(BundleList.FILE), BundleList.write(distribution.pythonVersion(), time, List.of(), entries));
    }

    private static void unpack(Path jar, Path classes) throws IOException {
        try (ZipInputStream zip = new ZipInputStream(new BufferedInputStream(Files.newInputStream(jar)))) {
            for (ZipEntry entry; (entry = zip.getNextEntry()) != null;) {
                Path file = classes.resolve(entry.getName());
                Files.createDirectories(file.getParent());
                Files.write(file, zip.readAllBytes());
            }
        }
    }
}
