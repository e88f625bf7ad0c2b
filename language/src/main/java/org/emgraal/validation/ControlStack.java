// SPDX-License-Identifier: Apache-2.0
package org.emgraal.validation;

import java.util.Arrays;

/** The blocks around one point of a function, innermost last. Keeps the operand stack and locals in step. */
final class ControlStack {

    private static final int FIRST_CAPACITY = 4;

    private final OperandStack operands;
    private final Locals locals;
    private final Location location;
    private final int limit;
    private ControlFrame[] frames = new ControlFrame[FIRST_CAPACITY];
    private int depth;

    /** @param limit the deepest nesting */
    ControlStack(OperandStack operands, Locals locals, Location location, int limit) {
        this.operands = operands;
        this.locals = locals;
        this.location = location;
        this.limit = limit;
    }

    boolean isEmpty() {
        return depth == 0;
    }

    int depth() {
        return depth;
    }

    ControlFrame top() {
        return frames[depth - 1];
    }

    /** The block that is the whole function. */
    ControlFrame function() {
        return frames[0];
    }

    /** The block that a label names, counting from the innermost. */
    ControlFrame label(int label) {
        location.checkIndex("label", label, depth);
        return frames[depth - 1 - label];
    }

    /** Opens a block; its parameters have to be pushed after. */
    void push(int opcode, int[] parameters, int[] results) {
        if (depth == frames.length) {
            if (depth >= limit) {
                throw location.invalid("too many nested blocks (limit " + limit + ")");
            }
            frames = Arrays.copyOf(frames, Math.min(limit, 2 * depth));
        }
        ControlFrame frame = frames[depth];
        if (frame == null) {
            frame = new ControlFrame();
            frames[depth] = frame;
        }
        depth++;
        frame.opcode = opcode;
        frame.parameters = parameters;
        frame.results = results;
        frame.height = operands.size();
        frame.unreachable = false;
        frame.initialized = locals.initialized();
        operands.enter(frame);
    }

    /** Closes the innermost block, whose results must be all that is left. They have to be pushed after. */
    ControlFrame pop() {
        ControlFrame frame = top();
        operands.popAll(frame.results);
        operands.checkEmpty();
        locals.forget(frame.initialized);
        depth--;
        if (depth > 0) {
            operands.enter(top());
        }
        return frame;
    }

    void markUnreachable() {
        top().unreachable = true;
        operands.markUnreachable();
    }
}
