// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.abi;

import org.emgraal.libc.LinearMemory;

/** {@code struct flock} (musl {@code bits/fcntl.h}, {@code fcntl.h}). */
public final class FlockStruct {

    public static final short F_RDLCK = 0;
    public static final short F_WRLCK = 1;
    public static final short F_UNLCK = 2;

    private static final int SIZE = 32;
    private static final int L_TYPE = 0;
    private static final int L_WHENCE = 2;
    private static final int L_START = 8;
    private static final int L_LEN = 16;
    private static final int L_PID = 24;
    /** What Linux says of a lock that belongs to no process. */
    private static final int UNKNOWN_PID = -1;

    private final LinearMemory memory;
    private final int address;

    public FlockStruct(LinearMemory memory, int address) {
        memory.slice(address, SIZE);
        this.memory = memory;
        this.address = address;
    }

    public int type() {
        return memory.loadShort(address + L_TYPE);
    }

    public int whence() {
        return memory.loadShort(address + L_WHENCE);
    }

    public long start() {
        return memory.loadLong(address + L_START);
    }

    public long length() {
        return memory.loadLong(address + L_LEN);
    }

    /** Says that nothing excludes the lock. */
    public void storeFree() {
        memory.storeShort(address + L_TYPE, F_UNLCK);
    }

    /** Says what excludes the lock, counted from the start of the file. */
    public void store(short type, long start, long length) {
        memory.storeShort(address + L_TYPE, type);
        memory.storeShort(address + L_WHENCE, (short) 0);
        memory.storeLong(address + L_START, start);
        memory.storeLong(address + L_LEN, length);
        memory.storeInt(address + L_PID, UNKNOWN_PID);
    }
}
