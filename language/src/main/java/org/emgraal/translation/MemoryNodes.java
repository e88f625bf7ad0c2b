// SPDX-License-Identifier: Apache-2.0
package org.emgraal.translation;

import static org.emgraal.module.ValueType.Kind.F32;
import static org.emgraal.module.ValueType.Kind.F64;
import static org.emgraal.module.ValueType.Kind.I32;
import static org.emgraal.module.ValueType.Kind.I64;
import static org.emgraal.module.ValueType.Kind.V128;

import org.emgraal.binary.Opcode;
import org.emgraal.module.ValueType.Kind;
import org.emgraal.nodes.ExpressionNode;
import org.emgraal.nodes.memory.LoadNodes;
import org.emgraal.nodes.memory.MemoryArgument;
import org.emgraal.nodes.memory.StoreNodes;
import org.emgraal.nodes.simd.VectorLoadNodes;
import org.emgraal.nodes.simd.VectorStoreNodes;

/** The load and store instructions: value and node of each opcode. */
final class MemoryNodes {

    /** Constructor of a load's node. */
    @FunctionalInterface
    interface Load {
        ExpressionNode create(MemoryArgument argument, ExpressionNode base);
    }

    /** Constructor of a store's node. */
    @FunctionalInterface
    interface Store {
        ExpressionNode create(MemoryArgument argument, ExpressionNode base, ExpressionNode value);
    }

    /**
     * What an instruction loads or stores.
     *
     * @param value representation of the value
     * @param load constructor of the node; null for a store
     * @param store constructor of the node; null for a load
     */
    record Operation(Kind value, Load load, Store store) {

        boolean isLoad() {
            return load != null;
        }
    }

    private static final OpcodeTable<Operation> OPERATIONS = new OpcodeTable<>();

    static {
        load(I32, Opcode.I32_LOAD, LoadNodes.I32Load::new);
        load(I64, Opcode.I64_LOAD, LoadNodes.I64Load::new);
        load(F32, Opcode.F32_LOAD, LoadNodes.F32Load::new);
        load(F64, Opcode.F64_LOAD, LoadNodes.F64Load::new);
        load(I32, Opcode.I32_LOAD8_S, LoadNodes.I32Load8S::new);
        load(I32, Opcode.I32_LOAD8_U, LoadNodes.I32Load8U::new);
        load(I32, Opcode.I32_LOAD16_S, LoadNodes.I32Load16S::new);
        load(I32, Opcode.I32_LOAD16_U, LoadNodes.I32Load16U::new);
        load(I64, Opcode.I64_LOAD8_S, LoadNodes.I64Load8S::new);
        load(I64, Opcode.I64_LOAD8_U, LoadNodes.I64Load8U::new);
        load(I64, Opcode.I64_LOAD16_S, LoadNodes.I64Load16S::new);
        load(I64, Opcode.I64_LOAD16_U, LoadNodes.I64Load16U::new);
        load(I64, Opcode.I64_LOAD32_S, LoadNodes.I64Load32S::new);
        load(I64, Opcode.I64_LOAD32_U, LoadNodes.I64Load32U::new);
        store(I32, Opcode.I32_STORE, StoreNodes.I32Store::new);
        store(I64, Opcode.I64_STORE, StoreNodes.I64Store::new);
        store(F32, Opcode.F32_STORE, StoreNodes.F32Store::new);
        store(F64, Opcode.F64_STORE, StoreNodes.F64Store::new);
        store(I32, Opcode.I32_STORE8, StoreNodes.I32Store8::new);
        store(I32, Opcode.I32_STORE16, StoreNodes.I32Store16::new);
        store(I64, Opcode.I64_STORE8, StoreNodes.I64Store8::new);
        store(I64, Opcode.I64_STORE16, StoreNodes.I64Store16::new);
        store(I64, Opcode.I64_STORE32, StoreNodes.I64Store32::new);
        load(V128, Opcode.V128_LOAD, VectorLoadNodes.Load::new);
        load(V128, Opcode.V128_LOAD8X8_S, (argument, base) -> new VectorLoadNodes.LoadExtend(8, true, argument, base));
        load(V128, Opcode.V128_LOAD8X8_U, (argument, base) -> new VectorLoadNodes.LoadExtend(8, false, argument, base));
        load(V128, Opcode.V128_LOAD16X4_S, (argument, base) -> new VectorLoadNodes.LoadExtend(16, true, argument, base));
        load(V128, Opcode.V128_LOAD16X4_U, (argument, base) -> new VectorLoadNodes.LoadExtend(16, false, argument, base));
        load(V128, Opcode.V128_LOAD32X2_S, (argument, base) -> new VectorLoadNodes.LoadExtend(32, true, argument, base));
        load(V128, Opcode.V128_LOAD32X2_U, (argument, base) -> new VectorLoadNodes.LoadExtend(32, false, argument, base));
        load(V128, Opcode.V128_LOAD8_SPLAT, (argument, base) -> new VectorLoadNodes.LoadSplat(8, argument, base));
        load(V128, Opcode.V128_LOAD16_SPLAT, (argument, base) -> new VectorLoadNodes.LoadSplat(16, argument, base));
        load(V128, Opcode.V128_LOAD32_SPLAT, (argument, base) -> new VectorLoadNodes.LoadSplat(32, argument, base));
        load(V128, Opcode.V128_LOAD64_SPLAT, (argument, base) -> new VectorLoadNodes.LoadSplat(64, argument, base));
        load(V128, Opcode.V128_LOAD32_ZERO, (argument, base) -> new VectorLoadNodes.LoadZero(32, argument, base));
        load(V128, Opcode.V128_LOAD64_ZERO, (argument, base) -> new VectorLoadNodes.LoadZero(64, argument, base));
        store(V128, Opcode.V128_STORE, VectorStoreNodes.Store::new);
    }

    private MemoryNodes() {
    }

    /** The load or store with this opcode, or null if it is another instruction. */
    static Operation operation(int opcode) {
        return OPERATIONS.get(opcode);
    }

    static ExpressionNode load(int opcode, MemoryArgument argument, ExpressionNode base) {
        ExpressionNode special = OperandSpecializations.load(opcode, argument, base);
        return special != null ? special : operation(opcode).load().create(argument, base);
    }

    static ExpressionNode store(int opcode, MemoryArgument argument, ExpressionNode base, ExpressionNode value) {
        ExpressionNode special = OperandSpecializations.store(opcode, argument, base, value);
        return special != null ? special : operation(opcode).store().create(argument, base, value);
    }

    private static void load(Kind value, int opcode, Load node) {
        OPERATIONS.put(opcode, new Operation(value, node, null));
    }

    private static void store(Kind value, int opcode, Store node) {
        OPERATIONS.put(opcode, new Operation(value, null, node));
    }
}
