// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes.numeric;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.emgraal.nodes.ExpressionNode;
import org.emgraal.runtime.Activation;
import org.emgraal.runtime.Trap;

/** The i64 arithmetic instructions. */
public final class I64Nodes {

    private I64Nodes() {
    }

    /** One i64 operand, i64 result. */
    public abstract static class Unary extends ExpressionNode.I64 {
        @Child protected ExpressionNode operand;

        protected Unary(ExpressionNode operand) {
            this.operand = operand;
        }
    }

    /** Two i64 operands, i64 result. */
    public abstract static class Binary extends ExpressionNode.I64 {
        @Child protected ExpressionNode left;
        @Child protected ExpressionNode right;

        protected Binary(ExpressionNode left, ExpressionNode right) {
            this.left = left;
            this.right = right;
        }
    }

    // Every class overrides its execute method itself: see I32Nodes.

    public static final class Clz extends Unary {
        public Clz(ExpressionNode operand) {
            super(operand);
        }

        @Override
        public long executeLong(VirtualFrame frame, Activation activation) {
            return Long.numberOfLeadingZeros(operand.executeLong(frame, activation));
        }
    }

    public static final class Ctz extends Unary {
        public Ctz(ExpressionNode operand) {
            super(operand);
        }

        @Override
        public long executeLong(VirtualFrame frame, Activation activation) {
            return Long.numberOfTrailingZeros(operand.executeLong(frame, activation));
        }
    }

    public static final class Popcnt extends Unary {
        public Popcnt(ExpressionNode operand) {
            super(operand);
        }

        @Override
        public long executeLong(VirtualFrame frame, Activation activation) {
            return Long.bitCount(operand.executeLong(frame, activation));
        }
    }

    public static final class Extend8S extends Unary {
        public Extend8S(ExpressionNode operand) {
            super(operand);
        }

        @Override
        public long executeLong(VirtualFrame frame, Activation activation) {
            return (byte) operand.executeLong(frame, activation);
        }
    }

    public static final class Extend16S extends Unary {
        public Extend16S(ExpressionNode operand) {
            super(operand);
        }

        @Override
        public long executeLong(VirtualFrame frame, Activation activation) {
            return (short) operand.executeLong(frame, activation);
        }
    }

    public static final class Extend32S extends Unary {
        public Extend32S(ExpressionNode operand) {
            super(operand);
        }

        @Override
        public long executeLong(VirtualFrame frame, Activation activation) {
            return (int) operand.executeLong(frame, activation);
        }
    }

    public static final class Add extends Binary {
        public Add(ExpressionNode left, ExpressionNode right) {
            super(left, right);
        }

        @Override
        public long executeLong(VirtualFrame frame, Activation activation) {
            return left.executeLong(frame, activation) + right.executeLong(frame, activation);
        }
    }

    public static final class Sub extends Binary {
        public Sub(ExpressionNode left, ExpressionNode right) {
            super(left, right);
        }

        @Override
        public long executeLong(VirtualFrame frame, Activation activation) {
            return left.executeLong(frame, activation) - right.executeLong(frame, activation);
        }
    }

    public static final class Mul extends Binary {
        public Mul(ExpressionNode left, ExpressionNode right) {
            super(left, right);
        }

        @Override
        public long executeLong(VirtualFrame frame, Activation activation) {
            return left.executeLong(frame, activation) * right.executeLong(frame, activation);
        }
    }

    /** The upper half of the product of signed numbers, half of what {@code i64.mul_wide_s} gives. */
    public static final class MulHighS extends Binary {
        public MulHighS(ExpressionNode left, ExpressionNode right) {
            super(left, right);
        }

        @Override
        public long executeLong(VirtualFrame frame, Activation activation) {
            return Math.multiplyHigh(left.executeLong(frame, activation), right.executeLong(frame, activation));
        }
    }

    /** The upper half of the product of unsigned numbers. */
    public static final class MulHighU extends Binary {
        public MulHighU(ExpressionNode left, ExpressionNode right) {
            super(left, right);
        }

        @Override
        public long executeLong(VirtualFrame frame, Activation activation) {
            return Math.unsignedMultiplyHigh(left.executeLong(frame, activation), right.executeLong(frame, activation));
        }
    }

    public static final class DivS extends Binary {
        public DivS(ExpressionNode left, ExpressionNode right) {
            super(left, right);
        }

