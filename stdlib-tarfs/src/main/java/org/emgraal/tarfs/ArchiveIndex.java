// SPDX-License-Identifier: Apache-2.0
package org.emgraal.tarfs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.emgraal.libc.fs.FileType;
import org.emgraal.libc.fs.GuestText;

/**
 * Which files an archive holds and where their bytes are. Immutable, one array of little-endian bytes, the same in
 * memory and on disk, so that reading it is one read and nothing is built from it:
 *
 * <pre>
 * header   80 bytes   magic, version, counts; size and time of the archive; origin; CRC-32C of all this
 * nodes    64 each    breadth first, so that the children of a directory are neighbours; node 0 is the root
 * slots    4 each     hash table of node numbers by (parent, name), open addressing, at most half full
 * names               UTF-8, without terminators; also the targets of symbolic links
 * </pre>
 *
 * A lookup of one name is one probe of the table; listing a directory reads its children only.
 */
final class ArchiveIndex {
    static final int ROOT = 0;
    static final int ABSENT = -1;
    static final int ORIGIN_SIZE = 32;

    static final int HEADER_SIZE = 80;
    static final int NODE_SIZE = 64;
    static final long MAGIC = 0x58444E4947524D45L; // "EMRGINDX" in little-endian order
    static final int VERSION = 1;

    // Header fields.
    static final int VERSION_AT = 8;
    static final int NODES_AT = 12;
    static final int SLOTS_AT = 16;
    static final int NAMES_SIZE_AT = 20;
    static final int ARCHIVE_SIZE_AT = 24;
    static final int ARCHIVE_TIME_AT = 32;
    static final int ORIGIN_AT = 40;
    static final int CHECKSUM_AT = 72;

    // Node fields.
    static final int NAME = 0;
    static final int NAME_LENGTH = 4;
    static final int PARENT = 8;
    static final int FIRST_CHILD = 12;
    /** Children of a directory; names of any other file. */
    static final int CHILDREN_OR_LINKS = 16;
    /** Low half: type and permissions; high half: compression method. */
    static final int MODE_AND_METHOD = 20;
    static final int MODIFIED = 24;
    static final int OFFSET = 32;
    static final int STORED_SIZE = 40;
    static final int SIZE = 48;
    static final int CHECKSUM = 56;
    /** The number of the node that stands for the file itself: equal for hard links. */
    static final int IDENTITY = 60;

    private final byte[] bytes;
    /** The same bytes, only ever read at absolute positions and therefore by any thread. */
    private final ByteBuffer fields;
    private final int nodes;
    private final int slotMask;
    private final int slotsAt;
    private final int namesAt;

    /** @param bytes in the format above, already checked or just built */
    ArchiveIndex(byte[] bytes) {
        this.bytes = bytes;
        fields = littleEndian(bytes);
        nodes = fields.getInt(NODES_AT);
        int slots = fields.getInt(SLOTS_AT);
        slotMask = slots - 1;
        slotsAt = HEADER_SIZE + nodes * NODE_SIZE;
        namesAt = slotsAt + slots * Integer.BYTES;
    }

    // ---- questions

    int size() {
        return nodes;
    }

    /** The number of the file called {@code name} in a directory, or {@link #ABSENT}. */
    int lookup(int directory, String name) {
        byte[] wanted = GuestText.encode(name);
        for (int slot = hash(directory, wanted);; slot++) {
            int node = fields.getInt(slotsAt + (slot & slotMask) * Integer.BYTES);
            if (node == ABSENT || field(node, PARENT) == directory && nameEquals(node, wanted)) {
                return node;
            }
        }
    }

    /** The number of the file with a path relative to the root, or {@link #ABSENT}. */
    int find(String path) {
        int node = ROOT;
        for (String name : path.split("/")) {
            if (!name.isEmpty() && node != ABSENT) {
                node = lookup(node, name);
            }
        }
        return node;
    }

    int firstChild(int directory) {
        return field(directory, FIRST_CHILD);
    }

    int childCount(int directory) {
        return field(directory, CHILDREN_OR_LINKS);
    }

    int linkCount(int file) {
        return field(file, CHILDREN_OR_LINKS);
    }

    String name(int node) {
        int from = namesAt + field(node, NAME);
        return GuestText.decode(Arrays.copyOfRange(bytes, from, from + field(node, NAME_LENGTH)));
    }

    /** The path below the root, without a leading slash. */
    String path(int node) {
        int parent = field(node, PARENT);
        return node == ROOT ? "" : parent == ROOT ? name(node) : path(parent) + "/" + name(node);
    }

