// SPDX-License-Identifier: Apache-2.0
package org.emgraal.translation;

import static org.emgraal.translation.Evaluation.constant;
import static org.emgraal.translation.Evaluation.local;
import static org.emgraal.translation.Evaluation.memory;
import static org.emgraal.translation.Evaluation.opaque;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.emgraal.binary.Opcode;
import org.emgraal.module.Limits;
import org.emgraal.module.ValueType.Kind;
import org.emgraal.nodes.ExpressionNode;
import org.emgraal.nodes.memory.BulkMemoryNodes;
import org.emgraal.nodes.memory.MemoryArgument;
import org.emgraal.nodes.numeric.ConstantNodes;
import org.emgraal.runtime.LinkException;
import org.emgraal.runtime.Trap;
import org.emgraal.runtime.TrapException;
import org.emgraal.runtime.WasmMemory;
import org.junit.jupiter.api.Test;

/** Loads, stores and bulk instructions (specification, "Memory Instructions"). */
class MemoryNodesTest {

    private static final int PAGE = 65536;

    private final WasmMemory memory = memory(1, 3, false, false);

    private Object load(int opcode, Object base, long offset) {
        return load(memory, opcode, base, offset);
    }

    private static Object load(WasmMemory memory, int opcode, Object base, long offset) {
        MemoryArgument argument = MemoryArgument.of(memory.type(), 0, offset);
        Kind index = base instanceof Long ? Kind.I64 : Kind.I32;
        ExpressionNode node = MemoryNodes.load(opcode, argument, local(index, 0));
        return Evaluation.run(MemoryNodes.operation(opcode).value(), node, memory, base);
    }

    private void store(int opcode, int base, long offset, Object value) {
        MemoryArgument argument = MemoryArgument.of(memory.type(), 0, offset);
        Kind kind = MemoryNodes.operation(opcode).value();
        Evaluation.run(null, MemoryNodes.store(opcode, argument, local(Kind.I32, 0), local(kind, 1)), memory, base, value);
    }

    private static void assertOutOfBounds(Runnable access) {
        assertEquals(Trap.OUT_OF_BOUNDS_MEMORY_ACCESS, assertThrows(TrapException.class, access::run).trap());
    }

    private void execute(ExpressionNode statement) {
        Evaluation.run(null, statement, memory);
    }

    @Test
    void valuesAreLittleEndianAtAnyAddress() {
        store(Opcode.I64_STORE, 1, 2, 0x8182_8384_8586_8788L);
        assertEquals((byte) 0x88, memory.bytes()[3]);
        assertEquals(0x8182_8384_8586_8788L, load(Opcode.I64_LOAD, 3, 0));
        assertEquals(0x8586_8788, load(Opcode.I32_LOAD, 0, 3));
        assertEquals(0xFFFF_FF88, load(Opcode.I32_LOAD8_S, 3, 0));
        assertEquals(0x88, load(Opcode.I32_LOAD8_U, 3, 0));
        assertEquals(0xFFFF_8788, load(Opcode.I32_LOAD16_S, 3, 0));
        assertEquals(0x8788, load(Opcode.I32_LOAD16_U, 3, 0));
        assertEquals(0xFFFF_FFFF_FFFF_FF88L, load(Opcode.I64_LOAD8_S, 3, 0));
        assertEquals(0x8788L, load(Opcode.I64_LOAD16_U, 3, 0));
        assertEquals(0xFFFF_FFFF_8586_8788L, load(Opcode.I64_LOAD32_S, 3, 0));
        assertEquals(0x8586_8788L, load(Opcode.I64_LOAD32_U, 3, 0));
        store(Opcode.I64_STORE16, 3, 0, -1L);
        store(Opcode.I32_STORE8, 5, 0, 0x100);
        assertEquals(0x8182_8384_8500_FFFFL, load(Opcode.I64_LOAD, 3, 0));
    }

    @Test
    void floatsKeepTheirBits() {
        store(Opcode.I32_STORE, 0, 0, 0x7FA0_0001);
        store(Opcode.F32_STORE, 8, 0, load(Opcode.F32_LOAD, 0, 0));
        assertEquals(0x7FA0_0001, load(Opcode.I32_LOAD, 8, 0));
        store(Opcode.I64_STORE, 16, 0, 0xFFF4_0000_0000_0001L);
        store(Opcode.F64_STORE, 24, 0, load(Opcode.F64_LOAD, 16, 0));
        assertEquals(0xFFF4_0000_0000_0001L, load(Opcode.I64_LOAD, 24, 0));
    }