        @Override
        public long executeLong(VirtualFrame frame, Activation activation) {
            long dividend = left.executeLong(frame, activation);
            long divisor = right.executeLong(frame, activation);
            if (divisor == 0) {
                throw Trap.INTEGER_DIVIDE_BY_ZERO.at(this);
            }
            if (dividend == Long.MIN_VALUE && divisor == -1) {
                throw Trap.INTEGER_OVERFLOW.at(this);
            }
            return dividend / divisor;
        }
    }

    public static final class DivU extends Binary {
        public DivU(ExpressionNode left, ExpressionNode right) {
            super(left, right);
        }

        @Override
        public long executeLong(VirtualFrame frame, Activation activation) {
            long dividend = left.executeLong(frame, activation);
            long divisor = right.executeLong(frame, activation);
            if (divisor == 0) {
                throw Trap.INTEGER_DIVIDE_BY_ZERO.at(this);
            }
            return Long.divideUnsigned(dividend, divisor);
        }
    }

    public static final class RemS extends Binary {
        public RemS(ExpressionNode left, ExpressionNode right) {
            super(left, right);
        }

        @Override
        public long executeLong(VirtualFrame frame, Activation activation) {
            long dividend = left.executeLong(frame, activation);
            long divisor = right.executeLong(frame, activation);
            if (divisor == 0) {
                throw Trap.INTEGER_DIVIDE_BY_ZERO.at(this);
            }
            return dividend % divisor;
        }
    }

    public static final class RemU extends Binary {
        public RemU(ExpressionNode left, ExpressionNode right) {
            super(left, right);
        }

        @Override
        public long executeLong(VirtualFrame frame, Activation activation) {
            long dividend = left.executeLong(frame, activation);
            long divisor = right.executeLong(frame, activation);
            if (divisor == 0) {
                throw Trap.INTEGER_DIVIDE_BY_ZERO.at(this);
            }
            return Long.remainderUnsigned(dividend, divisor);
        }
    }

    public static final class And extends Binary {
        public And(ExpressionNode left, ExpressionNode right) {
            super(left, right);
        }

        @Override
        public long executeLong(VirtualFrame frame, Activation activation) {
            return left.executeLong(frame, activation) & right.executeLong(frame, activation);
        }
    }

    public static final class Or extends Binary {
        public Or(ExpressionNode left, ExpressionNode right) {
            super(left, right);
        }

        @Override
        public long executeLong(VirtualFrame frame, Activation activation) {
            return left.executeLong(frame, activation) | right.executeLong(frame, activation);
        }
    }

    public static final class Xor extends Binary {
        public Xor(ExpressionNode left, ExpressionNode right) {
            super(left, right);
        }

        @Override
        public long executeLong(VirtualFrame frame, Activation activation) {
            return left.executeLong(frame, activation) ^ right.executeLong(frame, activation);
        }
    }

    public static final class Shl extends Binary {
        public Shl(ExpressionNode left, ExpressionNode right) {
            super(left, right);
        }

        @Override
        public long executeLong(VirtualFrame frame, Activation activation) {
            return left.executeLong(frame, activation) << right.executeLong(frame, activation);
        }
    }

    public static final class ShrS extends Binary {
        public ShrS(ExpressionNode left, ExpressionNode right) {
            super(left, right);
        }

        @Override
        public long executeLong(VirtualFrame frame, Activation activation) {
            return left.executeLong(frame, activation) >> right.executeLong(frame, activation);
        }
    }

    public static final class ShrU extends Binary {
        public ShrU(ExpressionNode left, ExpressionNode right) {
            super(left, right);
        }

        @Override
        public long executeLong(VirtualFrame frame, Activation activation) {
            return left.executeLong(frame, activation) >>> right.executeLong(frame, activation);
        }
    }

    public static final class Rotl extends Binary {
        public Rotl(ExpressionNode left, ExpressionNode right) {
            super(left, right);
        }

        @Override
        public long executeLong(VirtualFrame frame, Activation activation) {
            return Long.rotateLeft(left.executeLong(frame, activation), (int) right.executeLong(frame, activation));
        }
    }

    public static final class Rotr extends Binary {
        public Rotr(ExpressionNode left, ExpressionNode right) {
            super(left, right);
        }

        @Override
        public long executeLong(VirtualFrame frame, Activation activation) {
            return Long.rotateRight(left.executeLong(frame, activation), (int) right.executeLong(frame, activation));
        }
    }
}
