// SPDX-License-Identifier: Apache-2.0
package org.emgraal.translation;

import static org.emgraal.module.ValueType.Kind.I32;
import static org.emgraal.module.ValueType.Kind.I64;
import static org.emgraal.runtime.AtomicArray.Update.ADD;
import static org.emgraal.runtime.AtomicArray.Update.AND;
import static org.emgraal.runtime.AtomicArray.Update.OR;
import static org.emgraal.runtime.AtomicArray.Update.SUB;
import static org.emgraal.runtime.AtomicArray.Update.XCHG;
import static org.emgraal.runtime.AtomicArray.Update.XOR;

import java.util.List;
import org.emgraal.binary.Opcode;
import org.emgraal.module.ValueType.Kind;
import org.emgraal.nodes.ExpressionNode;
import org.emgraal.nodes.memory.AtomicAccessNodes;
import org.emgraal.nodes.memory.AtomicExchangeNodes;
import org.emgraal.nodes.memory.AtomicUpdateNodes;
import org.emgraal.nodes.memory.MemoryArgument;
import org.emgraal.nodes.memory.WaitNodes;
import org.emgraal.nodes.numeric.ConversionNodes;
import org.emgraal.runtime.AtomicArray;

/**
 * The atomic instructions with a memory argument: operands, result and node of each opcode. An i64 instruction of 8,
 * 16 or 32 bits is the i32 one between a wrap and a zero-extension.
 */
final class AtomicNodes {

    /** Constructor of a node from the address and the operands behind it. */
    @FunctionalInterface
    interface Constructor {
        ExpressionNode create(MemoryArgument argument, ExpressionNode base, ExpressionNode[] operands);
    }

    @FunctionalInterface
    private interface Load {
        ExpressionNode create(MemoryArgument argument, ExpressionNode base);
    }

    @FunctionalInterface
    private interface Store {
        ExpressionNode create(MemoryArgument argument, ExpressionNode base, ExpressionNode value);
    }

    @FunctionalInterface
    private interface Update {
        ExpressionNode create(AtomicArray.Update operation, MemoryArgument argument, ExpressionNode base,
                        ExpressionNode operand);
    }

    /** Nodes with two operands behind the address: compare-exchange and wait. */
    @FunctionalInterface
    private interface Exchange {
        ExpressionNode create(MemoryArgument argument, ExpressionNode base, ExpressionNode expected, ExpressionNode second);
    }

    /**
     * What an instruction takes and gives.
     *
     * @param operands representations of the operands behind the address
     * @param result representation of the result, or null if there is none
     */
    record Operation(List<Kind> operands, Kind result, Constructor node) {
    }

    private static final OpcodeTable<Operation> OPERATIONS = new OpcodeTable<>();

