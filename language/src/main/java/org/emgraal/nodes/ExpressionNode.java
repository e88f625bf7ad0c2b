// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes;

import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.Node;
import org.emgraal.runtime.Activation;
import org.emgraal.runtime.Vector128;

/**
 * A WebAssembly instruction with its operands as children. Operands are values returned by the typed
 * {@code execute} methods, never pushed on a stack, so that they need no frame slots (docs/syntax-trees.md). A node
 * implements the method of its own result type and {@link #executeVoid}; calling another one is a translator bug.
 */
public abstract class ExpressionNode extends Node {

    public int executeInt(VirtualFrame frame, Activation activation) {
        throw wrongType("i32");
    }

    public long executeLong(VirtualFrame frame, Activation activation) {
        throw wrongType("i64");
    }

    public float executeFloat(VirtualFrame frame, Activation activation) {
        throw wrongType("f32");
    }

    public double executeDouble(VirtualFrame frame, Activation activation) {
        throw wrongType("f64");
    }

    public Vector128 executeVector(VirtualFrame frame, Activation activation) {
        throw wrongType("v128");
    }

    /** References; null is the null reference. */
    public Object executeReference(VirtualFrame frame, Activation activation) {
        throw wrongType("reference");
    }

    /** Runs the instruction for its effects and drops the result, if there is one. */
    public abstract void executeVoid(VirtualFrame frame, Activation activation);

    private RuntimeException wrongType(String type) {
        return CompilerDirectives.shouldNotReachHere(getClass().getName() + " has no " + type + " result");
    }

    /** Result i32. */
    public abstract static class I32 extends ExpressionNode {
        @Override
        public abstract int executeInt(VirtualFrame frame, Activation activation);

        @Override
        public final void executeVoid(VirtualFrame frame, Activation activation) {
            executeInt(frame, activation);
        }
    }

    /** Result i64. */
    public abstract static class I64 extends ExpressionNode {
        @Override
        public abstract long executeLong(VirtualFrame frame, Activation activation);

        @Override
        public final void executeVoid(VirtualFrame frame, Activation activation) {
            executeLong(frame, activation);
        }
    }

    /** Result f32. */
    public abstract static class F32 extends ExpressionNode {
        @Override
        public abstract float executeFloat(VirtualFrame frame, Activation activation);

        @Override
        public final void executeVoid(VirtualFrame frame, Activation activation) {
            executeFloat(frame, activation);
        }
    }

    /** Result f64. */
    public abstract static class F64 extends ExpressionNode {
        @Override
        public abstract double executeDouble(VirtualFrame frame, Activation activation);

        @Override
        public final void executeVoid(VirtualFrame frame, Activation activation) {
            executeDouble(frame, activation);
        }
    }

    /** Result v128. */
    public abstract static class V128 extends ExpressionNode {
        @Override
        public abstract Vector128 executeVector(VirtualFrame frame, Activation activation);

        @Override
        public final void executeVoid(VirtualFrame frame, Activation activation) {
            executeVector(frame, activation);
        }
    }

    /** Result a reference. */
    public abstract static class Ref extends ExpressionNode {
        @Override
        public abstract Object executeReference(VirtualFrame frame, Activation activation);

        @Override
        public final void executeVoid(VirtualFrame frame, Activation activation) {
            executeReference(frame, activation);
        }
    }

    /** No result: stores, sets, bulk operations. */
    public abstract static class Statement extends ExpressionNode {
    }
}
