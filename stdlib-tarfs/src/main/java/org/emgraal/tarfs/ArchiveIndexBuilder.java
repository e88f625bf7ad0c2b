// SPDX-License-Identifier: Apache-2.0
package org.emgraal.tarfs;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.emgraal.libc.fs.FileType;
import org.emgraal.libc.fs.GuestText;

/**
 * Puts the members of an archive into a tree and writes the tree as an {@link ArchiveIndex}. Directories that only
 * appear in the paths of others are made up; of two members with the same path the later one counts, as if the
 * archive were unpacked.
 */
final class ArchiveIndexBuilder {
    private static final int IMPLIED_DIRECTORY_MODE = 0755;

    private final Path archive;
    private final File root = new File(null, "");

    ArchiveIndexBuilder(Path archive) {
        this.archive = archive;
        root.member = directory("", 0);
    }

    /**
     * Adds a member.
     *
     * @param headerOffset where the archive describes it, for the error message
     * @throws CorruptArchiveException if its path leaves the archive or runs through a file, or a hard link's target
     * is absent
     */
    void add(ArchiveMember member, long headerOffset) throws CorruptArchiveException {
        File file = reach(member.path(), headerOffset);
        if (member.hardLink()) {
            File target = reach(member.target(), headerOffset).first();
            if (target.member == null || target.isDirectory()) {
                throw new CorruptArchiveException(archive, headerOffset,
                        "hard link " + member.path() + " to " + member.target() + ", which is no file before it");
            }
            if (file != target) {
                file.member = target.member;
                file.linkedTo = target;
            }
            return;
        }
        if ((file == root || !file.children.isEmpty()) && member.type() != FileType.DIRECTORY) {
            throw new CorruptArchiveException(archive, headerOffset, member.path() + " is both a directory and not");
        }
        file.member = member;
        file.linkedTo = null;
    }

    /** The file at a path, with all directories on the way. */
    private File reach(String path, long headerOffset) throws CorruptArchiveException {
        File file = root;
        for (String name : path.split("/")) {
            if (name.isEmpty() || name.equals(".")) {
                continue;
            }
            if (name.equals("..") || name.indexOf('\0') >= 0) {
                throw new CorruptArchiveException(archive, headerOffset, "the path " + path
                                + " is not one inside the archive");
            }
            if (file.member == null) {
                file.member = directory(path, root.member.modifiedNanos());
            } else if (!file.isDirectory()) {
                throw new CorruptArchiveException(archive, headerOffset, "the path " + path
                                + " runs through a file that is no directory");
            }
            File parent = file;
            file = parent.children.computeIfAbsent(name, n -> new File(parent, n));
        }
        return file;
    }

    /** @param origin {@link ArchiveIndex#ORIGIN_SIZE} bytes of the builder's choice */
    ArchiveIndex build(long archiveSize, long archiveTimeMillis, byte[] origin) {
        List<File> files = numberBreadthFirst();
        ByteArrayOutputStream names = new ByteArrayOutputStream();
        int slots = Integer.highestOneBit(files.size() * 2) * 2;
        int slotsAt = ArchiveIndex.HEADER_SIZE + files.size() * ArchiveIndex.NODE_SIZE;
        int namesAt = slotsAt + slots * Integer.BYTES;
        ByteBuffer head = ArchiveIndex.littleEndian(new byte[namesAt]);
        for (int slot = 0; slot < slots; slot++) {
            head.putInt(slotsAt + slot * Integer.BYTES, ArchiveIndex.ABSENT);
        }
        for (File file : files) {
            byte[] name = GuestText.encode(file.name);
            writeNode(head, file, names, name);
            if (file != root) {
                int slot = ArchiveIndex.hash(file.parent.number, name);
                while (head.getInt(slotsAt + (slot & slots - 1) * Integer.BYTES) != ArchiveIndex.ABSENT) {
                    slot++;
                }
                head.putInt(slotsAt + (slot & slots - 1) * Integer.BYTES, file.number);
            }
        }
        head.putLong(0, ArchiveIndex.MAGIC);
        head.putInt(ArchiveIndex.VERSION_AT, ArchiveIndex.VERSION);
        head.putInt(ArchiveIndex.NODES_AT, files.size());
        head.putInt(ArchiveIndex.SLOTS_AT, slots);
        head.putInt(ArchiveIndex.NAMES_SIZE_AT, names.size());
        head.putLong(ArchiveIndex.ARCHIVE_SIZE_AT, archiveSize);
        head.putLong(ArchiveIndex.ARCHIVE_TIME_AT, archiveTimeMillis);
        head.put(ArchiveIndex.ORIGIN_AT, origin, 0, ArchiveIndex.ORIGIN_SIZE);
        byte[] bytes = Arrays.copyOf(head.array(), namesAt + names.size());
        System.arraycopy(names.toByteArray(), 0, bytes, namesAt, names.size());
        ArchiveIndex.littleEndian(bytes).putInt(ArchiveIndex.CHECKSUM_AT, ArchiveIndex.checksum(bytes));
        return new ArchiveIndex(bytes);
    }

