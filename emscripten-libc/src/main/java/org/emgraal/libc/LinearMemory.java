// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc;

import java.nio.ByteBuffer;

/**
 * Guest memory as libc sees it: little-endian bytes at unsigned 32-bit addresses. Addresses are passed as the
 * guest's {@code i32} and read as unsigned. Every method throws {@link MemoryFault} when the range leaves memory.
 */
public interface LinearMemory {

    /** Current size in bytes. */
    long size();

    /** Grows to at least {@code bytes}; false if the module's maximum or the host's limit forbids it. */
    boolean growTo(long bytes);

    byte loadByte(int address);

    short loadShort(int address);

    int loadInt(int address);

    long loadLong(int address);

    float loadFloat(int address);

    double loadDouble(int address);

    void storeByte(int address, byte value);

    void storeShort(int address, short value);

    void storeInt(int address, int value);

    void storeLong(int address, long value);

    void storeFloat(int address, float value);

    void storeDouble(int address, double value);

    /** Copies guest bytes out. */
    void read(int address, byte[] target, int offset, int length);

    /** Copies bytes in. */
    void write(int address, byte[] source, int offset, int length);

    void fill(int address, byte value, int length);

    /**
     * A view of the range that reads and writes guest memory directly; valid until the memory next grows, so
     * never kept across a call into the guest.
     */
    ByteBuffer slice(int address, int length);

    /** The bytes before the first NUL at {@code address}. */
    default byte[] readCString(int address) {
        int end = address;
        while (loadByte(end) != 0) {
            end++;
        }
        byte[] bytes = new byte[end - address];
        read(address, bytes, 0, bytes.length);
        return bytes;
    }
}
