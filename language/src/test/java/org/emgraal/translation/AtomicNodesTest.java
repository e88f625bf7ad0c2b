// SPDX-License-Identifier: Apache-2.0
package org.emgraal.translation;

import static org.emgraal.translation.Evaluation.local;
import static org.emgraal.translation.Evaluation.memory;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.emgraal.binary.Opcode;
import org.emgraal.module.ValueType.Kind;
import org.emgraal.nodes.ExpressionNode;
import org.emgraal.nodes.memory.MemoryArgument;
import org.emgraal.runtime.Trap;
import org.emgraal.runtime.TrapException;
import org.emgraal.runtime.WasmMemory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The atomic instructions (threads proposal). */
class AtomicNodesTest {

    private static final long ONES = 0x1111_1111_1111_1111L;

    private final WasmMemory memory = memory(1, 1, true, false);

    private Object execute(int opcode, int address, Object... operands) {
        return execute(memory, opcode, address, operands);
    }

    private static Object execute(WasmMemory memory, int opcode, int address, Object... operands) {
        AtomicNodes.Operation operation = AtomicNodes.operation(opcode);
        assertEquals(operation.operands().size(), operands.length, Opcode.name(opcode));
        ExpressionNode[] nodes = new ExpressionNode[operands.length];
        Object[] locals = new Object[operands.length + 1];
        locals[0] = address;
        for (int i = 0; i < operands.length; i++) {
            nodes[i] = local(operation.operands().get(i), i + 1);
            locals[i + 1] = operands[i];
        }
        MemoryArgument argument = MemoryArgument.of(memory.type(), 0, 0);
        ExpressionNode node = operation.node().create(argument, local(Kind.I32, 0), nodes);
        return Evaluation.run(operation.result(), node, memory, locals);
    }

    private static Trap trap(Runnable instruction) {
        return assertThrows(TrapException.class, instruction::run).trap();
    }

    @Test
    void everyAtomicOpcodeHasANode() {
        for (int opcode = Opcode.I32_ATOMIC_LOAD; opcode <= Opcode.I64_ATOMIC_RMW32_CMPXCHG_U; opcode++) {
            assertNotNull(AtomicNodes.operation(opcode), Opcode.name(opcode));
        }
    }

    @Test
    void updatesReturnTheOldValueZeroExtended() {
        execute(Opcode.I64_ATOMIC_STORE, 0, 0xFFFF_FFFF_FFFF_FFF0L);
        assertEquals(0xF0, execute(Opcode.I32_ATOMIC_RMW8_ADD_U, 0, 0x1_20));
        assertEquals(0xFF10L, execute(Opcode.I64_ATOMIC_RMW16_SUB_U, 0, 0x11L));
        assertEquals(0xFFFF_FEFFL, execute(Opcode.I64_ATOMIC_RMW32_XCHG_U, 0, 0xAAAA_1234_5678L));
        assertEquals(0x1234_5678, execute(Opcode.I32_ATOMIC_RMW_AND, 0, 0xFF00_FF00));
        assertEquals(0x1200_5600, execute(Opcode.I32_ATOMIC_RMW_OR, 0, 0x0034_0078));
        assertEquals(0xFFFF_FFFF_1234_5678L, execute(Opcode.I64_ATOMIC_RMW_XOR, 0, -1L));
        assertEquals(0xEDCB_A987L, execute(Opcode.I64_ATOMIC_LOAD, 0));
        assertEquals(0x87, execute(Opcode.I32_ATOMIC_LOAD8_U, 0));
        assertEquals(0xA987L, execute(Opcode.I64_ATOMIC_LOAD16_U, 0));
    }