    private List<File> numberBreadthFirst() {
        List<File> files = new ArrayList<>(List.of(root));
        Map<File, Integer> links = new HashMap<>();
        for (int i = 0; i < files.size(); i++) {
            File file = files.get(i);
            file.number = i;
            file.firstChild = files.size();
            file.children.values().removeIf(child -> child.member == null);
            files.addAll(file.children.values());
            links.merge(file.first(), 1, Integer::sum);
        }
        files.forEach(file -> file.links = links.get(file.first()));
        return files;
    }

    private static void writeNode(ByteBuffer head, File file, ByteArrayOutputStream names, byte[] name) {
        ArchiveMember member = file.member;
        int at = ArchiveIndex.HEADER_SIZE + file.number * ArchiveIndex.NODE_SIZE;
        boolean directory = file.isDirectory();
        head.putInt(at + ArchiveIndex.NAME, names.size());
        head.putInt(at + ArchiveIndex.NAME_LENGTH, name.length);
        names.writeBytes(name);
        long offset = member.offset();
        long size = member.size();
        if (member.target() != null) {
            byte[] target = GuestText.encode(member.target());
            offset = names.size();
            size = target.length;
            names.writeBytes(target);
        }
        head.putInt(at + ArchiveIndex.PARENT, file.parent == null ? ArchiveIndex.ABSENT
                        : file.parent.number);
        head.putInt(at + ArchiveIndex.FIRST_CHILD, directory ? file.firstChild : ArchiveIndex.ABSENT);
        head.putInt(at + ArchiveIndex.CHILDREN_OR_LINKS, directory ? file.children.size() : file.links);
        head.putInt(at + ArchiveIndex.MODE_AND_METHOD,
                        member.type().modeBits() | member.mode() | member.method() << 16);
        head.putLong(at + ArchiveIndex.MODIFIED, member.modifiedNanos());
        head.putLong(at + ArchiveIndex.OFFSET, offset);
        head.putLong(at + ArchiveIndex.STORED_SIZE, member.storedSize());
        head.putLong(at + ArchiveIndex.SIZE, size);
        head.putInt(at + ArchiveIndex.CHECKSUM, member.checksum());
        head.putInt(at + ArchiveIndex.IDENTITY, file.first().number);
    }

    private static ArchiveMember directory(String path, long modifiedNanos) {
        return new ArchiveMember(path, FileType.DIRECTORY, IMPLIED_DIRECTORY_MODE, modifiedNanos, 0, 0, 0, 0, 0,
                        null, false);
    }

    /** A file while the tree grows; without a member until its own header is seen. */
    private static final class File {
        final File parent;
        final String name;
        /** Sorted, which makes equal archives have equal indexes. */
        final Map<String, File> children = new TreeMap<>();
        ArchiveMember member;
        File linkedTo;
        int number;
        int firstChild;
        int links;

        File(File parent, String name) {
            this.parent = parent;
            this.name = name;
        }

        boolean isDirectory() {
            return member.type() == FileType.DIRECTORY;
        }

        /** The file this is another name of, unless that name has been given to something else since. */
        File first() {
            return linkedTo == null || linkedTo.member != member ? this : linkedTo.first();
        }
    }
}
