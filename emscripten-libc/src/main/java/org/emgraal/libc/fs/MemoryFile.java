// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.fs;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.emgraal.libc.Errno;
import org.emgraal.libc.ErrnoException;

/**
 * A regular file in memory: chunks of 64 KiB, of which those never written are absent. A file that fits in one chunk
 * takes only about the room it needs.
 */
final class MemoryFile extends MemoryNode implements FileContent {

    private static final int CHUNK_BITS = 16;
    private static final int CHUNK = 1 << CHUNK_BITS;
    /** Keeps the table of chunks below 2²² entries. */
    private static final long MAX_SIZE = 1L << CHUNK_BITS + 22;
    private static final int SMALLEST = 256;
    private static final byte[][] NONE = new byte[0][];

    private byte[][] chunks = NONE;
    private long size;
    private long allocated;

    MemoryFile(MemoryFileSystem fileSystem, int permissions) {
        super(fileSystem, FileType.REGULAR, permissions);
    }

    @Override
    public OpenFile open(int flags) {
        return new RegularFile(this, flags, this);
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    long allocated() {
        return allocated;
    }

    @Override
    public int read(long offset, ByteBuffer target) {
        int count = (int) Math.min(target.remaining(), Math.max(0, size - offset));
        long at = offset;
        for (int left = count; left > 0;) {
            int start = (int) at & CHUNK - 1;
            int length = Math.min(left, CHUNK - start);
            byte[] chunk = chunk(at);
            int held = chunk == null ? 0 : Math.clamp(chunk.length - start, 0, length);
            if (held > 0) {
                target.put(chunk, start, held);
            }
            putZeros(target, length - held);
            at += length;
            left -= length;
        }
        return count;
    }

    private byte[] chunk(long offset) {
        int index = (int) (offset >>> CHUNK_BITS);
        return index < chunks.length ? chunks[index] : null;
    }

    private static void putZeros(ByteBuffer target, int count) {
        int end = target.position() + count;
        if (target.hasArray()) {
            Arrays.fill(target.array(), target.arrayOffset() + target.position(), target.arrayOffset() + end, (byte) 0);
            target.position(end);
        } else {
            while (target.position() < end) {
                target.put((byte) 0);
            }
        }
    }

    @Override
    public int write(long offset, ByteBuffer source) {
        int count = source.remaining();
        long end = offset + count;
        if (end > MAX_SIZE) {
            throw new ErrnoException(Errno.EFBIG);
        }
        try {
            for (long at = offset; at < end;) {
                int start = (int) at & CHUNK - 1;
                int length = (int) Math.min(end - at, CHUNK - start);
                source.get(writableChunk((int) (at >>> CHUNK_BITS), start + length), start, length);
                at += length;
                size = Math.max(size, at);
            }
        } catch (OutOfMemoryError full) {
            // The JVM's heap is this file system's disk; the allocation that failed was ours and is not kept.
            throw new ErrnoException(Errno.ENOSPC);
        }
        touch();
        return count;
    }

    /** The chunk of this index, at least {@code length} bytes long. */
    private byte[] writableChunk(int index, int length) {
        if (index >= chunks.length) {
            chunks = Arrays.copyOf(chunks, Math.max(index + 1, chunks.length + (chunks.length >> 1)));
        }
        byte[] chunk = chunks[index];
        if (chunk == null || chunk.length < length) {
            int capacity = index > 0 || length > CHUNK / 2 ? CHUNK
                            : Math.max(SMALLEST, Integer.highestOneBit(length - 1) << 1);
            byte[] grown = chunk == null ? new byte[capacity] : Arrays.copyOf(chunk, capacity);
            allocated += capacity - (chunk == null ? 0 : chunk.length);
            chunks[index] = chunk = grown;
        }
        return chunk;
    }

    @Override
    public void truncate(long newSize) {
        if (newSize < 0) {
            throw new ErrnoException(Errno.EINVAL);
        }
        if (newSize > MAX_SIZE) {
            throw new ErrnoException(Errno.EFBIG);
        }
        if (newSize < size) {
            release(newSize);
        }
        size = newSize;
        touch();
    }

    /** Drops the chunks after {@code newSize} and clears what would reappear when the file grows again. */
    private void release(long newSize) {
        int kept = (int) Math.ceilDiv(newSize, (long) CHUNK);
        for (int i = kept; i < chunks.length; i++) {
            allocated -= chunks[i] == null ? 0 : chunks[i].length;
        }
        chunks = kept == 0 ? NONE : kept < chunks.length ? Arrays.copyOf(chunks, kept) : chunks;
        int start = (int) newSize & CHUNK - 1;
        byte[] last = chunk(newSize);
        if (last != null && start < last.length) {
            Arrays.fill(last, start, last.length, (byte) 0);
        }
    }
}
