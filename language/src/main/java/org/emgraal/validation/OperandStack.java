// SPDX-License-Identifier: Apache-2.0
package org.emgraal.validation;

import java.util.Arrays;

/** The types of the operands at one point of a function, with the part that the innermost block may touch. */
final class OperandStack {

    private static final int FIRST_CAPACITY = 64;

    private final TypeSpace types;
    private final Location location;
    private final int limit;
    private int[] operands = new int[FIRST_CAPACITY];
    private int size;
    private int base;
    private boolean unreachable;

    /** @param limit the largest height, which bounds what a hostile function can make us allocate */
    OperandStack(TypeSpace types, Location location, int limit) {
        this.types = types;
        this.location = location;
        this.limit = limit;
    }

    int size() {
        return size;
    }

    /** Limits popping to the operands of a block. */
    void enter(ControlFrame frame) {
        base = frame.height;
        unreachable = frame.unreachable;
    }

    /** Discards the block's operands: until it ends, it has as many more of any type as needed. */
    void markUnreachable() {
        size = base;
        unreachable = true;
    }

    void push(int type) {
        if (size == operands.length) {
            grow();
        }
        operands[size++] = type;
    }

    void pushAll(int[] all) {
        for (int type : all) {
            push(type);
        }
    }

    /** Pops an operand of whatever type; {@link TypeCode#UNKNOWN} if the code is unreachable. */
    int pop() {
        if (size == base) {
            if (unreachable) {
                return TypeCode.UNKNOWN;
            }
            throw location.mismatch("the stack of this block is empty");
        }
        return operands[--size];
    }

    /** Pops an operand that must match a type; the operand's own type is returned. */
    int pop(int expected) {
        if (size == base && !unreachable) {
            throw location.mismatch("expected " + TypeCode.toString(expected)
                            + " but the stack of this block is empty");
        }
        int actual = pop();
        check(actual, expected);
        return actual;
    }

    void popAll(int[] expected) {
        for (int i = expected.length - 1; i >= 0; i--) {
            pop(expected[i]);
        }
    }

    /** Pops a reference; {@code (ref bot)} if the code is unreachable. */
    int popReference() {
        int type = pop();
        if (type == TypeCode.UNKNOWN) {
            return TypeCode.reference(false, TypeCode.BOTTOM);
        }
        if (!TypeCode.isReference(type)) {
            throw location.mismatch("expected a reference but found " + TypeCode.toString(type));
        }
        return type;
    }

    /** Checks the topmost operands and leaves them. */
    void peekAll(int[] expected) {
        for (int i = expected.length - 1, at = size - 1; i >= 0; i--, at--) {
            if (at < base) {
                if (unreachable) {
                    return;
                }
                throw location.mismatch("expected " + TypeCode.toString(expected[i])
                                + " but the stack of this block is empty");
            }
            check(operands[at], expected[i]);
        }
    }

    /** Checks that a block left nothing but its results, which were popped already. */
    void checkEmpty() {
        if (size != base) {
            throw location.mismatch((size - base) + " values remaining on stack at end of block");
        }
    }

    private void check(int actual, int expected) {
        if (actual != expected && !types.matches(actual, expected)) {
            throw location.mismatch("expected " + TypeCode.toString(expected) + " but found "
                            + TypeCode.toString(actual));
        }
    }

    private void grow() {
        if (size >= limit) {
            throw location.invalid("too many operands (limit " + limit + ")");
        }
        operands = Arrays.copyOf(operands, Math.min(limit, 2 * size));
    }
}
