// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes.numeric;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.emgraal.nodes.ExpressionNode;
import org.emgraal.runtime.Activation;

/** The most frequent i32 instructions on locals: nodes with one child less, or without children. */
public final class I32LocalNodes {

    private I32LocalNodes() {
    }

    public static final class Eqz extends ExpressionNode.I32 {
        private final int slot;

        public Eqz(int slot) {
            this.slot = slot;
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            return frame.getIntStatic(slot) == 0 ? 1 : 0;
        }
    }

    /** Two locals, i32 result. */
    public abstract static class TwoLocals extends ExpressionNode.I32 {
        protected final int left;
        protected final int right;

        protected TwoLocals(int left, int right) {
            this.left = left;
            this.right = right;
        }
    }

    /** A local and an i32 operand, i32 result. */
    public abstract static class LocalLeft extends ExpressionNode.I32 {
        protected final int left;
        @Child protected ExpressionNode right;

        protected LocalLeft(int left, ExpressionNode right) {
            this.left = left;
            this.right = right;
        }
    }

    public static final class AddLocals extends TwoLocals {
        public AddLocals(int left, int right) {
            super(left, right);
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            return frame.getIntStatic(left) + frame.getIntStatic(right);
        }
    }

    public static final class AddToLocal extends LocalLeft {
        public AddToLocal(int left, ExpressionNode right) {
            super(left, right);
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            return frame.getIntStatic(left) + right.executeInt(frame, activation);
        }
    }

    public static final class SubLocals extends TwoLocals {
        public SubLocals(int left, int right) {
            super(left, right);
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            return frame.getIntStatic(left) - frame.getIntStatic(right);
        }
    }

    public static final class SubToLocal extends LocalLeft {
        public SubToLocal(int left, ExpressionNode right) {
            super(left, right);
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            return frame.getIntStatic(left) - right.executeInt(frame, activation);
        }
    }
}
