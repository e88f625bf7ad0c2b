// SPDX-License-Identifier: Apache-2.0
package org.emgraal.bytecode.support;

import org.emgraal.runtime.Trap;
import org.emgraal.runtime.WasmInstance;

/** {@code memory.size}, {@code memory.grow} and the bulk instructions; {@code int} addresses and lengths are unsigned. */
public final class BulkMemory {

    private BulkMemory() {
    }

    public static int size(int memory, WasmInstance instance) {
        return instance.memory(memory).pages();
    }

    public static long size64(int memory, WasmInstance instance) {
        return instance.memory(memory).pages();
    }

    public static int grow(int pages, int memory, WasmInstance instance) {
        return (int) instance.memory(memory).grow(Integer.toUnsignedLong(pages));
    }

    public static long grow(long pages, int memory, WasmInstance instance) {
        return instance.memory(memory).grow(pages);
    }

    public static void fill(int address, int value, int length, int memory, WasmInstance instance) {
        fill(Integer.toUnsignedLong(address), value, Integer.toUnsignedLong(length), memory, instance);
    }

    public static void fill(long address, int value, long length, int memory, WasmInstance instance) {
        instance.memory(memory).fill(null, address, (byte) value, length);
    }

    public static void copy(int to, int from, int length, int target, int source, WasmInstance instance) {
        copy(Integer.toUnsignedLong(to), Integer.toUnsignedLong(from), Integer.toUnsignedLong(length), target, source, instance);
    }

    public static void copy(long to, int from, int length, int target, int source, WasmInstance instance) {
        copy(to, Integer.toUnsignedLong(from), Integer.toUnsignedLong(length), target, source, instance);
    }

    public static void copy(int to, long from, int length, int target, int source, WasmInstance instance) {
        copy(Integer.toUnsignedLong(to), from, Integer.toUnsignedLong(length), target, source, instance);
    }

    public static void copy(long to, long from, long length, int target, int source, WasmInstance instance) {
        instance.memory(target).copy(null, to, instance.memory(source), from, length);
    }

    public static void init(int address, int offset, int length, int segment, int memory, WasmInstance instance) {
        init(Integer.toUnsignedLong(address), offset, length, segment, memory, instance);
    }

    public static void init(long address, int offset, int length, int segment, int memory, WasmInstance instance) {
        long from = Integer.toUnsignedLong(offset);
        long count = Integer.toUnsignedLong(length);
        if (from + count > instance.dataLength(segment)) {
            throw Trap.OUT_OF_BOUNDS_MEMORY_ACCESS.at(null);
        }
        instance.memory(memory).init(null, address, instance.module().bytes(), instance.dataStart(segment) + (int) from, count);
    }

    public static void drop(int segment, WasmInstance instance) {
        instance.dropData(segment);
    }
}
