// SPDX-License-Identifier: Apache-2.0
package org.emgraal.tarfs;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/** The files that a class loader brings: read where they are, or unpacked to a folder that processes share. */
final class BundledFiles {

    private static final int PART = 1 << 16;
    private static final String UNFINISHED = ".new";
    private static final Duration ABANDONED = Duration.ofDays(1);

    private final ClassLoader loader;
    private final String folder;
    private final BundleList list;

    private BundledFiles(ClassLoader loader, String folder, BundleList list) {
        this.loader = loader;
        this.folder = folder;
        this.list = list;
    }

    /**
     * Null if the loader brings none.
     *
     * @param folder of the resources, with a slash at its end; if it is not the name of a package, no module hides it
     */
    static BundledFiles of(ClassLoader loader, String folder) throws DistributionException {
        try (InputStream stream = loader.getResourceAsStream(folder + BundleList.FILE)) {
            return stream == null ? null : new BundledFiles(loader, folder, BundleList.parse(stream.readAllBytes()));
        } catch (DistributionException e) {
            throw e;
        } catch (IOException e) {
            throw new DistributionException("The jar that brings " + folder + " cannot be read: " + e, e);
        }
    }

    BundleList list() {
        return list;
    }

    BundleList.Entry entry(String name) throws NoSuchFileException {
        BundleList.Entry entry = list.files().get(name);
        if (entry == null) {
            throw new NoSuchFileException(folder + name);
        }
        return entry;
    }

    // ---- from the loader

    private interface Sink {
        void accept(byte[] bytes, int count) throws IOException;
    }

    byte[] read(BundleList.Entry entry) throws IOException {
        byte[] bytes = new byte[(int) entry.size()];
        int[] done = new int[1];
        stream(entry, (part, count) -> {
            System.arraycopy(part, 0, bytes, done[0], count);
            done[0] += count;
        });
        return bytes;
    }

    /** Outside Java's heap, which may be small. */
    MemorySegment load(BundleList.Entry entry) throws IOException {
        MemorySegment segment = Arena.ofAuto().allocate(entry.size(), Long.BYTES);
        long[] done = new long[1];
        stream(entry, (part, count) -> {
            MemorySegment.copy(part, 0, segment, ValueLayout.JAVA_BYTE, done[0], count);
            done[0] += count;
        });
        return segment;
    }

    /** @throws DistributionException if it is not the file that the list means: the jar was replaced or is damaged */
    private void stream(BundleList.Entry entry, Sink sink) throws IOException {
        CRC32C checksum = new CRC32C();
        long size = 0;
        try (InputStream in = loader.getResourceAsStream(folder + entry.name())) {
            byte[] part = new byte[PART];
            for (int count; in != null && size <= entry.size() && (count = in.read(part)) >= 0;) {
                size += count;
                if (size <= entry.size()) {
                    checksum.update(part, 0, count);
                    sink.accept(part, count);
                }
            }
        }
        if (size != entry.size() || (int) checksum.getValue() != entry.checksum()) {
            throw new DistributionException("A jar is damaged, or was replaced while this process runs: its file " + folder
                            + entry.name() + " is not the one that belongs to it.");
        }
    }

    // ---- to a folder

    /**
     * Makes a folder below {@code cache} complete.
     *
     * @return the folder
     * @throws IOException if files are missing and cannot be written; nothing unfinished is left
     */
    Path unpackInto(Path cache) throws IOException {
        Path folder = cache.resolve("cpython-" + list.hash());
        boolean prepared = false;
        for (BundleList.Entry entry : list.files().values()) {
            Path file = folder.resolve(entry.name());
            if (!looksWhole(file, entry)) {
                if (!prepared) {
                    Files.createDirectories(folder, forOwner("rwx------"));
                    deleteAbandoned(folder);
                    prepared = true;
                }
                unpack(entry, file);
            }
        }
        return folder;
    }

    private boolean looksWhole(Path file, BundleList.Entry entry) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.isRegularFile() && attributes.size() == entry.size() && attributes.lastModifiedTime().toMillis() == list.time();
        } catch (IOException e) {
            return false;
        }
    }

    private void unpack(BundleList.Entry entry, Path file) throws IOException {
        // Not a name that another thread or process chooses too.
        Path unfinished = file.resolveSibling("%s.%d-%d%s".formatted(entry.name(), ProcessHandle.current().pid(),
                        Thread.currentThread().threadId(), UNFINISHED));
        try {
            try (OutputStream out = Files.newOutputStream(unfinished, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING,
                            StandardOpenOption.WRITE)) {
                stream(entry, (part, count) -> out.write(part, 0, count));
            }
            Files.setLastModifiedTime(unfinished, FileTime.fromMillis(list.time()));
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    /** What processes that were killed have left. */
    private static void deleteAbandoned(Path folder) throws IOException {
        long before = System.currentTimeMillis() - ABANDONED.toMillis();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : (Iterable<Path>) files.filter(path -> path.toString().endsWith(UNFINISHED))::iterator) {
                if (Files.getLastModifiedTime(file).toMillis() < before) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (NoSuchFileException another) {
            // Another process is cleaning up too.
        }
    }

    private static FileAttribute<?>[] forOwner(String permissions) {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                        ? new FileAttribute<?>[]{PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))}
                        : new FileAttribute<?>[0];
    }

    /** Whether bytes are those of a file. */
    static boolean areThose(byte[] bytes, BundleList.Entry entry) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes);
        return bytes.length == entry.size() && (int) checksum.getValue() == entry.checksum();
    }
}