    static {
        store(I32, I32, Opcode.MEMORY_ATOMIC_NOTIFY, WaitNodes.Notify::new);
        exchange(List.of(I32, I64), I32, Opcode.MEMORY_ATOMIC_WAIT32, WaitNodes.Wait32::new);
        exchange(List.of(I64, I64), I32, Opcode.MEMORY_ATOMIC_WAIT64, WaitNodes.Wait64::new);
        load(I32, Opcode.I32_ATOMIC_LOAD, AtomicAccessNodes.Load32::new);
        load(I64, Opcode.I64_ATOMIC_LOAD, AtomicAccessNodes.Load64::new);
        load(I32, Opcode.I32_ATOMIC_LOAD8_U, AtomicAccessNodes.Load8::new);
        load(I32, Opcode.I32_ATOMIC_LOAD16_U, AtomicAccessNodes.Load16::new);
        narrowLoad(Opcode.I64_ATOMIC_LOAD8_U, AtomicAccessNodes.Load8::new);
        narrowLoad(Opcode.I64_ATOMIC_LOAD16_U, AtomicAccessNodes.Load16::new);
        narrowLoad(Opcode.I64_ATOMIC_LOAD32_U, AtomicAccessNodes.Load32::new);
        store(I32, null, Opcode.I32_ATOMIC_STORE, AtomicAccessNodes.Store32::new);
        store(I64, null, Opcode.I64_ATOMIC_STORE, AtomicAccessNodes.Store64::new);
        store(I32, null, Opcode.I32_ATOMIC_STORE8, AtomicAccessNodes.Store8::new);
        store(I32, null, Opcode.I32_ATOMIC_STORE16, AtomicAccessNodes.Store16::new);
        narrowStore(Opcode.I64_ATOMIC_STORE8, AtomicAccessNodes.Store8::new);
        narrowStore(Opcode.I64_ATOMIC_STORE16, AtomicAccessNodes.Store16::new);
        narrowStore(Opcode.I64_ATOMIC_STORE32, AtomicAccessNodes.Store32::new);
        update(I32, ADD, Opcode.I32_ATOMIC_RMW_ADD, AtomicUpdateNodes.Update32::new);
        update(I64, ADD, Opcode.I64_ATOMIC_RMW_ADD, AtomicUpdateNodes.Update64::new);
        update(I32, ADD, Opcode.I32_ATOMIC_RMW8_ADD_U, AtomicUpdateNodes.Update8::new);
        update(I32, ADD, Opcode.I32_ATOMIC_RMW16_ADD_U, AtomicUpdateNodes.Update16::new);
        narrowUpdate(ADD, Opcode.I64_ATOMIC_RMW8_ADD_U, AtomicUpdateNodes.Update8::new);
        narrowUpdate(ADD, Opcode.I64_ATOMIC_RMW16_ADD_U, AtomicUpdateNodes.Update16::new);
        narrowUpdate(ADD, Opcode.I64_ATOMIC_RMW32_ADD_U, AtomicUpdateNodes.Update32::new);
        update(I32, SUB, Opcode.I32_ATOMIC_RMW_SUB, AtomicUpdateNodes.Update32::new);
        update(I64, SUB, Opcode.I64_ATOMIC_RMW_SUB, AtomicUpdateNodes.Update64::new);
        update(I32, SUB, Opcode.I32_ATOMIC_RMW8_SUB_U, AtomicUpdateNodes.Update8::new);
        update(I32, SUB, Opcode.I32_ATOMIC_RMW16_SUB_U, AtomicUpdateNodes.Update16::new);
        narrowUpdate(SUB, Opcode.I64_ATOMIC_RMW8_SUB_U, AtomicUpdateNodes.Update8::new);
        narrowUpdate(SUB, Opcode.I64_ATOMIC_RMW16_SUB_U, AtomicUpdateNodes.Update16::new);
        narrowUpdate(SUB, Opcode.I64_ATOMIC_RMW32_SUB_U, AtomicUpdateNodes.Update32::new);
        update(I32, AND, Opcode.I32_ATOMIC_RMW_AND, AtomicUpdateNodes.Update32::new);
        update(I64, AND, Opcode.I64_ATOMIC_RMW_AND, AtomicUpdateNodes.Update64::new);
        update(I32, AND, Opcode.I32_ATOMIC_RMW8_AND_U, AtomicUpdateNodes.Update8::new);
        update(I32, AND, Opcode.I32_ATOMIC_RMW16_AND_U, AtomicUpdateNodes.Update16::new);
        narrowUpdate(AND, Opcode.I64_ATOMIC_RMW8_AND_U, AtomicUpdateNodes.Update8::new);
        narrowUpdate(AND, Opcode.I64_ATOMIC_RMW16_AND_U, AtomicUpdateNodes.Update16::new);
        narrowUpdate(AND, Opcode.I64_ATOMIC_RMW32_AND_U, AtomicUpdateNodes.Update32::new);
        update(I32, OR, Opcode.I32_ATOMIC_RMW_OR, AtomicUpdateNodes.Update32::new);
        update(I64, OR, Opcode.I64_ATOMIC_RMW_OR, AtomicUpdateNodes.Update64::new);
        update(I32, OR, Opcode.I32_ATOMIC_RMW8_OR_U, AtomicUpdateNodes.Update8::new);
        update(I32, OR, Opcode.I32_ATOMIC_RMW16_OR_U, AtomicUpdateNodes.Update16::new);
        narrowUpdate(OR, Opcode.I64_ATOMIC_RMW8_OR_U, AtomicUpdateNodes.Update8::new);
        narrowUpdate(OR, Opcode.I64_ATOMIC_RMW16_OR_U, AtomicUpdateNodes.Update16::new);
        narrowUpdate(OR, Opcode.I64_ATOMIC_RMW32_OR_U, AtomicUpdateNodes.Update32::new);
        update(I32, XOR, Opcode.I32_ATOMIC_RMW_XOR, AtomicUpdateNodes.Update32::new);
        update(I64, XOR, Opcode.I64_ATOMIC_RMW_XOR, AtomicUpdateNodes.Update64::new);
        update(I32, XOR, Opcode.I32_ATOMIC_RMW8_XOR_U, AtomicUpdateNodes.Update8::new);
        update(I32, XOR, Opcode.I32_ATOMIC_RMW16_XOR_U, AtomicUpdateNodes.Update16::new);
        narrowUpdate(XOR, Opcode.I64_ATOMIC_RMW8_XOR_U, AtomicUpdateNodes.Update8::new);
        narrowUpdate(XOR, Opcode.I64_ATOMIC_RMW16_XOR_U, AtomicUpdateNodes.Update16::new);
        narrowUpdate(XOR, Opcode.I64_ATOMIC_RMW32_XOR_U, AtomicUpdateNodes.Update32::new);
        update(I32, XCHG, Opcode.I32_ATOMIC_RMW_XCHG, AtomicUpdateNodes.Update32::new);
        update(I64, XCHG, Opcode.I64_ATOMIC_RMW_XCHG, AtomicUpdateNodes.Update64::new);
        update(I32, XCHG, Opcode.I32_ATOMIC_RMW8_XCHG_U, AtomicUpdateNodes.Update8::new);
        update(I32, XCHG, Opcode.I32_ATOMIC_RMW16_XCHG_U, AtomicUpdateNodes.Update16::new);
        narrowUpdate(XCHG, Opcode.I64_ATOMIC_RMW8_XCHG_U, AtomicUpdateNodes.Update8::new);
        narrowUpdate(XCHG, Opcode.I64_ATOMIC_RMW16_XCHG_U, AtomicUpdateNodes.Update16::new);
        narrowUpdate(XCHG, Opcode.I64_ATOMIC_RMW32_XCHG_U, AtomicUpdateNodes.Update32::new);
        exchange(List.of(I32, I32), I32, Opcode.I32_ATOMIC_RMW_CMPXCHG, AtomicExchangeNodes.Exchange32::new);
        exchange(List.of(I64, I64), I64, Opcode.I64_ATOMIC_RMW_CMPXCHG, AtomicExchangeNodes.Exchange64::new);
        exchange(List.of(I32, I32), I32, Opcode.I32_ATOMIC_RMW8_CMPXCHG_U, AtomicExchangeNodes.Exchange8::new);
        exchange(List.of(I32, I32), I32, Opcode.I32_ATOMIC_RMW16_CMPXCHG_U, AtomicExchangeNodes.Exchange16::new);
        narrowExchange(Opcode.I64_ATOMIC_RMW8_CMPXCHG_U, AtomicExchangeNodes.Exchange8::new);
        narrowExchange(Opcode.I64_ATOMIC_RMW16_CMPXCHG_U, AtomicExchangeNodes.Exchange16::new);
        narrowExchange(Opcode.I64_ATOMIC_RMW32_CMPXCHG_U, AtomicExchangeNodes.Exchange32::new);
    }

