// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.fs;

import java.nio.ByteBuffer;
import org.emgraal.libc.Errno;
import org.emgraal.libc.ErrnoException;
import org.emgraal.libc.abi.OpenFlags;
import org.emgraal.libc.abi.Whence;

/** A regular file opened: its {@link FileContent} and an offset. */
public class RegularFile extends OpenFile {


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
            case Whence.SEEK_SET -> 0;
            case Whence.SEEK_CUR -> offset;
            case Whence.SEEK_END -> content.size();
            // A file without known holes is data up to its end.
            case Whence.SEEK_DATA, Whence.SEEK_HOLE -> {
                if (distance < 0 || distance >= content.size()) {
                    throw new ErrnoException(Errno.ENXIO);
                }
                yield whence == Whence.SEEK_DATA ? 0 : content.size() - distance;
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
