// SPDX-License-Identifier: Apache-2.0
package org.emgraal.tarfs;

import java.io.IOException;
import java.lang.ref.SoftReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.emgraal.libc.fs.FileSystem;

/**
 * The CPython that the artifact {@code python} brings in its jar. Its files are unpacked once to the user's cache folder,
 * where processes share them; where that cannot be, they are read from the jar into the memory of this process.
 */
public final class BundledPython implements PythonBuild {

    static final String FOLDER = "META-INF/emgraal/cpython/";
    private static final String INDEX = LIBRARY + ".index";

    private static BundledPython ofThisProcess;
    private static boolean searched;

    private final BundledFiles files;
    /** Null if the files are not unpacked. */
    private final Path folder;
    /** Where no archive is mapped. */
    private SoftReference<TarFileSystem> library = new SoftReference<>(null);

    private BundledPython(BundledFiles files, Path folder) {
        this.files = files;
        this.folder = folder;
    }

    /** What the loader of the languages brings; null if that is none. */
    static synchronized BundledPython ofThisProcess() throws DistributionException {
        if (!searched) {
            ofThisProcess = find(BundledPython.class.getClassLoader(), UserCache.folder());
            searched = true;
        }
        return ofThisProcess;
    }

    /**
     * What a loader brings; null if that is none.
     *
     * @param cache where to unpack; null for nowhere
     */
    static BundledPython find(ClassLoader loader, Path cache) throws DistributionException {
        BundledFiles files = loader == null ? null : BundledFiles.of(loader, FOLDER);
        return files == null ? null : new BundledPython(files, cache == null ? null : unpack(files, cache));
    }

    private static Path unpack(BundledFiles files, Path cache) throws DistributionException {
        try {
            return files.unpackInto(cache);
        } catch (DistributionException damaged) {
            throw damaged;
        } catch (IOException | SecurityException | UnsupportedOperationException e) {
            log("CPython is held in the memory of this process alone, because it cannot be unpacked to %s (%s). The system property %s names another folder, or says off."
                            .formatted(cache, e, UserCache.PROPERTY));
            return null;
        }
    }

    private static void log(String line) {
        ArchiveFileSystem.logger().log(System.Logger.Level.WARNING, line);
    }

    @Override
    public String pythonVersion() {
        return files.list().python();
    }

    @Override
    public byte[] read(String file) throws IOException {
        BundleList.Entry entry = files.entry(file);
        if (folder != null) {
            Path unpacked = folder.resolve(file);
            try {
                byte[] bytes = LargeFile.read(unpacked);
                if (BundledFiles.areThose(bytes, entry)) {
                    return bytes;
                }
                discard(unpacked, "its checksum is wrong");
            } catch (IOException e) {
                discard(unpacked, e.toString());
            }
        }
        return files.read(entry);
    }

    @Override
    public Object stamp(String file) {
        return List.of(files.list().hash(), file);
    }

    @Override
    public FileSystem library(boolean verified, Consumer<String> warning) throws IOException {
        if (folder != null) {
            Path archive = folder.resolve(LIBRARY);
            try {
                TarFileSystem mapped = TarFileSystem.open(archive);
                if (!verified) {
                    mapped.verifyOnce();
                }
                return mapped;
            } catch (IOException e) {
                discard(archive, e.toString());
            }
        }
        return inMemory();
    }

    private synchronized TarFileSystem inMemory() throws IOException {
        TarFileSystem open = library.get();
        if (open == null) {
            open = TarFileSystem.of(Path.of(FOLDER + LIBRARY), read(INDEX), files.load(files.entry(LIBRARY)));
            library = new SoftReference<>(open);
        }
        return open;
    }

    /** The next process unpacks the file again; who uses it now keeps what he has. */
    private static void discard(Path file, String reason) {
        log("%s is not used, and replaced at the next start, because of this: %s".formatted(file, reason));
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            log("%s cannot be deleted: %s".formatted(file, e));
        }
    }

    @Override
    public byte[] libraryIdentity() throws IOException {
        return read(INDEX);
    }

    /** A start never writes what the jar brings. */
    @Override
    public Optional<Path> snapshotFile() {
        return Optional.empty();
    }

    @Override
    public String toString() {
        return folder == null ? "the jar of CPython" : folder.toString();
    }
}