    private AtomicNodes() {
    }

    /** The atomic instruction with this opcode, or null if it is another one or {@code atomic.fence}. */
    static Operation operation(int opcode) {
        return OPERATIONS.get(opcode);
    }

    private static void load(Kind kind, int opcode, Load node) {
        put(opcode, List.of(), kind, (argument, base, operands) -> node.create(argument, base));
    }

    private static void narrowLoad(int opcode, Load node) {
        put(opcode, List.of(), I64, (argument, base, operands) -> extend(node.create(argument, base)));
    }

    private static void store(Kind operand, Kind result, int opcode, Store node) {
        put(opcode, List.of(operand), result, (argument, base, operands) -> node.create(argument, base, operands[0]));
    }

    private static void narrowStore(int opcode, Store node) {
        put(opcode, List.of(I64), null, (argument, base, operands) -> node.create(argument, base, wrap(operands[0])));
    }

    private static void update(Kind kind, AtomicArray.Update operation, int opcode, Update node) {
        put(opcode, List.of(kind), kind,
                        (argument, base, operands) -> node.create(operation, argument, base, operands[0]));
    }

    private static void narrowUpdate(AtomicArray.Update operation, int opcode, Update node) {
        put(opcode, List.of(I64), I64,
                        (argument, base, operands) -> extend(node.create(operation, argument, base, wrap(operands[0]))));
    }

    private static void exchange(List<Kind> kinds, Kind result, int opcode, Exchange node) {
        put(opcode, kinds, result, (argument, base, operands) -> node.create(argument, base, operands[0], operands[1]));
    }

    private static void narrowExchange(int opcode, Exchange node) {
        put(opcode, List.of(I64, I64), I64,
                        (argument, base, operands) -> extend(node.create(argument, base, wrap(operands[0]), wrap(operands[1]))));
    }

    private static ExpressionNode wrap(ExpressionNode operand) {
        return new ConversionNodes.I32WrapI64(operand);
    }

    private static ExpressionNode extend(ExpressionNode result) {
        return new ConversionNodes.I64ExtendI32U(result);
    }

    private static void put(int opcode, List<Kind> operands, Kind result, Constructor node) {
        OPERATIONS.put(opcode, new Operation(operands, result, node));
    }
}
