// SPDX-License-Identifier: Apache-2.0
package org.emgraal.bytecode;

import static org.emgraal.bytecode.StackCode.*;

import java.lang.classfile.Opcode;
import java.lang.constant.ClassDesc;
import java.util.Arrays;
import java.util.List;
import org.emgraal.module.ValueType.Kind;

/**
 * Writes {@link StackCode}, and knows what stands on the operand stack. At a block's border the operands stand in the
 * slots of their positions. A comparison is not made a number until something else than a branch wants it.
 */
final class StackCodeBuilder {

    /** A block that is longer is cut, so that a piece of a method can hold it. */
    private static final int MAX_BLOCK = 600 * WIDTH;

    final StackCode code = new StackCode();
    private Kind[] stack = new Kind[32];
    private int height;
    private Block current;
    private int operandsAtStart;
    private boolean reachable;
    private TryRegion region;
    /** The JVM opcode that branches if the comparison on top of the stack holds; null if the top is a plain value. */
    private Opcode comparison;

    // ---- the operand stack

    int height() {
        return height;
    }

    /** The kind of the operand {@code depth} below the top. */
    Kind peek(int depth) {
        return stack[height - 1 - depth];
    }

    void push(Kind kind) {
        if (height == stack.length) {
            stack = Arrays.copyOf(stack, height * 2);
        }
        stack[height++] = kind;
    }

    void push(List<Kind> kinds) {
        kinds.forEach(this::push);
    }

    void pop(int count) {
        height -= count;
    }

    void truncate(int newHeight) {
        height = newHeight;
        comparison = null;
    }

    // ---- operations

    void plain(Opcode opcode) {
        code.add(PLAIN, opcode.bytecode());
    }

    void integer(int value) {
        code.add(INT, value);
    }

    void invoke(ClassDesc owner, String name, String descriptor) {
        code.addInvoke(Support.method(owner, name, descriptor));
    }

    /** Takes the top operand off the JVM's stack too. */
    void drop() {
        plain(Kinds.isWide(peek(0)) ? Opcode.POP2 : Opcode.POP);
        height--;
    }

    /** Moves the topmost operand of the JVM's stack, which is {@code depth} below the known top, to its position's slot. */
    int putAside(int depth) {
        int slot = code.temporary(height - 1 - depth, peek(depth));
        code.add(STORE, slot);
        return slot;
    }

    /** The topmost operands; their slots, the lowest first. */
    int[] putAsideAll(int count) {
        int[] putAside = new int[count];
        for (int depth = 0; depth < count; depth++) {
            putAside[count - 1 - depth] = putAside(depth);
        }
        return putAside;
    }

    /** As {@link #putAside}, of an i64 that becomes an i32. */
    int putAsideNarrow(int depth) {
        plain(Opcode.L2I);
        int slot = code.temporary(height - 1 - depth, Kind.I32);
        code.add(STORE, slot);
        return slot;
    }

    /** The pending comparison becomes 0 or 1. */
    void settle() {
        if (comparison != null) {
            int yes = code.newLabel();
            int end = code.newLabel();
            code.add(BRANCH_LOCAL, comparison.bytecode(), yes);
            integer(0);
            code.add(GOTO_LOCAL, end);
            code.add(LABEL, yes);
            integer(1);
            code.add(LABEL, end);
            comparison = null;
        }
    }

    /** Pushes the i32 result of a comparison, of which {@code opcode} is the branch. */
    void compared(Opcode opcode) {
        push(Kind.I32);
        comparison = opcode;
    }

    /** {@code i32.eqz} of a pending comparison; false if there is none. */
    boolean negateComparison() {
        if (comparison == null) {
            return false;
        }
        comparison = negate(comparison);
        return true;
    }

    /** Pops an i32 condition: the branch that is taken if it is not 0. */
    Opcode popCondition() {
        Opcode branch = comparison == null ? Opcode.IFNE : comparison;
        comparison = null;
        height--;
        return branch;
    }

    static Opcode negate(Opcode branch) {
        return switch (branch) {
            case IFEQ -> Opcode.IFNE;
            case IFNE -> Opcode.IFEQ;
            case IFLT -> Opcode.IFGE;
            case IFGE -> Opcode.IFLT;
            case IFGT -> Opcode.IFLE;
            case IFLE -> Opcode.IFGT;
            case IF_ICMPEQ -> Opcode.IF_ICMPNE;
            case IF_ICMPNE -> Opcode.IF_ICMPEQ;
            case IF_ICMPLT -> Opcode.IF_ICMPGE;
            case IF_ICMPGE -> Opcode.IF_ICMPLT;
            case IF_ICMPGT -> Opcode.IF_ICMPLE;
            case IF_ICMPLE -> Opcode.IF_ICMPGT;
            case IFNULL -> Opcode.IFNONNULL;
            case IFNONNULL -> Opcode.IFNULL;
            case IF_ACMPEQ -> Opcode.IF_ACMPNE;
            case IF_ACMPNE -> Opcode.IF_ACMPEQ;
            default -> throw new IllegalArgumentException(branch.name());
        };
    }

    /** Whether the last operation pushes 0 or 1, of either sign, as a float. */
    boolean endsWithNeutralConstant() {
        int last = code.size - WIDTH;
        if (last < current.start) {
            return false;
        }
        double value = switch (code.operations[last]) {
            case FLOAT -> Float.intBitsToFloat(code.operations[last + 1]);
            case DOUBLE -> Double.longBitsToDouble(code.longAt(code.operations[last + 1]));
            default -> Double.NaN;
        };
        return Math.abs(value) == 0 || Math.abs(value) == 1;
    }

    // ---- blocks

    boolean isReachable() {
        return reachable;
    }

    void unreachable() {
        reachable = false;
        comparison = null;
    }

    TryRegion region() {
        return region;
    }

    void enterRegion(TryRegion newRegion) {
        region = newRegion;
    }

    Block newBlock() {
        return code.newBlock(region);
    }

    /** Begins a block: the operands are taken out of their slots. */
    void place(Block block) {
        if (block.region != region) {
            throw new IllegalStateException("a block of another try region");
        }
        end();
        block.start = code.size;
        block.placed = true;
        code.placed.add(block);
        current = block;
        reachable = true;
        operandsAtStart = height;
        for (int i = 0; i < height; i++) {
            code.add(LOAD, code.temporary(i, stack[i]));
        }
    }

    void end() {
        if (current != null) {
            current.end = code.size;
        }
    }

    /** Goes on in a new block if this one has become long; not counted is the moving of operands where it begins and ends. */
    void cutIfLong() {
        if (reachable && code.size - current.start > MAX_BLOCK + 2 * WIDTH * (operandsAtStart + height)) {
            settle();
            Block next = newBlock();
            jump(next, height, 0);
            place(next);
        }
    }

    /**
     * Puts the operands into slots as the target expects them, and goes there. What is known of the stack stays as it is.
     *
     * @param base height of the stack below the label's operands
     * @param arity number of the label's operands
     */
    void jump(Block target, int base, int arity) {
        int position = height;
        for (int i = arity - 1; i >= 0; i--) {
            position--;
            code.add(STORE, code.temporary(base + i, stack[position]));
        }
        while (position > base) {
            position--;
            plain(Kinds.isWide(stack[position]) ? Opcode.POP2 : Opcode.POP);
        }
        while (position > 0) {
            position--;
            code.add(STORE, code.temporary(position, stack[position]));
        }
        code.add(JUMP, target.number);
    }
}