    @Test
    void accessesEndAtTheMemorysSize() {
        assertEquals(0, load(Opcode.I32_LOAD, PAGE - 4, 0));
        assertOutOfBounds(() -> load(Opcode.I32_LOAD, PAGE - 3, 0));
        assertOutOfBounds(() -> load(Opcode.I32_LOAD8_U, PAGE, 0));
        assertOutOfBounds(() -> load(Opcode.V128_LOAD, PAGE - 15, 0));
        assertOutOfBounds(() -> load(Opcode.I32_LOAD8_U, -1, 1));
        assertOutOfBounds(() -> load(Opcode.I32_LOAD8_U, -1, 0xFFFF_FFFFL));
        assertOutOfBounds(() -> store(Opcode.I64_STORE, PAGE - 8, 1, -1L));
        assertEquals(0L, load(Opcode.I64_LOAD, PAGE - 8, 0));
    }

    /** A base that is a local or a constant is read without a node; the address is the same. */
    @Test
    void everyFormOfAddressIsTheSame() {
        store(Opcode.I32_STORE, 100, 4, 77);
        MemoryArgument argument = MemoryArgument.of(memory.type(), 0, 4);
        for (ExpressionNode base : new ExpressionNode[]{opaque(100), local(Kind.I32, 0), constant(100)}) {
            assertEquals(77, Evaluation.run(Kind.I32, MemoryNodes.load(Opcode.I32_LOAD, argument, base), memory, 100));
        }
        int next = 200;
        for (int form = 0; form < 9; form++) {
            ExpressionNode[] bases = {opaque(next), local(Kind.I32, 0), constant(next)};
            ExpressionNode[] values = {opaque(form + 1), local(Kind.I32, 1), constant(form + 1)};
            ExpressionNode node = MemoryNodes.store(Opcode.I32_STORE, argument, bases[form / 3], values[form % 3]);
            Evaluation.run(null, node, memory, next, form + 1);
            assertEquals(form + 1, load(Opcode.I32_LOAD, next, 4));
            next += 4;
        }
        ExpressionNode constantBase = MemoryNodes.load(Opcode.I32_LOAD8_U, argument, constant(-1));
        assertOutOfBounds(() -> Evaluation.run(Kind.I32, constantBase, memory));
    }

    @Test
    void addressesOf64BitsDoNotWrap() {
        WasmMemory wide = memory(1, 1, false, true);
        wide.bytes()[9] = 42;
        assertEquals(42, load(wide, Opcode.I32_LOAD8_U, 4L, 5));
        assertOutOfBounds(() -> load(wide, Opcode.I32_LOAD8_U, -1L, 10));
        assertOutOfBounds(() -> load(wide, Opcode.I32_LOAD8_U, 1L << 32, 0));
        assertOutOfBounds(() -> load(wide, Opcode.I32_LOAD8_U, Long.MAX_VALUE, Long.MAX_VALUE));
        assertOutOfBounds(() -> load(wide, Opcode.I32_LOAD8_U, 0L, -1));
    }

    /** The value's effects come before the address is found out of bounds. */
    @Test
    void storesEvaluateTheirValueBeforeTheyTrap() {
        WasmMemory wide = memory(1, 2, false, true);
        ExpressionNode grow = new BulkMemoryNodes.Grow64(0, new ConstantNodes.I64(1));
        MemoryArgument argument = MemoryArgument.of(wide.type(), 0, Long.MAX_VALUE);
        ExpressionNode store = MemoryNodes.store(Opcode.I64_STORE, argument, new ConstantNodes.I64(Long.MAX_VALUE), grow);
        assertOutOfBounds(() -> Evaluation.run(null, store, wide));
        assertEquals(2, wide.pages());
    }

