// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.fs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.emgraal.libc.Errno;
import org.emgraal.libc.ErrnoException;

/** A directory in memory; lists its entries in the order of their creation. */
public final class MemoryDirectory extends MemoryNode {

    /** What Linux file systems report for a small directory. */
    private static final int SIZE = 4096;

    private final Map<String, MemoryNode> entries = new LinkedHashMap<>();

    MemoryDirectory(MemoryFileSystem fileSystem, int permissions) {
        super(fileSystem, FileType.DIRECTORY, permissions);
        links = 2;
    }

    @Override
    long size() {
        return SIZE;
    }

    @Override
    public Node lookup(String name) {
        return entries.get(name);
    }

    @Override
    public List<DirectoryEntry> list() {
        List<DirectoryEntry> list = new ArrayList<>(entries.size());
        entries.forEach((name, node) -> list.add(new DirectoryEntry(name, node.type(), node.inode())));
        return list;
    }

    @Override
    public Node create(String name, FileType type, int mode, long specialDevice) {
        return add(name, switch (type) {
            case REGULAR -> new MemoryFile(fileSystem, mode);
            case DIRECTORY -> new MemoryDirectory(fileSystem, mode);
            case FIFO -> new MemoryFifo(fileSystem, mode);
            case CHARACTER_DEVICE, BLOCK_DEVICE, SOCKET ->
                new MemoryDevice(fileSystem, type, mode, specialDevice, null);
            case SYMBOLIC_LINK -> throw new ErrnoException(Errno.EINVAL);
        });
    }

    @Override
    public Node createSymbolicLink(String name, String target) {
        return add(name, new MemoryLink(fileSystem, target));
    }

    @Override
    public void link(String name, Node file) {
        MemoryNode node = (MemoryNode) file;
        if (node.links == 0) {
            throw new ErrnoException(Errno.ENOENT);
        }
        node.links++;
        node.touchAttributes();
        add(name, node);
    }

    @Override
    public void unlink(String name, Node file) {
        MemoryNode node = entries.remove(name);
        node.links--;
        node.touchAttributes();
        touch();
    }

    @Override
    public void removeDirectory(String name, Node directory) {
        ((MemoryDirectory) directory).requireEmpty();
        entries.remove(name);
        forget(directory);
        touch();
    }

    @Override
    public void rename(String name, Node file, Node newParent, String newName, Node replaced) {
        MemoryDirectory target = (MemoryDirectory) newParent;
        if (replaced != null) {
            if (replaced instanceof MemoryDirectory directory) {
                directory.requireEmpty();
            }
            target.forget(target.entries.remove(newName));
        }
        MemoryNode node = entries.remove(name);
        if (node.isDirectory()) {
            links--;
        }
        touch();
        target.add(newName, node);
        node.touchAttributes();
    }

    /** Puts a node under a name; a subdirectory's {@code ..} is a link to this directory. */
    <N extends MemoryNode> N add(String name, N node) {
        // A removed directory that is still somebody's working directory takes no new entries.
        if (links == 0) {
            throw new ErrnoException(Errno.ENOENT);
        }
        entries.put(name, node);
        if (node.isDirectory()) {
            links++;
        }
        touch();
        return node;
    }

    private void forget(Node removed) {
        MemoryNode node = (MemoryNode) removed;
        if (node.isDirectory()) {
            links--;
            node.links = 0;
        } else {
            node.links--;
        }
        node.touchAttributes();
    }

    private void requireEmpty() {
        if (!entries.isEmpty()) {
            throw new ErrnoException(Errno.ENOTEMPTY);
        }
    }
}
