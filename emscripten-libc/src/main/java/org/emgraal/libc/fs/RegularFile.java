// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.fs;

import java.nio.ByteBuffer;
import org.emgraal.libc.Errno;
import org.emgraal.libc.ErrnoException;
import org.emgraal.libc.abi.OpenFlags;

/** A regular file opened: its {@link FileContent} and an offset. */
public class RegularFile extends OpenFile {

    private static final int SEEK_SET = 0;
    private static final int SEEK_CUR = 1;
    private static final int SEEK_END = 2;
    /** Linux extensions; a file without known holes is data up to its end. */
    private static final int SEEK_DATA = 3;
    private static final int SEEK_HOLE = 4;

    private final FileContent content;
    private long offset;

    public RegularFile(Node node, int flags, FileContent content) {
        super(node, flags);
        this.content = content;
    }

    @Override
    public int read(ByteBuffer target) {
        int count = read(offset, target);
        offset += count;
        return count;
    }

    @Override
    public int write(ByteBuffer source) {
        if ((flags() & OpenFlags.O_APPEND) != 0) {
            offset = content.size();
        }
        int count = write(offset, source);
        offset += count;
        return count;
    }

    @Override
    public int read(long at, ByteBuffer target) {
        return target.hasRemaining() ? content.read(at, target) : 0;
    }

    @Override
    public int write(long at, ByteBuffer source) {
        if (at > Long.MAX_VALUE - source.remaining()) {
            throw new ErrnoException(Errno.EFBIG);
        }
        return source.hasRemaining() ? content.write(at, source) : 0;
    }

    @Override
    public long seek(long distance, int whence) {
        long base = switch (whence) {
            case SEEK_SET -> 0;
            case SEEK_CUR -> offset;
            case SEEK_END -> content.size();
            case SEEK_DATA, SEEK_HOLE -> {
                if (distance < 0 || distance >= content.size()) {
                    throw new ErrnoException(Errno.ENXIO);
                }
                yield whence == SEEK_DATA ? 0 : content.size() - distance;
            }
            default -> throw new ErrnoException(Errno.EINVAL);
        };
        long target = base + distance;
        if (target < 0) {
            // Adding to a base that is never negative wraps only upwards (POSIX lseek: EOVERFLOW).
            throw new ErrnoException(distance > 0 ? Errno.EOVERFLOW : Errno.EINVAL);
        }
        return offset = target;
    }

    @Override
    public void truncate(long size) {
        if (!writable()) {
            throw new ErrnoException(Errno.EINVAL);
        }
        content.truncate(size);
    }

    @Override
    public void allocate(long from, long length) {
        if (from > Long.MAX_VALUE - length) {
            throw new ErrnoException(Errno.EFBIG);
        }
        if (from + length > content.size()) {
            content.truncate(from + length);
        }
    }

    @Override
    public void sync() {
        content.sync();
    }

    @Override
    protected void close() {
        content.close();
    }
}
