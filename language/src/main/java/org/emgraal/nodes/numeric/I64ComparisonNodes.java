// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes.numeric;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.emgraal.nodes.ExpressionNode;
import org.emgraal.runtime.Activation;

/** The i64 comparison instructions. */
public final class I64ComparisonNodes {

    private I64ComparisonNodes() {
    }

    /** Two i64 operands, i32 result. */
    public abstract static class Comparison extends ExpressionNode.I32 {
        @Child protected ExpressionNode left;
        @Child protected ExpressionNode right;

        protected Comparison(ExpressionNode left, ExpressionNode right) {
            this.left = left;
            this.right = right;
        }
    }

    public static final class Eqz extends ExpressionNode.I32 {
        @Child private ExpressionNode operand;

        public Eqz(ExpressionNode operand) {
            this.operand = operand;
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            return operand.executeLong(frame, activation) == 0 ? 1 : 0;
        }
    }

    public static final class Eq extends Comparison {
        public Eq(ExpressionNode left, ExpressionNode right) {
            super(left, right);
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            return left.executeLong(frame, activation) == right.executeLong(frame, activation) ? 1 : 0;
        }
    }

    public static final class Ne extends Comparison {
        public Ne(ExpressionNode left, ExpressionNode right) {
            super(left, right);
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            return left.executeLong(frame, activation) != right.executeLong(frame, activation) ? 1 : 0;
        }
    }

    public static final class LtS extends Comparison {
        public LtS(ExpressionNode left, ExpressionNode right) {
            super(left, right);
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            return left.executeLong(frame, activation) < right.executeLong(frame, activation) ? 1 : 0;
        }
    }

    public static final class LtU extends Comparison {
        public LtU(ExpressionNode left, ExpressionNode right) {
            super(left, right);
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            return Long.compareUnsigned(left.executeLong(frame, activation), right.executeLong(frame, activation)) < 0 ? 1 : 0;
        }
    }

    public static final class GtS extends Comparison {
        public GtS(ExpressionNode left, ExpressionNode right) {
            super(left, right);
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            return left.executeLong(frame, activation) > right.executeLong(frame, activation) ? 1 : 0;
        }
    }

    public static final class GtU extends Comparison {
        public GtU(ExpressionNode left, ExpressionNode right) {
            super(left, right);
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            return Long.compareUnsigned(left.executeLong(frame, activation), right.executeLong(frame, activation)) > 0 ? 1 : 0;
        }
    }

    public static final class LeS extends Comparison {
        public LeS(ExpressionNode left, ExpressionNode right) {
            super(left, right);
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            return left.executeLong(frame, activation) <= right.executeLong(frame, activation) ? 1 : 0;
        }
    }

    public static final class LeU extends Comparison {
        public LeU(ExpressionNode left, ExpressionNode right) {
            super(left, right);
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            return Long.compareUnsigned(left.executeLong(frame, activation), right.executeLong(frame, activation)) <= 0 ? 1 : 0;
        }
    }

    public static final class GeS extends Comparison {
        public GeS(ExpressionNode left, ExpressionNode right) {
            super(left, right);
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            return left.executeLong(frame, activation) >= right.executeLong(frame, activation) ? 1 : 0;
        }
    }

    public static final class GeU extends Comparison {
        public GeU(ExpressionNode left, ExpressionNode right) {
            super(left, right);
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            return Long.compareUnsigned(left.executeLong(frame, activation), right.executeLong(frame, activation)) >= 0 ? 1 : 0;
        }
    }
}
