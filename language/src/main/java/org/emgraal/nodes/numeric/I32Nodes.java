// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes.numeric;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.emgraal.nodes.ExpressionNode;
import org.emgraal.runtime.Activation;
import org.emgraal.runtime.Trap;

/** The i32 arithmetic instructions. */
public final class I32Nodes {

    private I32Nodes() {
    }

    /** One i32 operand, i32 result. */
    public abstract static class Unary extends ExpressionNode.I32 {
        @Child protected ExpressionNode operand;

        protected Unary(ExpressionNode operand) {
            this.operand = operand;
        }
    }

    /** Two i32 operands, i32 result. */
    public abstract static class Binary extends ExpressionNode.I32 {
        @Child protected ExpressionNode left;
        @Child protected ExpressionNode right;

        protected Binary(ExpressionNode left, ExpressionNode right) {
            this.left = left;
            this.right = right;
        }
    }

    // Each class overrides executeInt itself so that HotSpot profiles the operands per instruction while interpreting.

    public static final class Clz extends Unary {
        public Clz(ExpressionNode operand) {
            super(operand);
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            return Integer.numberOfLeadingZeros(operand.executeInt(frame, activation));
        }
    }

    public static final class Ctz extends Unary {
        public Ctz(ExpressionNode operand) {
            super(operand);
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            return Integer.numberOfTrailingZeros(operand.executeInt(frame, activation));
        }
    }

    public static final class Popcnt extends Unary {
        public Popcnt(ExpressionNode operand) {
            super(operand);
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            return Integer.bitCount(operand.executeInt(frame, activation));
        }
    }

    public static final class Extend8S extends Unary {
        public Extend8S(ExpressionNode operand) {
            super(operand);
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            return (byte) operand.executeInt(frame, activation);
        }
    }

    public static final class Extend16S extends Unary {
        public Extend16S(ExpressionNode operand) {
            super(operand);
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            return (short) operand.executeInt(frame, activation);
        }
    }

    public static final class Add extends Binary {
        public Add(ExpressionNode left, ExpressionNode right) {
            super(left, right);
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            return left.executeInt(frame, activation) + right.executeInt(frame, activation);
        }
    }

    public static final class Sub extends Binary {
        public Sub(ExpressionNode left, ExpressionNode right) {
            super(left, right);
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            return left.executeInt(frame, activation) - right.executeInt(frame, activation);
        }
    }

    public static final class Mul extends Binary {
        public Mul(ExpressionNode left, ExpressionNode right) {
            super(left, right);
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            return left.executeInt(frame, activation) * right.executeInt(frame, activation);
        }
    }

    public static final class DivS extends Binary {
        public DivS(ExpressionNode left, ExpressionNode right) {
            super(left, right);
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            int dividend = left.executeInt(frame, activation);
            int divisor = right.executeInt(frame, activation);
            if (divisor == 0) {
                throw Trap.INTEGER_DIVIDE_BY_ZERO.at(this);
            }
            if (dividend == Integer.MIN_VALUE && divisor == -1) {
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
        public int executeInt(VirtualFrame frame, Activation activation) {
            int dividend = left.executeInt(frame, activation);
            int divisor = right.executeInt(frame, activation);
            if (divisor == 0) {
                throw Trap.INTEGER_DIVIDE_BY_ZERO.at(this);
            }
            return Integer.divideUnsigned(dividend, divisor);
        }
    }

    public static final class RemS extends Binary {
        public RemS(ExpressionNode left, ExpressionNode right) {
            super(left, right);
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            int dividend = left.executeInt(frame, activation);
            int divisor = right.executeInt(frame, activation);
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
        public int executeInt(VirtualFrame frame, Activation activation) {
            int dividend = left.executeInt(frame, activation);
            int divisor = right.executeInt(frame, activation);
            if (divisor == 0) {
                throw Trap.INTEGER_DIVIDE_BY_ZERO.at(this);
            }
            return Integer.remainderUnsigned(dividend, divisor);
        }
    }

    public static final class And extends Binary {
        public And(ExpressionNode left, ExpressionNode right) {
            super(left, right);
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            return left.executeInt(frame, activation) & right.executeInt(frame, activation);
        }
    }

    public static final class Or extends Binary {
        public Or(ExpressionNode left, ExpressionNode right) {
            super(left, right);
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            return left.executeInt(frame, activation) | right.executeInt(frame, activation);
        }
    }

    public static final class Xor extends Binary {
        public Xor(ExpressionNode left, ExpressionNode right) {
            super(left, right);
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            return left.executeInt(frame, activation) ^ right.executeInt(frame, activation);
        }
    }

    public static final class Shl extends Binary {
        public Shl(ExpressionNode left, ExpressionNode right) {
            super(left, right);
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            return left.executeInt(frame, activation) << right.executeInt(frame, activation);
        }
    }

    public static final class ShrS extends Binary {
        public ShrS(ExpressionNode left, ExpressionNode right) {
            super(left, right);
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            return left.executeInt(frame, activation) >> right.executeInt(frame, activation);
        }
    }

    public static final class ShrU extends Binary {
        public ShrU(ExpressionNode left, ExpressionNode right) {
            super(left, right);
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            return left.executeInt(frame, activation) >>> right.executeInt(frame, activation);
        }
    }

    public static final class Rotl extends Binary {
        public Rotl(ExpressionNode left, ExpressionNode right) {
            super(left, right);
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            return Integer.rotateLeft(left.executeInt(frame, activation), right.executeInt(frame, activation));
        }
    }

    public static final class Rotr extends Binary {
        public Rotr(ExpressionNode left, ExpressionNode right) {
            super(left, right);
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            return Integer.rotateRight(left.executeInt(frame, activation), right.executeInt(frame, activation));
        }
    }
}
