// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.fs;

import java.nio.ByteBuffer;
import java.util.List;
import org.emgraal.libc.Errno;
import org.emgraal.libc.ErrnoException;
import org.emgraal.libc.abi.OpenFlags;

/** A directory opened for listing, or any file opened with {@code O_PATH}. */
public final class DirectoryFile extends OpenFile {

    /** As of the first {@code getdents} since opening or rewinding, so that changes neither repeat nor skip entries. */
    private List<DirectoryEntry> listing;
    private long offset;

    DirectoryFile(Node node, int flags) {
        super(node, flags);
    }

    /** The names in the directory but {@code .} and {@code ..}. */
    public List<DirectoryEntry> listing() {
        requireOpened();
        if (listing == null) {
            listing = node().list();
        }
        return listing;
    }

    public long offset() {
        return offset;
    }

    @Override
    public long seek(long distance, int whence) {
        requireOpened();
        long target = switch (whence) {
            case 0 -> distance;
            case 1 -> offset + distance;
            default -> throw new ErrnoException(Errno.EINVAL);
        };
        if (target < 0) {
            throw new ErrnoException(Errno.EINVAL);
        }
        if (target == 0) {
            listing = null;
        }
        return offset = target;
    }

    @Override
    public int read(ByteBuffer target) {
        requireOpened();
        throw new ErrnoException(Errno.EISDIR);
    }

    @Override
    public int read(long from, ByteBuffer target) {
        return read(target);
    }

    @Override
    public int write(ByteBuffer source) {
        throw new ErrnoException(Errno.EBADF);
    }

    @Override
    public int write(long at, ByteBuffer source) {
        return write(source);
    }

    @Override
    public void sync() {
        requireOpened();
    }

    private void requireOpened() {
        if ((flags() & OpenFlags.O_PATH) != 0) {
            throw new ErrnoException(Errno.EBADF);
        }
    }
}
