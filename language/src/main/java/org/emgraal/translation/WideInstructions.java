// SPDX-License-Identifier: Apache-2.0
package org.emgraal.translation;

import org.emgraal.binary.Opcode;
import org.emgraal.module.ValueType.Kind;
import org.emgraal.nodes.ExpressionNode;
import org.emgraal.nodes.numeric.ConversionNodes;
import org.emgraal.nodes.numeric.I64ComparisonNodes;
import org.emgraal.nodes.numeric.I64Nodes;

/**
 * Translates the instructions whose results are two i64 that make up a 128-bit integer, the low half first
 * (wide-arithmetic proposal): each half is an ordinary expression of the operands, which stand in temporaries.
 */
final class WideInstructions {

    private final CodeBuilder builder;

    WideInstructions(CodeBuilder builder) {
        this.builder = builder;
    }

    /** False if the opcode is none of these. */
    boolean translate(int opcode) {
        switch (opcode) {
            case Opcode.I64_ADD128 -> {
                int[] slots = popSlots(4);
                ExpressionNode carry = less(new I64Nodes.Add(read(slots[0]), read(slots[2])), read(slots[0]));
                ExpressionNode high = new I64Nodes.Add(new I64Nodes.Add(read(slots[1]), read(slots[3])), carry);
                pushPair(slots[1], high, slots[0], new I64Nodes.Add(read(slots[0]), read(slots[2])), slots);
            }
            case Opcode.I64_SUB128 -> {
                int[] slots = popSlots(4);
                ExpressionNode borrow = less(read(slots[0]), read(slots[2]));
                ExpressionNode high = new I64Nodes.Sub(new I64Nodes.Sub(read(slots[1]), read(slots[3])), borrow);
                pushPair(slots[1], high, slots[0], new I64Nodes.Sub(read(slots[0]), read(slots[2])), slots);
            }
            case Opcode.I64_MUL_WIDE_S -> multiply(popSlots(2), true);
            case Opcode.I64_MUL_WIDE_U -> multiply(popSlots(2), false);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void multiply(int[] slots, boolean signed) {
        ExpressionNode left = read(slots[0]);
        ExpressionNode right = read(slots[1]);
        ExpressionNode high = signed ? new I64Nodes.MulHighS(left, right) : new I64Nodes.MulHighU(left, right);
        int spare = builder.slots.temporary(builder.height() + 2, Kind.I64);
        pushPair(spare, high, slots[0], new I64Nodes.Mul(read(slots[0]), read(slots[1])), slots);
        builder.pop();
        builder.push(Operand.read(Kind.I64, spare));
        builder.spillTop(1);
    }

    /** The temporaries in which the top operands stand, which are popped. */
    private int[] popSlots(int count) {
        builder.spillTop(count);
        int[] slots = new int[count];
        for (int i = count - 1; i >= 0; i--) {
            slots[i] = builder.pop().slot();
        }
        return slots;
    }

    /** Evaluates the high half, then the low one; both are pushed. */
    private void pushPair(int highSlot, ExpressionNode high, int lowSlot, ExpressionNode low, int[] operands) {
        Effects reads = Effects.NONE;
        for (int slot : operands) {
            reads = reads.and(Effects.read(slot));
        }
        builder.emit(VariableNodes.set(Kind.I64, highSlot, high), reads.write(highSlot));
        builder.emit(VariableNodes.set(Kind.I64, lowSlot, low), reads.write(lowSlot));
        builder.pushTemporary(Kind.I64);
        builder.pushTemporary(Kind.I64);
    }

    private static ExpressionNode read(int slot) {
        return VariableNodes.get(Kind.I64, slot);
    }

    /** 1 if {@code left} is less than {@code right} as an unsigned number, else 0. */
    private static ExpressionNode less(ExpressionNode left, ExpressionNode right) {
        return new ConversionNodes.I64ExtendI32U(new I64ComparisonNodes.LtU(left, right));
    }
}
