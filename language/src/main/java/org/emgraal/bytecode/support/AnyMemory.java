// SPDX-License-Identifier: Apache-2.0
package org.emgraal.bytecode.support;

import org.emgraal.runtime.MemoryArray;
import org.emgraal.runtime.WasmInstance;
import org.emgraal.runtime.WasmMemory;

/**
 * As {@link MemoryAccess}, for any memory: by its index, shared by threads, or with 64-bit addresses ({@code long} bases).
 */
public final class AnyMemory {

    private AnyMemory() {
    }

    /** The sum, which fits. */
    static long address(int base, long offset) {
        return Integer.toUnsignedLong(base) + offset;
    }

    /** The sum of unsigned numbers, or -1, which no memory contains, if one or it is 2^63 or above. */
    static long address(long base, long offset) {
        long sum = base + offset;
        return (base | offset | sum) < 0 ? -1 : sum;
    }

    /** The array, which is still to be checked; that of a shared memory is longer than the memory. */
    static byte[] array(WasmInstance instance, int index, long address, int width) {
        WasmMemory memory = instance.memory(index);
        if (memory.waiting() != null) {
            memory.checkShared(null, address, width);
        }
        return memory.bytes();
    }

    public static int load8_sI(int base, long offset, int memory, WasmInstance instance) {
        long address = address(base, offset);
        return MemoryArray.loadByte(null, array(instance, memory, address, 1), address);
    }
    public static int load8_sI(long base, long offset, int memory, WasmInstance instance) {
        long address = address(base, offset);
        return MemoryArray.loadByte(null, array(instance, memory, address, 1), address);
    }
    public static int load8_uI(int base, long offset, int memory, WasmInstance instance) {
        long address = address(base, offset);
        return MemoryArray.loadByte(null, array(instance, memory, address, 1), address) & 0xFF;
    }
    public static int load8_uI(long base, long offset, int memory, WasmInstance instance) {
        long address = address(base, offset);
        return MemoryArray.loadByte(null, array(instance, memory, address, 1), address) & 0xFF;
    }
    public static int load16_sI(int base, long offset, int memory, WasmInstance instance) {
        long address = address(base, offset);
        return MemoryArray.loadShort(null, array(instance, memory, address, 2), address);
    }
    public static int load16_sI(long base, long offset, int memory, WasmInstance instance) {
        long address = address(base, offset);
        return MemoryArray.loadShort(null, array(instance, memory, address, 2), address);
    }
    public static int load16_uI(int base, long offset, int memory, WasmInstance instance) {
        long address = address(base, offset);
        return MemoryArray.loadShort(null, array(instance, memory, address, 2), address) & 0xFFFF;
    }
    public static int load16_uI(long base, long offset, int memory, WasmInstance instance) {
        long address = address(base, offset);
        return MemoryArray.loadShort(null, array(instance, memory, address, 2), address) & 0xFFFF;
    }
    public static long load8_sJ(int base, long offset, int memory, WasmInstance instance) {
        long address = address(base, offset);
        return MemoryArray.loadByte(null, array(instance, memory, address, 1), address);
    }
    public static long load8_sJ(long base, long offset, int memory, WasmInstance instance) {
        long address = address(base, offset);
        return MemoryArray.loadByte(null, array(instance, memory, address, 1), address);
    }
    public static long load8_uJ(int base, long offset, int memory, WasmInstance instance) {
        long address = address(base, offset);
        return MemoryArray.loadByte(null, array(instance, memory, address, 1), address) & 0xFFL;
    }
    public static long load8_uJ(long base, long offset, int memory, WasmInstance instance) {
        long address = address(base, offset);
        return MemoryArray.loadByte(null, array(instance, memory, address, 1), address) & 0xFFL;
    }
    public static long load16_sJ(int base, long offset, int memory, WasmInstance instance) {
        long address = address(base, offset);
        return MemoryArray.loadShort(null, array(instance, memory, address, 2), address);
    }
    public static long load16_sJ(long base, long offset, int memory, WasmInstance instance) {
        long address = address(base, offset);
        return MemoryArray.loadShort(null, array(instance, memory, address, 2), address);
    }
    public static long load16_uJ(int base, long offset, int memory, WasmInstance instance) {
        long address = address(base, offset);
        return MemoryArray.loadShort(null, array(instance, memory, address, 2), address) & 0xFFFFL;
    }
    public static long load16_uJ(long base, long offset, int memory, WasmInstance instance) {
        long address = address(base, offset);
        return MemoryArray.loadShort(null, array(instance, memory, address, 2), address) & 0xFFFFL;
    }
    public static long load32_sJ(int base, long offset, int memory, WasmInstance instance) {
        long address = address(base, offset);
        return MemoryArray.loadInt(null, array(instance, memory, address, 4), address);
    }
    public static long load32_sJ(long base, long offset, int memory, WasmInstance instance) {
        long address = address(base, offset);
        return MemoryArray.loadInt(null, array(instance, memory, address, 4), address);
    }
    public static long load32_uJ(int base, long offset, int memory, WasmInstance instance) {
        long address = address(base, offset);
        return MemoryArray.loadInt(null, array(instance, memory, address, 4), address) & 0xFFFF_FFFFL;
    }
    public static long load32_uJ(long base, long offset, int memory, WasmInstance instance) {
        long address = address(base, offset);
        return MemoryArray.loadInt(null, array(instance, memory, address, 4), address) & 0xFFFF_FFFFL;
    }
    public static int loadI(int base, long offset, int memory, WasmInstance instance) {
        long address = address(base, offset);
        return MemoryArray.loadInt(null, array(instance, memory, address, 4), address);
    }
    public static int loadI(long base, long offset, int memory, WasmInstance instance) {
        long address = address(base, offset);
        return MemoryArray.loadInt(null, array(instance, memory, address, 4), address);
    }
    public static long loadJ(int base, long offset, int memory, WasmInstance instance) {
        long address = address(base, offset);
        return MemoryArray.loadLong(null, array(instance, memory, address, 8), address);
    }
    public static long loadJ(long base, long offset, int memory, WasmInstance instance) {
        long address = address(base, offset);
        return MemoryArray.loadLong(null, array(instance, memory, address, 8), address);
    }
    public static float loadF(int base, long offset, int memory, WasmInstance instance) {
        long address = address(base, offset);
        return MemoryArray.loadFloat(null, array(instance, memory, address, 4), address);
    }
    public static float loadF(long base, long offset, int memory, WasmInstance instance) {
        long address = address(base, offset);
        return MemoryArray.loadFloat(null, array(instance, memory, address, 4), address);
    }
    public static double loadD(int base, long offset, int memory, WasmInstance instance) {
        long address = address(base, offset);
        return MemoryArray.loadDouble(null, array(instance, memory, address, 8), address);
    }
    public static double loadD(long base, long offset, int memory, WasmInstance instance) {
        long address = address(base, offset);
        return MemoryArray.loadDouble(null, array(instance, memory, address, 8), address);
    }
    public static void storeI(int base, int value, long offset, int memory, WasmInstance instance) {
        long address = address(base, offset);
        MemoryArray.storeInt(null, array(instance, memory, address, 4), address, value);
    }
    public static void storeI(long base, int value, long offset, int memory, WasmInstance instance) {
        long address = address(base, offset);
        MemoryArray.storeInt(null, array(instance, memory, address, 4), address, value);
    }
    public static void storeJ(int base, long value, long offset, int memory, WasmInstance instance) {
        long address = address(base, offset);
        MemoryArray.storeLong(null, array(instance, memory, address, 8), address, value);
    }
    public static void storeJ(long base, long value, long offset, int memory, WasmInstance instance) {
        long address = address(base, offset);
        MemoryArray.storeLong(null, array(instance, memory, address, 8), address, value);
    }
    public static void storeF(int base, float value, long offset, int memory, WasmInstance instance) {
        long address = address(base, offset);
        MemoryArray.storeFloat(null, array(instance, memory, address, 4), address, value);
    }
    public static void storeF(long base, float value, long offset, int memory, WasmInstance instance) {
        long address = address(base, offset);
        MemoryArray.storeFloat(null, array(instance, memory, address, 4), address, value);
    }
    public static void storeD(int base, double value, long offset, int memory, WasmInstance instance) {
        long address = address(base, offset);
        MemoryArray.storeDouble(null, array(instance, memory, address, 8), address, value);
    }
    public static void storeD(long base, double value, long offset, int memory, WasmInstance instance) {
        long address = address(base, offset);
        MemoryArray.storeDouble(null, array(instance, memory, address, 8), address, value);
    }
    public static void store8I(int base, int value, long offset, int memory, WasmInstance instance) {
        long address = address(base, offset);
        MemoryArray.storeByte(null, array(instance, memory, address, 1), address, (byte) value);
    }
    public static void store8I(long base, int value, long offset, int memory, WasmInstance instance) {
        long address = address(base, offset);
        MemoryArray.storeByte(null, array(instance, memory, address, 1), address, (byte) value);
    }
    public static void store16I(int base, int value, long offset, int memory, WasmInstance instance) {
        long address = address(base, offset);
        MemoryArray.storeShort(null, array(instance, memory, address, 2), address, (short) value);
    }
    public static void store16I(long base, int value, long offset, int memory, WasmInstance instance) {
        long address = address(base, offset);
        MemoryArray.storeShort(null, array(instance, memory, address, 2), address, (short) value);
    }
    public static void store8J(int base, long value, long offset, int memory, WasmInstance instance) {
        long address = address(base, offset);
        MemoryArray.storeByte(null, array(instance, memory, address, 1), address, (byte) value);
    }
    public static void store8J(long base, long value, long offset, int memory, WasmInstance instance) {
        long address = address(base, offset);
        MemoryArray.storeByte(null, array(instance, memory, address, 1), address, (byte) value);
    }
    public static void store16J(int base, long value, long offset, int memory, WasmInstance instance) {
        long address = address(base, offset);
        MemoryArray.storeShort(null, array(instance, memory, address, 2), address, (short) value);
    }
    public static void store16J(long base, long value, long offset, int memory, WasmInstance instance) {
        long address = address(base, offset);
        MemoryArray.storeShort(null, array(instance, memory, address, 2), address, (short) value);
    }
    public static void store32J(int base, long value, long offset, int memory, WasmInstance instance) {
        long address = address(base, offset);
        MemoryArray.storeInt(null, array(instance, memory, address, 4), address, (int) value);
    }
    public static void store32J(long base, long value, long offset, int memory, WasmInstance instance) {
        long address = address(base, offset);
        MemoryArray.storeInt(null, array(instance, memory, address, 4), address, (int) value);
    }
}
