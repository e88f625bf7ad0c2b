// SPDX-License-Identifier: Apache-2.0
package org.emgraal.bytecode.support;

import java.lang.invoke.VarHandle;
import org.emgraal.nodes.memory.WaitNodes;
import org.emgraal.runtime.AtomicArray;
import org.emgraal.runtime.AtomicArray.Update;
import org.emgraal.runtime.MemoryArray;
import org.emgraal.runtime.WaitQueues;
import org.emgraal.runtime.WasmInstance;

/** The atomic instructions of {@link AtomicArray} in any memory, at effective addresses. */
public final class Atomics {

    private static final Update[] UPDATES = Update.values();

    private Atomics() {
    }

    /** The effective address, not checked. */
    public static long address(int base, long offset) {
        return AnyMemory.address(base, offset);
    }

    public static long address(long base, long offset) {
        return AnyMemory.address(base, offset);
    }

    /** The array, in which the address is aligned (checked first) and within bounds. */
    private static byte[] array(long address, int width, int memory, WasmInstance instance) {
        AtomicArray.checkAlignment(null, address, width);
        return MemoryArray.check(null, AnyMemory.array(instance, memory, address, width), address, width);
    }

    public static void fence() {
        VarHandle.fullFence();
    }

    /** {@code memory.atomic.notify}. */
    public static int wake(long address, int count, int memory, WasmInstance instance) {
        array(address, 4, memory, instance);
        return WaitNodes.notify(instance.memory(memory), address, count);
    }

    public static int wait32(long address, int expected, long nanoseconds, int memory, WasmInstance instance) {
        byte[] array = array(address, 4, memory, instance);
        WaitQueues waiting = WaitNodes.queues(null, instance.memory(memory));
        return WaitNodes.wait32(instance.code().location(), instance.store(), waiting, array, address, expected, nanoseconds);
    }

    public static int wait64(long address, long expected, long nanoseconds, int memory, WasmInstance instance) {
        byte[] array = array(address, 8, memory, instance);
        WaitQueues waiting = WaitNodes.queues(null, instance.memory(memory));
        return WaitNodes.wait64(instance.code().location(), instance.store(), waiting, array, address, expected, nanoseconds);
    }

    public static int load8(long address, int memory, WasmInstance instance) {
        return AtomicArray.load8(array(address, 1, memory, instance), address);
    }

    public static void store8(long address, int value, int memory, WasmInstance instance) {
        AtomicArray.store8(array(address, 1, memory, instance), address, value);
    }

    /** @param update ordinal of an {@link Update} */
    public static int update8(long address, int value, int update, int memory, WasmInstance instance) {
        return AtomicArray.update8(UPDATES[update], array(address, 1, memory, instance), address, value);
    }

    public static int exchange8(long address, int expected, int replacement, int memory, WasmInstance instance) {
        return AtomicArray.exchange8(array(address, 1, memory, instance), address, expected, replacement);
    }

    public static int load16(long address, int memory, WasmInstance instance) {
        return AtomicArray.load16(array(address, 2, memory, instance), address);
    }

    public static void store16(long address, int value, int memory, WasmInstance instance) {
        AtomicArray.store16(array(address, 2, memory, instance), address, value);
    }

    /** @param update ordinal of an {@link Update} */
    public static int update16(long address, int value, int update, int memory, WasmInstance instance) {
        return AtomicArray.update16(UPDATES[update], array(address, 2, memory, instance), address, value);
    }

    public static int exchange16(long address, int expected, int replacement, int memory, WasmInstance instance) {
        return AtomicArray.exchange16(array(address, 2, memory, instance), address, expected, replacement);
    }

    public static int load32(long address, int memory, WasmInstance instance) {
        return AtomicArray.load32(array(address, 4, memory, instance), address);
    }

    public static void store32(long address, int value, int memory, WasmInstance instance) {
        AtomicArray.store32(array(address, 4, memory, instance), address, value);
    }

    /** @param update ordinal of an {@link Update} */
    public static int update32(long address, int value, int update, int memory, WasmInstance instance) {
        return AtomicArray.update32(UPDATES[update], array(address, 4, memory, instance), address, value);
    }

    public static int exchange32(long address, int expected, int replacement, int memory, WasmInstance instance) {
        return AtomicArray.exchange32(array(address, 4, memory, instance), address, expected, replacement);
    }

    public static long load64(long address, int memory, WasmInstance instance) {
        return AtomicArray.load64(array(address, 8, memory, instance), address);
    }

    public static void store64(long address, long value, int memory, WasmInstance instance) {
        AtomicArray.store64(array(address, 8, memory, instance), address, value);
    }

    /** @param update ordinal of an {@link Update} */
    public static long update64(long address, long value, int update, int memory, WasmInstance instance) {
        return AtomicArray.update64(UPDATES[update], array(address, 8, memory, instance), address, value);
    }

    public static long exchange64(long address, long expected, long replacement, int memory, WasmInstance instance) {
        return AtomicArray.exchange64(array(address, 8, memory, instance), address, expected, replacement);
    }
}
