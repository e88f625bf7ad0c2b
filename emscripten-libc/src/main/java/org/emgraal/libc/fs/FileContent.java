// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.fs;

import java.nio.ByteBuffer;
import org.emgraal.libc.Errno;
import org.emgraal.libc.ErrnoException;

/** The bytes of an open regular file, at any offset. The defaults are those of a file that cannot change. */
public interface FileContent {

    long size();

    /**
     * Reads from {@code offset} into {@code target} and advances it; fewer bytes than remain in it only at the end
     * of the file.
     *
     * @return the number of bytes, 0 at or after the end of the file
     */
    int read(long offset, ByteBuffer target);

    /** Writes all of {@code source} at {@code offset}; a gap before it reads as zeros. */
    default int write(long offset, ByteBuffer source) {
        throw new ErrnoException(Errno.EBADF);
    }

    default void truncate(long size) {
        throw new ErrnoException(Errno.EINVAL);
    }

    /** Makes the data durable. */
    default void sync() {
    }

    /** Releases the bytes; called once. */
    default void close() {
    }
}
