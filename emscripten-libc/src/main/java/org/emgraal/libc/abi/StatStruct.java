// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.abi;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.emgraal.libc.LinearMemory;
import org.emgraal.libc.fs.Attributes;

/**
 * {@code struct stat} (Emscripten's musl {@code bits/stat.h}).
 *
 * @param size bytes of the whole
 * @param longTime whether {@code time_t} has 64 bits
 */
public record StatStruct(int size, int dev, int mode, int nlink, int uid, int gid, int rdev, int length, int blksize,
                int blocks, int atim, int mtim, int ctim, int ino, boolean longTime) {

    /** Since {@code time_t} has 64 bits. */
    public static final StatStruct CURRENT = new StatStruct(96, 0, 4, 8, 12, 16, 20, 24, 32, 36, 40, 56, 72, 88, true);
    /** Before (Emscripten 3.1.6): 32-bit times, and the padding of 32-bit Linux. */
    public static final StatStruct SHORT_TIME = new StatStruct(88, 0, 12, 16, 20, 24, 28, 40, 48, 52, 56, 64, 72, 80,
                    false);

    /** @param precision of the times, which are cut off */
    public void store(LinearMemory memory, int address, Attributes attributes, ChronoUnit precision) {
        memory.fill(address, (byte) 0, size);
        memory.storeInt(address + dev, (int) attributes.device());
        memory.storeInt(address + mode, attributes.mode());
        memory.storeInt(address + nlink, attributes.links());
        memory.storeInt(address + uid, attributes.user());
        memory.storeInt(address + gid, attributes.group());
        memory.storeInt(address + rdev, (int) attributes.specialDevice());
        memory.storeLong(address + length, attributes.size());
        memory.storeInt(address + blksize, Attributes.BLOCK_SIZE);
        memory.storeInt(address + blocks, (int) attributes.blocks());
        storeTime(memory, address + atim, attributes.accessed().truncatedTo(precision));
        storeTime(memory, address + mtim, attributes.modified().truncatedTo(precision));
        storeTime(memory, address + ctim, attributes.changed().truncatedTo(precision));
        memory.storeLong(address + ino, attributes.inode());
    }

    private void storeTime(LinearMemory memory, int address, Instant time) {
        if (longTime) {
            memory.storeLong(address, time.getEpochSecond());
            memory.storeInt(address + 8, time.getNano());
        } else {
            memory.storeInt(address, (int) time.getEpochSecond());
            memory.storeInt(address + 4, time.getNano());
        }
    }
}
