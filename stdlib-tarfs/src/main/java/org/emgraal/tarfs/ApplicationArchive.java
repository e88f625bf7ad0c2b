// SPDX-License-Identifier: Apache-2.0
package org.emgraal.tarfs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes what {@link BundledApplication} reads. The same files give the same bytes. */
public final class ApplicationArchive {

    /** The beginning of 1980, the earliest time that jars know. */
    private static final FileTime TIME = FileTime.fromMillis(315_532_800_000L);

    private ApplicationArchive() {
    }

    /**
     * Writes the archive, its index and their list.
     *
     * @param files content by path, {@code ROOT/…}
     * @param bytecode of these files, by path: {@code FOLDER/__pycache__/MODULE.cpython-314.pyc}, unchecked and hash-based (PEP 552)
     * @param roots the folders that belong on {@code sys.path}, in order; one without files is made
     * @param python the version of Python, {@code "3.14"}
     * @param output folder of resources
     */
    public static void write(Map<String, byte[]> files, Map<String, byte[]> bytecode, List<String> roots, String python, Path output)
                    throws IOException {
        TreeMap<String, StdlibArchive.Content> contents = new TreeMap<>();
        files.forEach((path, bytes) -> {
            for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
                contents.putIfAbsent(path.substring(0, slash), new StdlibArchive.Content(null, TIME));
            }
            contents.put(path, new StdlibArchive.Content(bytes, TIME));
        });
        roots.forEach(root -> contents.putIfAbsent(root, new StdlibArchive.Content(null, TIME)));
        for (Map.Entry<String, byte[]> file : bytecode.entrySet()) {
            StdlibArchive.addBytecode(contents, file.getKey(), file.getValue());
        }
        Files.createDirectories(output);
        Path archive = output.resolve(BundledApplication.ARCHIVE);
        StdlibArchive.write(contents, archive, new byte[ArchiveIndex.ORIGIN_SIZE]);
        List<BundleList.Entry> entries = new ArrayList<>();
        for (String name : List.of(BundledApplication.ARCHIVE, BundledApplication.INDEX)) {
            entries.add(BundleList.Entry.of(name, Files.readAllBytes(output.resolve(name))));
        }
        Files.write(output.resolve(BundleList.FILE), BundleList.write(python, TIME.toMillis(), roots, entries));
    }

    /** The Python program that compiles a tree of sources: arguments are the tree and a folder for the result. */
    public static String compiler() throws IOException {
        return StdlibArchive.script();
    }
}
