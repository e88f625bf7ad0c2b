// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.syscall;

import java.nio.ByteBuffer;
import org.emgraal.libc.LinearMemory;
import org.emgraal.libc.fs.OpenFile;

/**
 * A part of a file copied into memory, which {@code msync} and {@code munmap} copy back if it is shared.
 *
 * <p>Limits: there is no common memory. What others write to the file does not show in the mapping, and what is written
 * to the mapping shows in the file after {@code msync} or {@code munmap}.
 *
 * @param file open for as long as the mapping exists, whatever happens to its descriptors
 * @param offset in the file
 */
record FileMapping(int address, int length, OpenFile file, long offset, int protection, int flags) {

    static final int PROT_WRITE = 2;
    static final int MAP_PRIVATE = 2;
    private static final int PAGE = 4096;

    /** Whether what is written to the memory belongs to the file. */
    boolean writesBack() {
        return (flags & MAP_PRIVATE) == 0 && (protection & PROT_WRITE) != 0;
    }

    /** Fills the memory from the file; what lies beyond its end is zero. */
    void load(LinearMemory memory) {
        memory.fill(address, (byte) 0, length);
        ByteBuffer target = memory.slice(address, length);
        while (target.hasRemaining() && file.read(offset + target.position(), target) > 0) {
            continue;
        }
    }

    /** Writes the pages that differ from the file back to it, which does not make it longer. */
    void store(LinearMemory memory, int from, int count) {
        if (!writesBack()) {
            return;
        }
        int start = from - address;
        long end = Math.min(start + (long) count, Math.min(length, file.attributes().size() - offset));
        ByteBuffer page = ByteBuffer.allocate(PAGE);
        for (int at = start; at < end; at += PAGE) {
            int size = (int) Math.min(PAGE, end - at);
            ByteBuffer source = memory.slice(address + at, size);
            page.clear().limit(size);
            while (page.hasRemaining() && file.read(offset + at + page.position(), page) > 0) {
                continue;
            }
            if (!page.flip().equals(source)) {
                while (source.hasRemaining()) {
                    file.write(offset + at + source.position(), source);
                }
            }
        }
    }

    boolean contains(int from, int count) {
        long start = Integer.toUnsignedLong(from) - Integer.toUnsignedLong(address);
        return start >= 0 && start + Integer.toUnsignedLong(count) <= length;
    }
}
