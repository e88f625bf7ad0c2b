// SPDX-License-Identifier: Apache-2.0
package org.emgraal.tarfs;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.emgraal.libc.fs.FileContent;
import org.emgraal.libc.fs.FileType;

/**
 * An uncompressed tar as a read-only file system (PEP 776's TARFS). Its index lies beside it in {@code NAME.index};
 * a missing, damaged or outdated index is made anew from the headers.
 */
public final class TarFileSystem extends ArchiveFileSystem {
    private static final int BITS = Integer.SIZE;

    /** One bit per file whose bytes have been compared with their checksum. */
    private final AtomicIntegerArray verified;

    private TarFileSystem(Path archive, ArchiveIndex index, MemorySegment data) {
        super(archive, index, data);
        verified = new AtomicIntegerArray(Math.ceilDiv(index.size(), BITS));
    }

    /**
     * Opens a tar, or returns the instance this process has open already.
     *
     * @throws CorruptArchiveException if the index had to be made anew and the tar is damaged
     */
    public static TarFileSystem open(Path tar) throws IOException {
        return shared(tar, TarFileSystem.class, (real, attributes, data) ->
                        new TarFileSystem(real, index(real, attributes, data), data));
    }

    /**
     * A tar that is in memory, with its index; nobody shares it.
     *
     * @param name for error messages
     * @throws CorruptArchiveException if the index is damaged
     */
    static TarFileSystem of(Path name, byte[] index, MemorySegment data) throws CorruptArchiveException {
        return new TarFileSystem(name, ArchiveIndex.parse(name, index), data);
    }

    /** Where the index of a tar is kept. */
    public static Path indexPath(Path tar) {
        return tar.resolveSibling(tar.getFileName() + ".index");
    }

    private static ArchiveIndex index(Path tar, BasicFileAttributes attributes, MemorySegment data) throws IOException {
        long time = attributes.lastModifiedTime().toMillis();
        Path file = indexPath(tar);
        String why = "it does not exist";
        if (Files.exists(file)) {
            try {
                ArchiveIndex index = ArchiveIndex.load(file);
                if (index.describes(attributes.size(), time)) {
                    return index;
                }
                why = "the archive has changed since";
            } catch (IOException e) {
                why = "it cannot be used: " + e;
            }
        }
        logger().log(System.Logger.Level.DEBUG, "Making the index " + file + " because " + why);
        ArchiveIndex index = TarScanner.scan(tar, data).build(attributes.size(), time,
                        new byte[ArchiveIndex.ORIGIN_SIZE]);
        try {
            index.save(file);
        } catch (IOException e) {
            // The index only saves time, and archives often lie in folders that cannot be written.
            logger().log(System.Logger.Level.DEBUG, "Cannot keep the index " + file + ": " + e);
        }
        return index;
    }

    @Override
    FileContent content(int node) throws CorruptArchiveException {
        int bit = 1 << node % BITS;
        if ((verified.get(node / BITS) & bit) == 0) {
            check(node);
            verified.accumulateAndGet(node / BITS, bit, (a, b) -> a | b);
        }
        return new SegmentContent(this, bytes(node));
    }

    @Override
    String linkTarget(int node) {
        return index.targetInNames(node);
    }

    @Override
    public void verify() throws CorruptArchiveException {
        for (int node = 0; node < index.size(); node++) {
            if (index.type(node) == FileType.REGULAR) {
                check(node);
            }
        }
    }

    /** As {@link #verify}, for all who use the archive in this process. */
    void verifyOnce() throws CorruptArchiveException {
        for (int node = 0; node < index.size(); node++) {
            if (index.type(node) == FileType.REGULAR) {
                content(node);
            }
        }
    }

    private MemorySegment bytes(int node) {
        return data.asSlice(index.offset(node), index.size(node));
    }

    private void check(int node) throws CorruptArchiveException {
        if (TarScanner.checksum(bytes(node)) != index.checksum(node)) {
            throw new CorruptArchiveException(archive, index.offset(node),
                            "the checksum does not match the contents of " + index.path(node));
        }
    }
}
