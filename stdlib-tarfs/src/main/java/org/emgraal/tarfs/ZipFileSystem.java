// SPDX-License-Identifier: Apache-2.0
package org.emgraal.tarfs;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.SoftReference;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.emgraal.libc.fs.FileContent;
import org.emgraal.libc.fs.FileType;
import org.emgraal.libc.fs.GuestText;

/**
 * A zip archive, such as a wheel, as a read-only file system, without unpacking it. Stored files are read in place;
 * a compressed one is inflated as a whole when it is opened, and what was inflated is kept until memory is short.
 */
public final class ZipFileSystem extends ArchiveFileSystem {
    /** Deflate's limit: 258 bytes in two bits. A size beyond it is a lie that must not make us allocate it. */
    private static final int MAX_DEFLATE_RATIO = 1032;

    /** By node: the inflated bytes of compressed files, the checked place in the archive of others. */
    private final AtomicReferenceArray<SoftReference<MemorySegment>> contents;

    private ZipFileSystem(Path archive, MemorySegment data, long modifiedMillis) throws CorruptArchiveException {
        this(archive, ZipScanner.scan(archive, data).build(data.byteSize(), modifiedMillis, new byte[ArchiveIndex.ORIGIN_SIZE]),
                        data);
    }

    private ZipFileSystem(Path archive, ArchiveIndex index, MemorySegment data) {
        super(archive, index, data);
        contents = new AtomicReferenceArray<>(index.size());
    }

    /**
     * Opens a zip archive, or returns the instance this process has open already.
     *
     * @throws CorruptArchiveException if its directory is damaged or it uses what this class does not know
     */
    public static ZipFileSystem open(Path zip) throws IOException {
        return shared(zip, ZipFileSystem.class,
                        (real, attributes, data) -> new ZipFileSystem(real, data, attributes.lastModifiedTime().toMillis()));
    }

    /**
     * An archive whose bytes are in memory; nobody shares it.
     *
     * @param name for error messages
     */
    static ZipFileSystem of(Path name, byte[] content) throws CorruptArchiveException {
        return new ZipFileSystem(name, MemorySegment.ofArray(content), 0);
    }

    @Override
    FileContent content(int node) throws CorruptArchiveException {
        return new SegmentContent(this, bytes(node));
    }

    @Override
    String linkTarget(int node) throws CorruptArchiveException {
        return GuestText.decode(bytes(node).toArray(ValueLayout.JAVA_BYTE));
    }

    @Override
    public void verify() throws CorruptArchiveException {
        for (int node = 0; node < index.size(); node++) {
            if (index.type(node) != FileType.DIRECTORY) {
                read(node);
            }
        }
    }

    /** The bytes of a file that is no directory, checked. */
    MemorySegment bytes(int node) throws CorruptArchiveException {
        SoftReference<MemorySegment> known = contents.get(node);
        MemorySegment bytes = known == null ? null : known.get();
        if (bytes == null) {
            bytes = read(node);
            contents.set(node, new SoftReference<>(bytes));
        }
        return bytes;
    }

    private MemorySegment read(int node) throws CorruptArchiveException {
        long header = index.offset(node);
        MemorySegment stored = data.asSlice(ZipScanner.dataOffset(archive, data, header, index.storedSize(node)),
                        index.storedSize(node));
        MemorySegment bytes = index.method(node) == ZipScanner.STORED ? stored : inflate(node, stored);
        CRC32 crc = new CRC32();
        for (long at = 0; at < bytes.byteSize(); at += 1 << 30) {
            crc.update(bytes.asSlice(at, Math.min(1 << 30, bytes.byteSize() - at)).asByteBuffer());
        }
        if ((int) crc.getValue() != index.checksum(node)) {
            throw new CorruptArchiveException(archive, header, "the checksum does not match the contents of "
                            + index.path(node));
        }
        return bytes;
    }

    private MemorySegment inflate(int node, MemorySegment stored) throws CorruptArchiveException {
        long header = index.offset(node);
        if (index.size(node) > Integer.MAX_VALUE - 8 || stored.byteSize() > Integer.MAX_VALUE) {
            throw new CorruptArchiveException(archive, header,
                            index.path(node) + " is too large to be read compressed");
        }
        if (index.size(node) / MAX_DEFLATE_RATIO > stored.byteSize()) {
            throw new CorruptArchiveException(archive, header, index.path(node) + " cannot have " + index.size(node)
                            + " bytes, deflated to " + stored.byteSize());
        }
        byte[] bytes = new byte[(int) index.size(node)];
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(stored.asByteBuffer());
            int length = 0;
            while (length < bytes.length) {
                int count = inflater.inflate(bytes, length, bytes.length - length);
                if (count == 0) {
                    throw new CorruptArchiveException(archive, header,
                            "the compressed bytes of " + index.path(node) + " end after " + length + " of "
                                            + bytes.length + " bytes");
                }
                length += count;
            }
        } catch (DataFormatException e) {
            throw new CorruptArchiveException(archive, header, "the compressed bytes of " + index.path(node)
                            + " are damaged: " + e.getMessage());
        } finally {
            inflater.end();
        }
        return MemorySegment.ofArray(bytes);
    }
}
