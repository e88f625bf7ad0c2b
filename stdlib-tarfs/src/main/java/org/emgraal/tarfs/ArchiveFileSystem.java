// SPDX-License-Identifier: Apache-2.0
package org.emgraal.tarfs;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.SoftReference;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.emgraal.libc.Errno;
import org.emgraal.libc.ErrnoException;
import org.emgraal.libc.fs.FileContent;
import org.emgraal.libc.fs.FileSystem;
import org.emgraal.libc.fs.FileSystemStatus;
import org.emgraal.libc.fs.Node;

/**
 * The files of an archive, read-only and where they are: an {@link ArchiveIndex} says which there are, the archive
 * itself is mapped into memory. Nothing here changes after opening, therefore one instance serves all contexts and
 * threads of a process; it goes away with the garbage collector, not with {@link #close}.
 *
 * <p>The archive must not change while it is open. A file that turns out damaged fails with {@code EIO}, and the
 * reason goes to the system logger {@code org.emgraal.tarfs}.
 */
public abstract sealed class ArchiveFileSystem implements FileSystem permits TarFileSystem, ZipFileSystem {
    /** {@code st_dev} numbers, well above those libc gives to its own file systems. */
    private static final AtomicLong DEVICES = new AtomicLong(0x7A00);
    /** By path, class, size, time and inode, as a damaged one is replaced by one of the same time: not a record, whose hashCode costs milliseconds at the first call. */
    private static final Map<List<?>, SoftReference<ArchiveFileSystem>> OPEN = new ConcurrentHashMap<>();

    final long device = DEVICES.getAndIncrement();
    final Path archive;
    final ArchiveIndex index;
    final MemorySegment data;
    private final ArchiveNode root;

    ArchiveFileSystem(Path archive, ArchiveIndex index, MemorySegment data) {
        this.archive = archive;
        this.index = index;
        this.data = data;
        this.root = new ArchiveNode(this, ArchiveIndex.ROOT);
    }

    public final Path archive() {
        return archive;
    }

    @Override
    public final Node root() {
        return root;
    }

    @Override
    public final boolean readOnly() {
        return true;
    }

    @Override
    public final FileSystemStatus status(Node node) {
        long blocks = Math.ceilDiv(data.byteSize(), TarHeader.BLOCK);
        return new FileSystemStatus(0, TarHeader.BLOCK, blocks, 0, 0, index.size(), 0, true);
    }

    /** The bytes of a regular file. */
    abstract FileContent content(int node) throws CorruptArchiveException;

    /** Where a symbolic link leads. */
    abstract String linkTarget(int node) throws CorruptArchiveException;

    /**
     * Reads every file of the archive and compares it with its checksum.
     *
     * @throws CorruptArchiveException for the first damaged file, naming it and its offset
     */
    public abstract void verify() throws CorruptArchiveException;

    ErrnoException inputOutputError(CorruptArchiveException e) {
        logger().log(System.Logger.Level.ERROR, e.getMessage());
        return new ErrnoException(Errno.EIO);
    }

    // ---- opening

    interface Opener<T extends ArchiveFileSystem> {
        T open(Path archive, BasicFileAttributes attributes, MemorySegment data) throws IOException;
    }

    /** The instance this process has for an archive, else a new one. */
    static <T extends ArchiveFileSystem> T shared(Path archive, Class<T> kind, Opener<T> opener) throws IOException {
        Path real = archive.toRealPath();
        BasicFileAttributes attributes = Files.readAttributes(real, BasicFileAttributes.class);
        List<?> identity = List.of(real, kind, attributes.size(), attributes.lastModifiedTime().toMillis(),
                        String.valueOf(attributes.fileKey()));
        SoftReference<ArchiveFileSystem> known = OPEN.get(identity);
        ArchiveFileSystem open = known == null ? null : known.get();
        if (open == null) {
            open = opener.open(real, attributes, map(real));
            OPEN.values().removeIf(reference -> reference.refersTo(null));
            OPEN.put(identity, new SoftReference<>(open));
        }
        return kind.cast(open);
    }

    private static MemorySegment map(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto());
        }
    }

    /** Made when first needed: a process whose archives are sound need not start the logging system. */
    static System.Logger logger() {
        return System.getLogger("org.emgraal.tarfs");
    }
}
