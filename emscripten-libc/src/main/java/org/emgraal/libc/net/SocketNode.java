// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.net;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.emgraal.libc.fs.Attributes;
import org.emgraal.libc.fs.FileType;
import org.emgraal.libc.fs.Node;

/** What {@code fstat} says of a socket. */
final class SocketNode extends Node {

    /** Linux's first anonymous device is as good a number for "sockfs" as any that no file system has. */
    private static final int DEVICE = 0xFFFF;
    private static final int PERMISSIONS = 0777;
    private static final AtomicLong INODES = new AtomicLong(1);

    private final long inode = INODES.getAndIncrement();
    private final int user;
    private final int group;

    SocketNode(int user, int group) {
        this.user = user;
        this.group = group;
    }

    /** The node of a further socket of the same owner. */
    SocketNode another() {
        return new SocketNode(user, group);
    }

    @Override
    public FileType type() {
        return FileType.SOCKET;
    }

    @Override
    public Attributes attributes() {
        return new Attributes(DEVICE, inode, 0140000 | PERMISSIONS, 1, user, group, 0, 0, 0, Instant.EPOCH,
                        Instant.EPOCH, Instant.EPOCH);
    }
}
