// SPDX-License-Identifier: Apache-2.0
package org.emgraal.bytecode.support;

import com.oracle.truffle.api.memory.ByteArraySupport;
import org.emgraal.runtime.Trap;

/**
 * Loads and stores in the array of memory 0, named as their instructions and the kind of value ({@code I J F D}). The effective address is the sum of two unsigned
 * numbers, computed as a long.
 */
public final class MemoryAccess {

    private static final ByteArraySupport BYTES = ByteArraySupport.littleEndian();

    private MemoryAccess() {
    }

    private static long check(int base, int offset, int limit) {
        long address = Integer.toUnsignedLong(base) + offset;
        if (address > limit) {
            throw Trap.OUT_OF_BOUNDS_MEMORY_ACCESS.at(null);
        }
        return address;
    }

    public static int load8_sI(int base, byte[] memory, int offset) {
        return BYTES.getByte(memory, check(base, offset, memory.length - 1));
    }
    public static int load8_uI(int base, byte[] memory, int offset) {
        return BYTES.getByte(memory, check(base, offset, memory.length - 1)) & 0xFF;
    }
    public static int load16_sI(int base, byte[] memory, int offset) {
        return BYTES.getShort(memory, check(base, offset, memory.length - 2));
    }
    public static int load16_uI(int base, byte[] memory, int offset) {
        return BYTES.getShort(memory, check(base, offset, memory.length - 2)) & 0xFFFF;
    }
    public static long load8_sJ(int base, byte[] memory, int offset) {
        return BYTES.getByte(memory, check(base, offset, memory.length - 1));
    }
    public static long load8_uJ(int base, byte[] memory, int offset) {
        return BYTES.getByte(memory, check(base, offset, memory.length - 1)) & 0xFFL;
    }
    public static long load16_sJ(int base, byte[] memory, int offset) {
        return BYTES.getShort(memory, check(base, offset, memory.length - 2));
    }
    public static long load16_uJ(int base, byte[] memory, int offset) {
        return BYTES.getShort(memory, check(base, offset, memory.length - 2)) & 0xFFFFL;
    }
    public static long load32_sJ(int base, byte[] memory, int offset) {
        return BYTES.getInt(memory, check(base, offset, memory.length - 4));
    }
    public static long load32_uJ(int base, byte[] memory, int offset) {
        return BYTES.getInt(memory, check(base, offset, memory.length - 4)) & 0xFFFF_FFFFL;
    }
    public static int loadI(int base, byte[] memory, int offset) {
        return BYTES.getInt(memory, check(base, offset, memory.length - 4));
    }
    public static long loadJ(int base, byte[] memory, int offset) {
        return BYTES.getLong(memory, check(base, offset, memory.length - 8));
    }
    public static float loadF(int base, byte[] memory, int offset) {
        return BYTES.getFloat(memory, check(base, offset, memory.length - 4));
    }
    public static double loadD(int base, byte[] memory, int offset) {
        return BYTES.getDouble(memory, check(base, offset, memory.length - 8));
    }
    public static void storeI(int base, int value, byte[] memory, int offset) {
        BYTES.putInt(memory, check(base, offset, memory.length - 4), value);
    }
    public static void storeJ(int base, long value, byte[] memory, int offset) {
        BYTES.putLong(memory, check(base, offset, memory.length - 8), value);
    }
    public static void storeF(int base, float value, byte[] memory, int offset) {
        BYTES.putFloat(memory, check(base, offset, memory.length - 4), value);
    }
    public static void storeD(int base, double value, byte[] memory, int offset) {
        BYTES.putDouble(memory, check(base, offset, memory.length - 8), value);
    }
    public static void store8I(int base, int value, byte[] memory, int offset) {
        BYTES.putByte(memory, check(base, offset, memory.length - 1), (byte) value);
    }
    public static void store16I(int base, int value, byte[] memory, int offset) {
        BYTES.putShort(memory, check(base, offset, memory.length - 2), (short) value);
    }
    public static void store8J(int base, long value, byte[] memory, int offset) {
        BYTES.putByte(memory, check(base, offset, memory.length - 1), (byte) value);
    }
    public static void store16J(int base, long value, byte[] memory, int offset) {
        BYTES.putShort(memory, check(base, offset, memory.length - 2), (short) value);
    }
    public static void store32J(int base, long value, byte[] memory, int offset) {
        BYTES.putInt(memory, check(base, offset, memory.length - 4), (int) value);
    }
}
