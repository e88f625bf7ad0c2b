// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.abi;

import org.emgraal.libc.LinearMemory;
import org.emgraal.libc.fs.FileSystemStatus;

/** {@code struct statfs} (musl {@code bits/statfs.h}). Which one a program means shows in the size it gives. */
public final class StatfsStruct {

    /** With 64-bit counts; those of Emscripten 3 had 32 bits. */
    public static final int SIZE = 88;
    private static final int ST_RDONLY = 1;
    private static final int NAME_MAX = 255;

    private StatfsStruct() {
    }

    public static void store(LinearMemory memory, int address, int size, FileSystemStatus status, boolean readOnly) {
        memory.fill(address, (byte) 0, size);
        memory.storeInt(address, status.type());
        memory.storeInt(address + 4, status.blockSize());
        boolean wide = size >= SIZE;
        long[] counts = {status.blocks(), status.freeBlocks(), status.availableBlocks(), status.files(),
                        status.freeFiles()};
        int at = address + 8;
        for (long count : counts) {
            if (wide) {
                memory.storeLong(at, count);
                at += 8;
            } else {
                memory.storeInt(at, (int) Math.min(count, Integer.MAX_VALUE));
                at += 4;
            }
        }
        memory.storeInt(at + 8, NAME_MAX);
        memory.storeInt(at + 12, status.blockSize());
        memory.storeInt(at + 16, readOnly ? ST_RDONLY : 0);
    }
}
