// SPDX-License-Identifier: Apache-2.0
package org.emgraal.tarfs;

import java.io.ByteArrayOutputStream;
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
        byte[] head = new byte[slotsAt + slots * Integer.BYTES];
        for (int slot = 0; slot < slots; slot++) {
            ArchiveIndex.putInt(head, slotsAt + slot * Integer.BYTES, ArchiveIndex.ABSENT);
        }
        for (File file : files) {
            byte[] name = GuestText.encode(file.name);
            writeNode(head, file, names, name);
            if (file != root) {
                int slot = ArchiveIndex.hash(file.parent.number, name);
                while (ArchiveIndex.getInt(head, slotsAt + (slot & slots - 1) * Integer.BYTES) != ArchiveIndex.ABSENT) {
                    slot++;
                }
                ArchiveIndex.putInt(head, slotsAt + (slot & slots - 1) * Integer.BYTES, file.number);
            }
        }
        byte[] bytes = Arrays.copyOf(head, head.length + names.size());
        System.arraycopy(names.toByteArray(), 0, bytes, head.length, names.size());
        ArchiveIndex.putLong(bytes, 0, ArchiveIndex.MAGIC);
        ArchiveIndex.putInt(bytes, ArchiveIndex.VERSION_AT, ArchiveIndex.VERSION);
        ArchiveIndex.putInt(bytes, ArchiveIndex.NODES_AT, files.size());
        ArchiveIndex.putInt(bytes, ArchiveIndex.SLOTS_AT, slots);
        ArchiveIndex.putInt(bytes, ArchiveIndex.NAMES_SIZE_AT, names.size());
        ArchiveIndex.putLong(bytes, ArchiveIndex.ARCHIVE_SIZE_AT, archiveSize);
        ArchiveIndex.putLong(bytes, ArchiveIndex.ARCHIVE_TIME_AT, archiveTimeMillis);
        System.arraycopy(origin, 0, bytes, ArchiveIndex.ORIGIN_AT, ArchiveIndex.ORIGIN_SIZE);
        ArchiveIndex.putInt(bytes, ArchiveIndex.CHECKSUM_AT, ArchiveIndex.checksum(bytes));
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

    private static void writeNode(byte[] head, File file, ByteArrayOutputStream names, byte[] name) {
        ArchiveMember member = file.member;
        int at = ArchiveIndex.HEADER_SIZE + file.number * ArchiveIndex.NODE_SIZE;
        boolean directory = file.isDirectory();
        ArchiveIndex.putInt(head, at + ArchiveIndex.NAME, names.size());
        ArchiveIndex.putInt(head, at + ArchiveIndex.NAME_LENGTH, name.length);
        names.writeBytes(name);
        long offset = member.offset();
        long size = member.size();
        if (member.target() != null) {
            byte[] target = GuestText.encode(member.target());
            offset = names.size();
            size = target.length;
            names.writeBytes(target);
        }
        ArchiveIndex.putInt(head, at + ArchiveIndex.PARENT, file.parent == null ? ArchiveIndex.ABSENT
                        : file.parent.number);
        ArchiveIndex.putInt(head, at + ArchiveIndex.FIRST_CHILD, directory ? file.firstChild : ArchiveIndex.ABSENT);
        ArchiveIndex.putInt(head, at + ArchiveIndex.CHILDREN_OR_LINKS, directory ? file.children.size() : file.links);
        ArchiveIndex.putInt(head, at + ArchiveIndex.MODE_AND_METHOD,
                        member.type().modeBits() | member.mode() | member.method() << 16);
        ArchiveIndex.putLong(head, at + ArchiveIndex.MODIFIED, member.modifiedNanos());
        ArchiveIndex.putLong(head, at + ArchiveIndex.OFFSET, offset);
        ArchiveIndex.putLong(head, at + ArchiveIndex.STORED_SIZE, member.storedSize());
        ArchiveIndex.putLong(head, at + ArchiveIndex.SIZE, size);
        ArchiveIndex.putInt(head, at + ArchiveIndex.CHECKSUM, member.checksum());
        ArchiveIndex.putInt(head, at + ArchiveIndex.IDENTITY, file.first().number);
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
