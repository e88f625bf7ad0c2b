// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes.numeric;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.emgraal.nodes.ExpressionNode;
import org.emgraal.runtime.Activation;

/** The f64 arithmetic and comparison instructions. */
public final class F64Nodes {

    private F64Nodes() {
    }

    /** One f64 operand, f64 result. */
    public abstract static class Unary extends ExpressionNode.F64 {
        @Child protected ExpressionNode operand;

        protected Unary(ExpressionNode operand) {
            this.operand = operand;
        }
    }

    /** Two f64 operands, f64 result. */
    public abstract static class Binary extends ExpressionNode.F64 {
        @Child protected ExpressionNode left;
        @Child protected ExpressionNode right;

        protected Binary(ExpressionNode left, ExpressionNode right) {
            this.left = left;
            this.right = right;
        }
    }

    /** Two f64 operands, i32 result. */
    public abstract static class Comparison extends ExpressionNode.I32 {
        @Child protected ExpressionNode left;
        @Child protected ExpressionNode right;

        protected Comparison(ExpressionNode left, ExpressionNode right) {
            this.left = left;
            this.right = right;
        }
    }

    public static final class Abs extends Unary {
        public Abs(ExpressionNode operand) {
            super(operand);
        }

        @Override
        public double executeDouble(VirtualFrame frame, Activation activation) {
            return FloatArithmetic.abs(operand.executeDouble(frame, activation));
        }
    }

    public static final class Neg extends Unary {
        public Neg(ExpressionNode operand) {
            super(operand);
        }

        @Override
        public double executeDouble(VirtualFrame frame, Activation activation) {
            return FloatArithmetic.neg(operand.executeDouble(frame, activation));
        }
    }

    public static final class Ceil extends Unary {
        public Ceil(ExpressionNode operand) {
            super(operand);
        }

        @Override
        public double executeDouble(VirtualFrame frame, Activation activation) {
            return FloatArithmetic.ceil(operand.executeDouble(frame, activation));
        }
    }

    public static final class Floor extends Unary {
        public Floor(ExpressionNode operand) {
            super(operand);
        }

        @Override
        public double executeDouble(VirtualFrame frame, Activation activation) {
            return FloatArithmetic.floor(operand.executeDouble(frame, activation));
        }
    }

    public static final class Trunc extends Unary {
        public Trunc(ExpressionNode operand) {
            super(operand);
        }

        @Override
        public double executeDouble(VirtualFrame frame, Activation activation) {
            return FloatArithmetic.trunc(operand.executeDouble(frame, activation));
        }
    }

    public static final class Nearest extends Unary {
        public Nearest(ExpressionNode operand) {
            super(operand);
        }

        @Override
        public double executeDouble(VirtualFrame frame, Activation activation) {
            return FloatArithmetic.nearest(operand.executeDouble(frame, activation));
        }
    }

    public static final class Sqrt extends Unary {
        public Sqrt(ExpressionNode operand) {
            super(operand);
        }

        @Override
        public double executeDouble(VirtualFrame frame, Activation activation) {
            return FloatArithmetic.sqrt(operand.executeDouble(frame, activation));
        }
    }

    public static final class Add extends Binary {
        public Add(ExpressionNode left, ExpressionNode right) {
            super(left, right);
        }

        @Override
        public double executeDouble(VirtualFrame frame, Activation activation) {
            return FloatArithmetic.add(left.executeDouble(frame, activation), right.executeDouble(frame, activation));
        }
    }

    public static final class Sub extends Binary {
        public Sub(ExpressionNode left, ExpressionNode right) {
            super(left, right);
        }

        @Override
        public double executeDouble(VirtualFrame frame, Activation activation) {
            return FloatArithmetic.sub(left.executeDouble(frame, activation), right.executeDouble(frame, activation));
        }
    }

    public static final class Mul extends Binary {
        public Mul(ExpressionNode left, ExpressionNode right) {
            super(left, right);
        }

        @Override
        public double executeDouble(VirtualFrame frame, Activation activation) {
            return FloatArithmetic.mul(left.executeDouble(frame, activation), right.executeDouble(frame, activation));
        }
    }

    public static final class Div extends Binary {
        public Div(ExpressionNode left, ExpressionNode right) {
            super(left, right);
        }

        @Override
        public double executeDouble(VirtualFrame frame, Activation activation) {
            return FloatArithmetic.div(left.executeDouble(frame, activation), right.executeDouble(frame, activation));
        }
    }

    public static final class Min extends Binary {
        public Min(ExpressionNode left, ExpressionNode right) {
            super(left, right);
        }

        @Override
        public double executeDouble(VirtualFrame frame, Activation activation) {
            return FloatArithmetic.min(left.executeDouble(frame, activation), right.executeDouble(frame, activation));
        }
    }

    public static final class Max extends Binary {
        public Max(ExpressionNode left, ExpressionNode right) {
            super(left, right);
        }

        @Override
        public double executeDouble(VirtualFrame frame, Activation activation) {
            return FloatArithmetic.max(left.executeDouble(frame, activation), right.executeDouble(frame, activation));
        }
    }

    public static final class Copysign extends Binary {
        public Copysign(ExpressionNode left, ExpressionNode right) {
            super(left, right);
        }

        @Override
        public double executeDouble(VirtualFrame frame, Activation activation) {
            return FloatArithmetic.copysign(left.executeDouble(frame, activation), right.executeDouble(frame, activation));
        }
    }

    public static final class Eq extends Comparison {
        public Eq(ExpressionNode left, ExpressionNode right) {
            super(left, right);
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            return left.executeDouble(frame, activation) == right.executeDouble(frame, activation) ? 1 : 0;
        }
    }

    public static final class Ne extends Comparison {
        public Ne(ExpressionNode left, ExpressionNode right) {
            super(left, right);
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            return left.executeDouble(frame, activation) != right.executeDouble(frame, activation) ? 1 : 0;
        }
    }

    public static final class Lt extends Comparison {
        public Lt(ExpressionNode left, ExpressionNode right) {
            super(left, right);
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            return left.executeDouble(frame, activation) < right.executeDouble(frame, activation) ? 1 : 0;
        }
    }

    public static final class Gt extends Comparison {
        public Gt(ExpressionNode left, ExpressionNode right) {
            super(left, right);
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            return left.executeDouble(frame, activation) > right.executeDouble(frame, activation) ? 1 : 0;
        }
    }

    public static final class Le extends Comparison {
        public Le(ExpressionNode left, ExpressionNode right) {
            super(left, right);
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            return left.executeDouble(frame, activation) <= right.executeDouble(frame, activation) ? 1 : 0;
        }
    }

    public static final class Ge extends Comparison {
        public Ge(ExpressionNode left, ExpressionNode right) {
            super(left, right);
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            return left.executeDouble(frame, activation) >= right.executeDouble(frame, activation) ? 1 : 0;
        }
    }
}
