// SPDX-License-Identifier: Apache-2.0
package org.emgraal.translation;

import org.emgraal.binary.Opcode;
import org.emgraal.nodes.ExpressionNode;
import org.emgraal.nodes.memory.LocalBaseNodes;
import org.emgraal.nodes.memory.MemoryArgument;
import org.emgraal.nodes.numeric.ConstantNodes;
import org.emgraal.nodes.numeric.I32ConstantNodes;
import org.emgraal.nodes.numeric.I32LocalConstantNodes;
import org.emgraal.nodes.numeric.I32LocalNodes;
import org.emgraal.nodes.variable.LocalNodes;

/**
 * Nodes for instructions on locals and constants. In CPython's code two thirds of the operands of i32 arithmetic
 * are one or the other; reading them in the node saves a call each while interpreting, and nothing when compiled.
 */
final class OperandSpecializations {

    /** Constructor for a local and a constant. */
    @FunctionalInterface
    private interface LocalConstant {
        ExpressionNode create(int slot, int constant);
    }

    /** Constructor for any operand and a constant. */
    @FunctionalInterface
    private interface Constant {
        ExpressionNode create(ExpressionNode left, int constant);
    }

    private record Row(Constant constant, LocalConstant localConstant) {
    }

    private static final OpcodeTable<Row> ROWS = new OpcodeTable<>();

    static {
        ROWS.put(Opcode.I32_ADD, new Row(I32ConstantNodes.Add::new, I32LocalConstantNodes.Add::new));
        ROWS.put(Opcode.I32_MUL, new Row(I32ConstantNodes.Mul::new, null));
        ROWS.put(Opcode.I32_AND, new Row(I32ConstantNodes.And::new, I32LocalConstantNodes.And::new));
        ROWS.put(Opcode.I32_OR, new Row(I32ConstantNodes.Or::new, null));
        ROWS.put(Opcode.I32_XOR, new Row(I32ConstantNodes.Xor::new, null));
        ROWS.put(Opcode.I32_SHL, new Row(I32ConstantNodes.Shl::new, I32LocalConstantNodes.Shl::new));
        ROWS.put(Opcode.I32_SHR_S, new Row(I32ConstantNodes.ShrS::new, I32LocalConstantNodes.ShrS::new));
        ROWS.put(Opcode.I32_SHR_U, new Row(I32ConstantNodes.ShrU::new, I32LocalConstantNodes.ShrU::new));
        ROWS.put(Opcode.I32_EQ, new Row(I32ConstantNodes.Eq::new, I32LocalConstantNodes.Eq::new));
        ROWS.put(Opcode.I32_NE, new Row(I32ConstantNodes.Ne::new, I32LocalConstantNodes.Ne::new));
        ROWS.put(Opcode.I32_LT_S, new Row(I32ConstantNodes.LtS::new, I32LocalConstantNodes.LtS::new));
        ROWS.put(Opcode.I32_LT_U, new Row(I32ConstantNodes.LtU::new, I32LocalConstantNodes.LtU::new));
        ROWS.put(Opcode.I32_GT_S, new Row(I32ConstantNodes.GtS::new, I32LocalConstantNodes.GtS::new));
        ROWS.put(Opcode.I32_GT_U, new Row(I32ConstantNodes.GtU::new, I32LocalConstantNodes.GtU::new));
    }

    private OperandSpecializations() {
    }

    /** A special node for the unary instruction, or null. */
    static ExpressionNode unary(int opcode, ExpressionNode operand) {
        return opcode == Opcode.I32_EQZ && operand instanceof LocalNodes.GetI32 local ? new I32LocalNodes.Eqz(local.slot()) : null;
    }

    /** A special node for the binary instruction, or null. */
    static ExpressionNode binary(int opcode, ExpressionNode left, ExpressionNode right) {
        if (right instanceof ConstantNodes.I32 constant) {
            return withConstant(opcode, left, constant.value());
        }
        if (left instanceof LocalNodes.GetI32 local) {
            return withLocal(opcode, local.slot(), right);
        }
        return null;
    }

