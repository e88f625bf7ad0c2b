// SPDX-License-Identifier: Apache-2.0
package org.emgraal.bytecode.support;

import org.emgraal.nodes.simd.IntegerLanes;
import org.emgraal.nodes.simd.LaneNodes;
import org.emgraal.nodes.simd.LaneWidths;
import org.emgraal.runtime.MemoryArray;
import org.emgraal.runtime.Vector128;
import org.emgraal.runtime.WasmInstance;

/** Loads and stores of vectors and of their lanes, in any memory; {@code bits} is the width of a lane. */
public final class VectorAccess {

    private VectorAccess() {
    }

    private static long load(WasmInstance instance, int memory, long address, int bits) {
        byte[] array = AnyMemory.array(instance, memory, address, bits / 8);
        return switch (bits) {
            case 8 -> MemoryArray.loadByte(null, array, address);
            case 16 -> MemoryArray.loadShort(null, array, address);
            case 32 -> MemoryArray.loadInt(null, array, address);
            default -> MemoryArray.loadLong(null, array, address);
        };
    }

    private static void store(WasmInstance instance, int memory, long address, int bits, long value) {
        byte[] array = AnyMemory.array(instance, memory, address, bits / 8);
        switch (bits) {
            case 8 -> MemoryArray.storeByte(null, array, address, (byte) value);
            case 16 -> MemoryArray.storeShort(null, array, address, (short) value);
            case 32 -> MemoryArray.storeInt(null, array, address, (int) value);
            default -> MemoryArray.storeLong(null, array, address, value);
        }
    }

    public static Vector128 load(int base, long offset, int memory, WasmInstance instance) {
        long address = AnyMemory.address(base, offset);
        return MemoryArray.loadVector(null, AnyMemory.array(instance, memory, address, 16), address);
    }
    public static Vector128 load(long base, long offset, int memory, WasmInstance instance) {
        long address = AnyMemory.address(base, offset);
        return MemoryArray.loadVector(null, AnyMemory.array(instance, memory, address, 16), address);
    }
    public static Vector128 loadExtend(int base, int bits, int signed, long offset, int memory, WasmInstance instance) {
        long address = AnyMemory.address(base, offset);
        return LaneWidths.widen(MemoryArray.loadLong(null, AnyMemory.array(instance, memory, address, 8), address), bits, signed != 0);
    }
    public static Vector128 loadExtend(long base, int bits, int signed, long offset, int memory, WasmInstance instance) {
        long address = AnyMemory.address(base, offset);
        return LaneWidths.widen(MemoryArray.loadLong(null, AnyMemory.array(instance, memory, address, 8), address), bits, signed != 0);
    }
    public static Vector128 loadSplat(int base, int bits, long offset, int memory, WasmInstance instance) {
        long address = AnyMemory.address(base, offset);
        long half = IntegerLanes.splat(load(instance, memory, address, bits), bits);
        return new Vector128(half, half);
    }
    public static Vector128 loadSplat(long base, int bits, long offset, int memory, WasmInstance instance) {
        long address = AnyMemory.address(base, offset);
        long half = IntegerLanes.splat(load(instance, memory, address, bits), bits);
        return new Vector128(half, half);
    }
    public static Vector128 loadZero(int base, int bits, long offset, int memory, WasmInstance instance) {
        long address = AnyMemory.address(base, offset);
        return new Vector128(IntegerLanes.put(load(instance, memory, address, bits), bits, 0), 0);
    }
    public static Vector128 loadZero(long base, int bits, long offset, int memory, WasmInstance instance) {
        long address = AnyMemory.address(base, offset);
        return new Vector128(IntegerLanes.put(load(instance, memory, address, bits), bits, 0), 0);
    }
    public static Vector128 loadLane(int base, Vector128 vector, int bits, int lane, long offset, int memory, WasmInstance instance) {
        long address = AnyMemory.address(base, offset);
        return LaneNodes.withLane(vector, bits, lane, load(instance, memory, address, bits));
    }
    public static Vector128 loadLane(long base, Vector128 vector, int bits, int lane, long offset, int memory, WasmInstance instance) {
        long address = AnyMemory.address(base, offset);
        return LaneNodes.withLane(vector, bits, lane, load(instance, memory, address, bits));
    }
    public static void store(int base, Vector128 value, long offset, int memory, WasmInstance instance) {
        long address = AnyMemory.address(base, offset);
        MemoryArray.storeVector(null, AnyMemory.array(instance, memory, address, 16), address, value);
    }
    public static void store(long base, Vector128 value, long offset, int memory, WasmInstance instance) {
        long address = AnyMemory.address(base, offset);
        MemoryArray.storeVector(null, AnyMemory.array(instance, memory, address, 16), address, value);
    }
    public static void storeLane(int base, Vector128 vector, int bits, int lane, long offset, int memory, WasmInstance instance) {
        long address = AnyMemory.address(base, offset);
        long half = IntegerLanes.half(vector, bits, lane);
        store(instance, memory, address, bits, half >>> bits * (lane % (64 / bits)));
    }
    public static void storeLane(long base, Vector128 vector, int bits, int lane, long offset, int memory, WasmInstance instance) {
        long address = AnyMemory.address(base, offset);
        long half = IntegerLanes.half(vector, bits, lane);
        store(instance, memory, address, bits, half >>> bits * (lane % (64 / bits)));
    }
}
