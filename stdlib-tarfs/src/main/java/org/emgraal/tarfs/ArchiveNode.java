// SPDX-License-Identifier: Apache-2.0
package org.emgraal.tarfs;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.emgraal.libc.fs.Attributes;
import org.emgraal.libc.fs.DirectoryEntry;
import org.emgraal.libc.fs.FileType;
import org.emgraal.libc.fs.Node;
import org.emgraal.libc.fs.OpenFile;
import org.emgraal.libc.fs.RegularFile;

/** A file in an archive: its number in the index. */
final class ArchiveNode extends Node {
    private static final long NANOS = 1_000_000_000L;

    private final ArchiveFileSystem fileSystem;
    private final int number;

    ArchiveNode(ArchiveFileSystem fileSystem, int number) {
        this.fileSystem = fileSystem;
        this.number = number;
    }

    @Override
    public FileType type() {
        return index().type(number);
    }

    @Override
    public int mode() {
        return index().mode(number);
    }

    @Override
    public Attributes attributes() {
        long nanos = index().modifiedNanos(number);
        Instant modified = Instant.ofEpochSecond(Math.floorDiv(nanos, NANOS), Math.floorMod(nanos, NANOS));
        long size = index().size(number);
        // Counting subdirectories would mean scanning: 1 says "unknown", as on other file systems without that count.
        int links = isDirectory() ? 1 : index().linkCount(number);
        return new Attributes(fileSystem.device, inode(number), mode(), links, 0, 0, 0, size,
                        Math.ceilDiv(index().storedSize(number), TarHeader.BLOCK), modified, modified, modified);
    }

    @Override
    public Node lookup(String name) {
        if (!isDirectory()) {
            return super.lookup(name);
        }
        int found = index().lookup(number, name);
        return found == ArchiveIndex.ABSENT ? null : new ArchiveNode(fileSystem, found);
    }

    @Override
    public List<DirectoryEntry> list() {
        if (!isDirectory()) {
            return super.list();
        }
        int first = index().firstChild(number);
        int count = index().childCount(number);
        List<DirectoryEntry> entries = new ArrayList<>(count);
        for (int child = first; child < first + count; child++) {
            entries.add(new DirectoryEntry(index().name(child), index().type(child), inode(child)));
        }
        return entries;
    }

    @Override
    public String readLink() {
        if (type() != FileType.SYMBOLIC_LINK) {
            return super.readLink();
        }
        try {
            return fileSystem.linkTarget(number);
        } catch (CorruptArchiveException e) {
            throw fileSystem.inputOutputError(e);
        }
    }

    @Override
    public OpenFile open(int flags) {
        if (type() != FileType.REGULAR) {
            return super.open(flags);
        }
        try {
            return new RegularFile(this, flags, fileSystem.content(number));
        } catch (CorruptArchiveException e) {
            throw fileSystem.inputOutputError(e);
        }
    }

    /** Hard links to the same file are the same file. */
    @Override
    public boolean equals(Object other) {
        return other instanceof ArchiveNode that && fileSystem == that.fileSystem
                        && index().identity(number) == index().identity(that.number);
    }

    @Override
    public int hashCode() {
        return index().identity(number);
    }

    @Override
    public String toString() {
        return fileSystem.archive + "!/" + index().path(number);
    }

    private long inode(int node) {
        return index().identity(node) + 1L;
    }

    private ArchiveIndex index() {
        return fileSystem.index;
    }
}