    private static ExpressionNode withConstant(int opcode, ExpressionNode left, int constant) {
        // The same condition with the next number: fewer classes for the same effect.
        switch (opcode) {
            case Opcode.I32_SUB -> {
                return withConstant(Opcode.I32_ADD, left, -constant);
            }
            case Opcode.I32_LE_S -> {
                return constant == Integer.MAX_VALUE ? null : withConstant(Opcode.I32_LT_S, left, constant + 1);
            }
            case Opcode.I32_GE_S -> {
                return constant == Integer.MIN_VALUE ? null : withConstant(Opcode.I32_GT_S, left, constant - 1);
            }
            case Opcode.I32_LE_U -> {
                return constant == -1 ? null : withConstant(Opcode.I32_LT_U, left, constant + 1);
            }
            case Opcode.I32_GE_U -> {
                return constant == 0 ? null : withConstant(Opcode.I32_GT_U, left, constant - 1);
            }
            default -> {
                Row row = ROWS.get(opcode);
                if (row == null) {
                    return null;
                }
                return row.localConstant() != null && left instanceof LocalNodes.GetI32 local
                                ? row.localConstant().create(local.slot(), constant)
                                : row.constant().create(left, constant);
            }
        }
    }

    private static ExpressionNode withLocal(int opcode, int slot, ExpressionNode right) {
        boolean two = right instanceof LocalNodes.GetI32;
        return switch (opcode) {
            case Opcode.I32_ADD -> two ? new I32LocalNodes.AddLocals(slot, ((LocalNodes.GetI32) right).slot())
                            : new I32LocalNodes.AddToLocal(slot, right);
            case Opcode.I32_SUB -> two ? new I32LocalNodes.SubLocals(slot, ((LocalNodes.GetI32) right).slot())
                            : new I32LocalNodes.SubToLocal(slot, right);
            default -> null;
        };
    }

    /** Slot of the local that is the base of an access to an ordinary memory 0, or -1. */
    private static int base(MemoryArgument argument, ExpressionNode base) {
        boolean ordinary = argument.memory() == 0 && !argument.index64() && !argument.shared();
        return ordinary && base instanceof LocalNodes.GetI32 local ? local.slot() : -1;
    }

    /** A special node for the load, or null. */
    static ExpressionNode load(int opcode, MemoryArgument argument, ExpressionNode base) {
        int slot = base(argument, base);
        long offset = argument.offset();
        return slot < 0 ? null : switch (opcode) {
            case Opcode.I32_LOAD -> new LocalBaseNodes.I32Load(slot, offset);
            case Opcode.I32_LOAD8_U -> new LocalBaseNodes.I32Load8U(slot, offset);
            case Opcode.I32_LOAD16_U -> new LocalBaseNodes.I32Load16U(slot, offset);
            case Opcode.I64_LOAD -> new LocalBaseNodes.I64Load(slot, offset);
            case Opcode.F64_LOAD -> new LocalBaseNodes.F64Load(slot, offset);
            default -> null;
        };
    }

    /** A special node for the store, or null. */
    static ExpressionNode store(int opcode, MemoryArgument argument, ExpressionNode base, ExpressionNode value) {
        int slot = base(argument, base);
        long offset = argument.offset();
        return slot < 0 ? null : switch (opcode) {
            case Opcode.I32_STORE -> switch (value) {
                case LocalNodes.GetI32 local -> new LocalBaseNodes.I32StoreLocal(slot, offset, local.slot());
                case ConstantNodes.I32 constant -> new LocalBaseNodes.I32StoreConstant(slot, offset, constant.value());
                default -> new LocalBaseNodes.I32Store(slot, offset, value);
            };
            case Opcode.I32_STORE8 -> new LocalBaseNodes.I32Store8(slot, offset, value);
            case Opcode.I64_STORE -> new LocalBaseNodes.I64Store(slot, offset, value);
            case Opcode.F64_STORE -> new LocalBaseNodes.F64Store(slot, offset, value);
            default -> null;
        };
    }
}
