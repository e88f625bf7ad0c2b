// SPDX-License-Identifier: Apache-2.0
package org.emgraal.bytecode.support;

import java.lang.reflect.Field;
import sun.misc.Unsafe;
import org.emgraal.runtime.Trap;

/**
 * Loads and stores in the array of memory 0, named as their instructions and the kind of value ({@code I J F D}). The effective address is the sum of two unsigned
 * numbers, computed as a long.
 */
public final class MemoryAccess {

    private static final Unsafe U;
    private static final long BASE;
    static {
        try {
            Field f = Unsafe.class.getDeclaredField("theUnsafe");
            f.setAccessible(true);
            U = (Unsafe) f.get(null);
            BASE = U.arrayBaseOffset(byte[].class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private MemoryAccess() {
    }

    private static RuntimeException outOfBounds() {
        return Trap.OUT_OF_BOUNDS_MEMORY_ACCESS.at(null);
    }

    private static long check(int base, int offset, int width, int length) {
        long address = (base & 0xFFFF_FFFFL) + offset;
        if (address + width > length) {
            throw outOfBounds();
        }
        return address + BASE;
    }

    public static int load8_sI(int base, byte[] memory, int offset) {
        return U.getByte(memory, check(base, offset, 1, memory.length));
    }
    public static int load8_uI(int base, byte[] memory, int offset) {
        return U.getByte(memory, check(base, offset, 1, memory.length)) & 0xFF;
    }
    public static int load16_sI(int base, byte[] memory, int offset) {
        return U.getShort(memory, check(base, offset, 2, memory.length));
    }
    public static int load16_uI(int base, byte[] memory, int offset) {
        return U.getShort(memory, check(base, offset, 2, memory.length)) & 0xFFFF;
    }
    public static long load8_sJ(int base, byte[] memory, int offset) {
        return U.getByte(memory, check(base, offset, 1, memory.length));
    }
    public static long load8_uJ(int base, byte[] memory, int offset) {
        return U.getByte(memory, check(base, offset, 1, memory.length)) & 0xFFL;
    }
    public static long load16_sJ(int base, byte[] memory, int offset) {
        return U.getShort(memory, check(base, offset, 2, memory.length));
    }
    public static long load16_uJ(int base, byte[] memory, int offset) {
        return U.getShort(memory, check(base, offset, 2, memory.length)) & 0xFFFFL;
    }
    public static long load32_sJ(int base, byte[] memory, int offset) {
        return U.getInt(memory, check(base, offset, 4, memory.length));
    }
    public static long load32_uJ(int base, byte[] memory, int offset) {
        return U.getInt(memory, check(base, offset, 4, memory.length)) & 0xFFFF_FFFFL;
    }
    public static int loadI(int base, byte[] memory, int offset) {
        return U.getInt(memory, check(base, offset, 4, memory.length));
    }
    public static long loadJ(int base, byte[] memory, int offset) {
        return U.getLong(memory, check(base, offset, 8, memory.length));
    }
    public static float loadF(int base, byte[] memory, int offset) {
        return U.getFloat(memory, check(base, offset, 4, memory.length));
    }
    public static double loadD(int base, byte[] memory, int offset) {
        return U.getDouble(memory, check(base, offset, 8, memory.length));
    }
    public static void storeI(int base, int value, byte[] memory, int offset) {
        U.putInt(memory, check(base, offset, 4, memory.length), value);
    }
    public static void storeJ(int base, long value, byte[] memory, int offset) {
        U.putLong(memory, check(base, offset, 8, memory.length), value);
    }
    public static void storeF(int base, float value, byte[] memory, int offset) {
        U.putFloat(memory, check(base, offset, 4, memory.length), value);
    }
    public static void storeD(int base, double value, byte[] memory, int offset) {
        U.putDouble(memory, check(base, offset, 8, memory.length), value);
    }
    public static void store8I(int base, int value, byte[] memory, int offset) {
        U.putByte(memory, check(base, offset, 1, memory.length), (byte) value);
    }
    public static void store16I(int base, int value, byte[] memory, int offset) {
        U.putShort(memory, check(base, offset, 2, memory.length), (short) value);
    }
    public static void store8J(int base, long value, byte[] memory, int offset) {
        U.putByte(memory, check(base, offset, 1, memory.length), (byte) value);
    }
    public static void store16J(int base, long value, byte[] memory, int offset) {
        U.putShort(memory, check(base, offset, 2, memory.length), (short) value);
    }
    public static void store32J(int base, long value, byte[] memory, int offset) {
        U.putInt(memory, check(base, offset, 4, memory.length), (int) value);
    }
}
