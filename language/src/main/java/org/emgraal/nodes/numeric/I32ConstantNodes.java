// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes.numeric;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.emgraal.nodes.ExpressionNode;
import org.emgraal.runtime.Activation;

/** The i32 instructions whose right operand is a constant: while interpreting, a node less to call. */
public final class I32ConstantNodes {

    private I32ConstantNodes() {
    }

    /** An i32 operand and a constant, i32 result. */
    public abstract static class Binary extends ExpressionNode.I32 {
        @Child protected ExpressionNode left;
        protected final int right;

        protected Binary(ExpressionNode left, int right) {
            this.left = left;
            this.right = right;
        }
    }

    public static final class Add extends Binary {
        public Add(ExpressionNode left, int right) {
            super(left, right);
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            return left.executeInt(frame, activation) + right;
        }
    }

    public static final class Mul extends Binary {
        public Mul(ExpressionNode left, int right) {
            super(left, right);
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            return left.executeInt(frame, activation) * right;
        }
    }

    public static final class And extends Binary {
        public And(ExpressionNode left, int right) {
            super(left, right);
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            return left.executeInt(frame, activation) & right;
        }
    }

    public static final class Or extends Binary {
        public Or(ExpressionNode left, int right) {
            super(left, right);
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            return left.executeInt(frame, activation) | right;
        }
    }

    public static final class Xor extends Binary {
        public Xor(ExpressionNode left, int right) {
            super(left, right);
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            return left.executeInt(frame, activation) ^ right;
        }
    }

    public static final class Shl extends Binary {
        public Shl(ExpressionNode left, int right) {
            super(left, right);
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            return left.executeInt(frame, activation) << right;
        }
    }

    public static final class ShrS extends Binary {
        public ShrS(ExpressionNode left, int right) {
            super(left, right);
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            return left.executeInt(frame, activation) >> right;
        }
    }

    public static final class ShrU extends Binary {
        public ShrU(ExpressionNode left, int right) {
            super(left, right);
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            return left.executeInt(frame, activation) >>> right;
        }
    }

    public static final class Eq extends Binary {
        public Eq(ExpressionNode left, int right) {
            super(left, right);
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            return left.executeInt(frame, activation) == right ? 1 : 0;
        }
    }

    public static final class Ne extends Binary {
        public Ne(ExpressionNode left, int right) {
            super(left, right);
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            return left.executeInt(frame, activation) != right ? 1 : 0;
        }
    }

    public static final class LtS extends Binary {
        public LtS(ExpressionNode left, int right) {
            super(left, right);
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            return left.executeInt(frame, activation) < right ? 1 : 0;
        }
    }

    public static final class LtU extends Binary {
        public LtU(ExpressionNode left, int right) {
            super(left, right);
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            return Integer.compareUnsigned(left.executeInt(frame, activation), right) < 0 ? 1 : 0;
        }
    }

    public static final class GtS extends Binary {
        public GtS(ExpressionNode left, int right) {
            super(left, right);
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            return left.executeInt(frame, activation) > right ? 1 : 0;
        }
    }

    public static final class GtU extends Binary {
        public GtU(ExpressionNode left, int right) {
            super(left, right);
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            return Integer.compareUnsigned(left.executeInt(frame, activation), right) > 0 ? 1 : 0;
        }
    }
}
