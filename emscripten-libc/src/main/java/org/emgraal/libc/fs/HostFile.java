// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.fs;

import org.emgraal.libc.Errno;
import org.emgraal.libc.ErrnoException;

/** A host file opened. Java cannot ask an open file for its attributes, so its path is asked while it leads here. */
final class HostFile extends RegularFile {

    private final HostNode node;
    private final HostContent content;
    private Attributes last;

    HostFile(HostNode node, int flags, Attributes attributes, HostContent content) {
        super(node, flags, content);
        this.node = node;
        this.content = content;
        this.last = attributes;
    }

    @Override
    public Attributes attributes() {
        Attributes now = node.attributesIfSame();
        if (now != null) {
            return last = now;
        }
        // The file has lost its name: what is known of it, with the size the channel still knows.
        return new Attributes(last.device(), last.inode(), last.mode(), 0, last.user(), last.group(), 0, content.size(),
                        Math.ceilDiv(content.size(), 512L), last.accessed(), last.modified(), last.changed());
    }

    @Override
    public boolean lock(Object process, RecordLock lock) {
        return node.lock(process, lock);
    }

    @Override
    public RecordLock excluding(Object process, RecordLock lock) {
        return node.excluding(process, lock);
    }

    @Override
    public void truncate(long size) {
        if (!writable()) {
            throw new ErrnoException(Errno.EINVAL);
        }
        content.truncate(size);
    }
}