    /** Type and permissions, as {@code st_mode}. */
    int mode(int node) {
        return field(node, MODE_AND_METHOD) & 0xFFFF;
    }

    FileType type(int node) {
        return FileType.ofMode(mode(node));
    }

    int method(int node) {
        return field(node, MODE_AND_METHOD) >>> 16;
    }

    long modifiedNanos(int node) {
        return longField(node, MODIFIED);
    }

    long offset(int node) {
        return longField(node, OFFSET);
    }

    long storedSize(int node) {
        return longField(node, STORED_SIZE);
    }

    long size(int node) {
        return longField(node, SIZE);
    }

    int checksum(int node) {
        return field(node, CHECKSUM);
    }

    int identity(int node) {
        return field(node, IDENTITY);
    }

    /** A symbolic link's target that is kept among the names, where {@link #offset} points. */
    String targetInNames(int node) {
        int from = namesAt + (int) offset(node);
        return GuestText.decode(Arrays.copyOfRange(bytes, from, from + (int) size(node)));
    }

    /** What the archive was built from, as its builder has noted; zeros if nothing. */
    byte[] origin() {
        return Arrays.copyOfRange(bytes, ORIGIN_AT, ORIGIN_AT + ORIGIN_SIZE);
    }

    /** Whether this index belongs to an archive of that size and modification time. */
    boolean describes(long archiveSize, long archiveTimeMillis) {
        return fields.getLong(ARCHIVE_SIZE_AT) == archiveSize
                        && fields.getLong(ARCHIVE_TIME_AT) == archiveTimeMillis;
    }

    // ---- disk

    /**
     * Reads an index written by {@link #save}.
     *
     * @throws CorruptArchiveException if it is damaged or of another version of this class
     */
    static ArchiveIndex load(Path file) throws IOException {
        return parse(file, Files.readAllBytes(file));
    }

    /** As {@link #load}; the file's name is for error messages. */
    static ArchiveIndex parse(Path file, byte[] bytes) throws CorruptArchiveException {
        if (bytes.length < HEADER_SIZE) {
            throw new CorruptArchiveException(file, bytes.length, "the index ends within its header");
        }
        ByteBuffer header = littleEndian(bytes);
        if (header.getLong(0) != MAGIC) {
            throw new CorruptArchiveException(file, 0, "not an archive index");
        }
        if (header.getInt(VERSION_AT) != VERSION) {
            throw new CorruptArchiveException(file, VERSION_AT, "index version " + header.getInt(VERSION_AT)
                            + " instead of " + VERSION);
        }
        if (header.getInt(CHECKSUM_AT) != checksum(bytes)) {
            throw new CorruptArchiveException(file, CHECKSUM_AT, "the checksum does not match the index");
        }
        return new ArchiveIndex(bytes);
    }

    /** Replaces {@code file} in one step, so that a concurrent reader sees the old or the new index. */
    void save(Path file) throws IOException {
        Path absolute = file.toAbsolutePath();
        // Not one of Java's temporary files, which other users could not read.
        String writer = ProcessHandle.current().pid() + "-" + Thread.currentThread().threadId();
        Path temporary = absolute.resolveSibling(absolute.getFileName() + "." + writer + ".new");
        try {
            Files.write(temporary, bytes);
            try {
                Files.move(temporary, absolute, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(temporary, absolute, StandardCopyOption.REPLACE_EXISTING);
            }
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** CRC-32C of an index, its own field taken as zero. */
    static int checksum(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, CHECKSUM_AT);
        crc.update(new byte[Integer.BYTES]);
        crc.update(bytes, CHECKSUM_AT + Integer.BYTES, bytes.length - CHECKSUM_AT - Integer.BYTES);
        return (int) crc.getValue();
    }

    // ---- layout

    /** The slot to probe first; the next ones follow it. */
    static int hash(int directory, byte[] name) {
        int hash = directory * 0x9E3779B1;
        for (byte b : name) {
            hash = hash * 31 + b;
        }
        return hash ^ hash >>> 16;
    }

    static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private int field(int node, int field) {
        return fields.getInt(HEADER_SIZE + node * NODE_SIZE + field);
    }

    private long longField(int node, int field) {
        return fields.getLong(HEADER_SIZE + node * NODE_SIZE + field);
    }

    private boolean nameEquals(int node, byte[] wanted) {
        int from = namesAt + field(node, NAME);
        return Arrays.equals(bytes, from, from + field(node, NAME_LENGTH), wanted, 0, wanted.length);
    }
}