    @Test
    void memoryGrowsToItsMaximum() {
        assertEquals(1, Evaluation.run(Kind.I32, new BulkMemoryNodes.Grow(0, constant(0)), memory));
        assertEquals(1, Evaluation.run(Kind.I32, new BulkMemoryNodes.Grow(0, constant(2)), memory));
        assertEquals(-1, Evaluation.run(Kind.I32, new BulkMemoryNodes.Grow(0, constant(1)), memory));
        assertEquals(-1, Evaluation.run(Kind.I32, new BulkMemoryNodes.Grow(0, constant(-1)), memory));
        assertEquals(3, Evaluation.run(Kind.I32, new BulkMemoryNodes.Size(0), memory));
        assertEquals(0, load(Opcode.I32_LOAD, 3 * PAGE - 4, 0));
    }

    @Test
    void growthPastTheLongestArrayFails() {
        WasmMemory unbounded = memory(0, Limits.NO_MAXIMUM, false, true);
        assertEquals(-1L, Evaluation.run(Kind.I64, new BulkMemoryNodes.Grow64(0, new ConstantNodes.I64(1L << 40)), unbounded));
        assertEquals(-1L, Evaluation.run(Kind.I64, new BulkMemoryNodes.Grow64(0, new ConstantNodes.I64(-1)), unbounded));
        assertEquals(0L, Evaluation.run(Kind.I64, new BulkMemoryNodes.Size64(0), unbounded));
        assertThrows(LinkException.class, () -> memory(WasmMemory.MAX_PAGES + 1, Limits.NO_MAXIMUM, false, true));
    }

    @Test
    void fillWritesTheLowByte() {
        execute(new BulkMemoryNodes.Fill(0, false, constant(10), constant(0x1FF), constant(3)));
        assertArrayEquals(new byte[]{0, -1, -1, -1, 0}, Arrays.copyOfRange(memory.bytes(), 9, 14));
        execute(new BulkMemoryNodes.Fill(0, false, constant(PAGE), constant(1), constant(0)));
        assertOutOfBounds(() -> execute(new BulkMemoryNodes.Fill(0, false, constant(PAGE + 1), constant(1), constant(0))));
        assertOutOfBounds(() -> execute(new BulkMemoryNodes.Fill(0, false, constant(PAGE - 1), constant(1), constant(2))));
        assertEquals(0, memory.bytes()[PAGE - 1]);
        assertOutOfBounds(() -> execute(new BulkMemoryNodes.Fill(0, false, constant(1), constant(1), constant(-1))));
    }

    @Test
    void copiesMayOverlap() {
        for (int i = 0; i < 8; i++) {
            memory.bytes()[i] = (byte) (i + 1);
        }
        execute(new BulkMemoryNodes.Copy(0, false, 0, false, constant(2), constant(0), constant(6)));
        assertArrayEquals(new byte[]{1, 2, 1, 2, 3, 4, 5, 6}, Arrays.copyOf(memory.bytes(), 8));
        execute(new BulkMemoryNodes.Copy(0, false, 0, false, constant(0), constant(2), constant(6)));
        assertArrayEquals(new byte[]{1, 2, 3, 4, 5, 6, 5, 6}, Arrays.copyOf(memory.bytes(), 8));
        assertOutOfBounds(() -> execute(
                        new BulkMemoryNodes.Copy(0, false, 0, false, constant(0), constant(PAGE - 1), constant(2))));
        execute(new BulkMemoryNodes.Copy(0, false, 0, false, constant(PAGE), constant(PAGE), constant(0)));
    }

    /** A shared memory's array is longer than the memory. */
    @Test
    void sharedMemoriesEndAtTheirSize() {
        WasmMemory shared = memory(1, 4, true, false);
        byte[] array = shared.bytes();
        assertOutOfBounds(() -> load(shared, Opcode.I32_LOAD, PAGE, 0));
        assertOutOfBounds(() -> load(shared, Opcode.I32_LOAD, PAGE - 3, 0));
        assertOutOfBounds(() -> Evaluation.run(null,
                        new BulkMemoryNodes.Fill(0, false, constant(PAGE), constant(1), constant(1)), shared));
        assertEquals(1, Evaluation.run(Kind.I32, new BulkMemoryNodes.Grow(0, constant(1)), shared));
        assertEquals(array, shared.bytes());
        assertEquals(0, load(shared, Opcode.I32_LOAD, 2 * PAGE - 4, 0));
        assertEquals(-1, Evaluation.run(Kind.I32, new BulkMemoryNodes.Grow(0, constant(3)), shared));
        assertEquals(2, shared.pages());
    }
}
