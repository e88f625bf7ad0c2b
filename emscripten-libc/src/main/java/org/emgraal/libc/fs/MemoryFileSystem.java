// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.fs;

import java.util.concurrent.atomic.AtomicLong;

/** Files in Java's heap: what a program starts with as its root and {@code /tmp}. */
public class MemoryFileSystem implements FileSystem {

    private static final AtomicLong DEVICES = new AtomicLong(1);

    /** Distinguishes the files of different file systems, as {@code st_dev}. */
    final long device = DEVICES.getAndIncrement();
    private final MemoryDirectory root;
    private long lastInode;

    public MemoryFileSystem() {
        this(0755);
    }

    /** @param rootMode permission bits of the root directory */
    public MemoryFileSystem(int rootMode) {
        root = new MemoryDirectory(this, rootMode);
    }

    @Override
    public MemoryDirectory root() {
        return root;
    }

    long nextInode() {
        return ++lastInode;
    }

    /** The number of a further file system, for {@code st_dev}. */
    static long nextDevice() {
        return DEVICES.getAndIncrement();
    }
}