    @Test
    void compareExchangeWrapsTheExpectedValue() {
        execute(Opcode.I64_ATOMIC_STORE, 0, ONES);
        assertEquals(0x11, execute(Opcode.I32_ATOMIC_RMW8_CMPXCHG_U, 0, 0x12, 0x42));
        assertEquals(0x11, execute(Opcode.I32_ATOMIC_RMW8_CMPXCHG_U, 0, 0xAA11, 0x42));
        assertEquals(0x42L, execute(Opcode.I64_ATOMIC_RMW8_CMPXCHG_U, 0, 0x42L, 0x11L));
        assertEquals(0x1111_1111, execute(Opcode.I32_ATOMIC_RMW_CMPXCHG, 0, 0x1111_1111, 0));
        assertEquals(ONES & -1L << 32, execute(Opcode.I64_ATOMIC_RMW_CMPXCHG, 0, ONES, 1L));
        assertEquals(ONES & -1L << 32, execute(Opcode.I64_ATOMIC_LOAD, 0));
    }

    @Test
    void accessesMustBeAlignedAndInBounds() {
        assertEquals(Trap.UNALIGNED_ATOMIC, trap(() -> execute(Opcode.I32_ATOMIC_LOAD, 2)));
        assertEquals(Trap.UNALIGNED_ATOMIC, trap(() -> execute(Opcode.I64_ATOMIC_STORE32, 2, 0L)));
        assertEquals(Trap.UNALIGNED_ATOMIC, trap(() -> execute(Opcode.I64_ATOMIC_RMW_ADD, 4, 0L)));
        assertEquals(Trap.UNALIGNED_ATOMIC, trap(() -> execute(Opcode.MEMORY_ATOMIC_NOTIFY, 1, 0)));
        assertEquals(Trap.OUT_OF_BOUNDS_MEMORY_ACCESS, trap(() -> execute(Opcode.I32_ATOMIC_LOAD8_U, 65536)));
        assertEquals(Trap.OUT_OF_BOUNDS_MEMORY_ACCESS, trap(() -> execute(Opcode.MEMORY_ATOMIC_WAIT64, 65536, 0L, 0L)));
    }

    @Test
    void alignmentIsCheckedBeforeBounds() {
        for (WasmMemory either : new WasmMemory[]{memory, memory(1, 1, false, false)}) {
            assertEquals(Trap.UNALIGNED_ATOMIC, trap(() -> execute(either, Opcode.I32_ATOMIC_LOAD, 65537)));
            assertEquals(Trap.UNALIGNED_ATOMIC, trap(() -> execute(either, Opcode.I64_ATOMIC_RMW16_ADD_U, 65535, 0L)));
            assertEquals(Trap.UNALIGNED_ATOMIC, trap(() -> execute(either, Opcode.MEMORY_ATOMIC_WAIT32, -1, 0, 0L)));
            assertEquals(Trap.OUT_OF_BOUNDS_MEMORY_ACCESS, trap(() -> execute(either, Opcode.MEMORY_ATOMIC_NOTIFY, -4, 0)));
        }
    }

    @Test
    void unsharedMemoriesHaveNoWaiters() {
        WasmMemory unshared = memory(1, 1, false, false);
        assertEquals(0, execute(unshared, Opcode.MEMORY_ATOMIC_NOTIFY, 0, -1));
        assertEquals(0, execute(unshared, Opcode.I32_ATOMIC_RMW_ADD, 0, 1));
        assertEquals(Trap.EXPECTED_SHARED_MEMORY, trap(() -> execute(unshared, Opcode.MEMORY_ATOMIC_WAIT32, 0, 0, 0L)));
    }

    @Test
    @Timeout(20)
    void threadsDoNotLoseUpdates() throws InterruptedException {
        Thread[] threads = new Thread[3];
        for (int i = 0; i < threads.length; i++) {
            threads[i] = new Thread(() -> {
                for (int n = 0; n < 2000; n++) {
                    execute(Opcode.I32_ATOMIC_RMW16_ADD_U, 2, 1);
                }
            });
            threads[i].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(6000, execute(Opcode.I32_ATOMIC_LOAD16_U, 2));
        assertEquals(0, execute(Opcode.I32_ATOMIC_LOAD16_U, 0));
    }
}
