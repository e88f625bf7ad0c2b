// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.fs;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The attributes of a file in a {@link MemoryFileSystem}. */
abstract class MemoryNode extends Node {

    final MemoryFileSystem fileSystem;
    private final FileType type;
    private final long inode;
    private int permissions;
    private int user;
    private int group;
    int links = 1;
    private Instant accessed;
    private Instant modified;
    private Instant changed;

    MemoryNode(MemoryFileSystem fileSystem, FileType type, int permissions) {
        this.fileSystem = fileSystem;
        this.type = type;
        this.inode = fileSystem.nextInode();
        this.permissions = permissions;
        accessed = modified = changed = now();
    }

    @Override
    public final FileType type() {
        return type;
    }

    @Override
    public final int mode() {
        return type.modeBits() | permissions;
    }

    final long inode() {
        return inode;
    }

    abstract long size();

    /** Bytes really held. */
    long allocated() {
        return size();
    }

    long specialDevice() {
        return 0;
    }

    @Override
    public final Attributes attributes() {
        return new Attributes(fileSystem.device, inode, mode(), links, user, group, specialDevice(), size(),
                        Math.ceilDiv(allocated(), 512L), accessed, modified, changed);
    }

    /** As fine as {@code utimes} can set, so that a copy can be given the same times. */
    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    /** The contents have changed. */
    final void touch() {
        modified = changed = now();
    }

    /** The attributes have changed. */
    final void touchAttributes() {
        changed = now();
    }

    @Override
    public final void setMode(int newPermissions) {
        permissions = newPermissions;
        touchAttributes();
    }

    @Override
    public final void setOwner(int newUser, int newGroup) {
        user = newUser == -1 ? user : newUser;
        group = newGroup == -1 ? group : newGroup;
        touchAttributes();
    }

    @Override
    public final void setTimes(Instant newAccessed, Instant newModified) {
        accessed = newAccessed == null ? accessed : newAccessed;
        modified = newModified == null ? modified : newModified;
        touchAttributes();
    }
}
