// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.abi;

import org.emgraal.libc.LinearMemory;

/** {@code struct dirent} (musl {@code bits/dirent.h}); Emscripten gives every record the full size. */
public final class DirentStruct {

    public static final int SIZE = 280;

    private static final int D_INO = 0;
    private static final int D_OFF = 8;
    private static final int D_RECLEN = 16;
    private static final int D_TYPE = 18;
    private static final int D_NAME = 19;

    private DirentStruct() {
    }

    /** @param next the directory offset of the entry after this one */
    public static void store(LinearMemory memory, int address, long inode, long next, int type, byte[] name) {
        memory.storeLong(address + D_INO, inode);
        memory.storeLong(address + D_OFF, next);
        memory.storeShort(address + D_RECLEN, (short) SIZE);
        memory.storeByte(address + D_TYPE, (byte) type);
        memory.write(address + D_NAME, name, 0, name.length);
        memory.fill(address + D_NAME + name.length, (byte) 0, SIZE - D_NAME - name.length);
    }
}
