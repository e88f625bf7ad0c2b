// SPDX-License-Identifier: Apache-2.0
package org.emgraal.tarfs;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import org.emgraal.libc.fs.FileContent;

/** The bytes of a file that are in memory already; a read is one copy from there to the reader. */
record SegmentContent(ArchiveFileSystem fileSystem, MemorySegment bytes) implements FileContent {

    @Override
    public long size() {
        return bytes.byteSize();
    }

    @Override
    public int read(long offset, ByteBuffer target) {
        if (offset < 0 || offset >= bytes.byteSize()) {
            return 0;
        }
        int count = (int) Math.min(target.remaining(), bytes.byteSize() - offset);
        try {
            target.put(bytes.asSlice(offset, count).asByteBuffer());
        } catch (InternalError e) {
            // The page is gone: the host has cut the mapped archive short.
            throw fileSystem.inputOutputError(new CorruptArchiveException(fileSystem.archive(), offset,
                            "the file was changed while in use"));
        }
        return count;
    }
}
