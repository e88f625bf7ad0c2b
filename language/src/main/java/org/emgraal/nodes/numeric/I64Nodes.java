// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes.numeric;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.emgraal.nodes.ExpressionNode;
import org.emgraal.runtime.Trap;
import org.emgraal.runtime.WasmInstance;

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
        public long executeLong(VirtualFrame frame, WasmInstance instance) {
            return Long.numberOfLeadingZeros(operand.executeLong(frame, instance));
        }
    }

    public static final class Ctz extends Unary {
        public Ctz(ExpressionNode operand) {
            super(operand);
        }

        @Override
        public long executeLong(VirtualFrame frame, WasmInstance instance) {
            return Long.numberOfTrailingZeros(operand.executeLong(frame, instance));
        }
    }

    public static final class Popcnt extends Unary {
        public Popcnt(ExpressionNode operand) {
            super(operand);
        }

        @Override
        public long executeLong(VirtualFrame frame, WasmInstance instance) {
            return Long.bitCount(operand.executeLong(frame, instance));
        }
    }

    public static final class Extend8S extends Unary {
        public Extend8S(ExpressionNode operand) {
            super(operand);
        }

        @Override
        public long executeLong(VirtualFrame frame, WasmInstance instance) {
            return (byte) operand.executeLong(frame, instance);
        }
    }

    public static final class Extend16S extends Unary {
        public Extend16S(ExpressionNode operand) {
            super(operand);
        }

        @Override
        public long executeLong(VirtualFrame frame, WasmInstance instance) {
            return (short) operand.executeLong(frame, instance);
        }
    }

    public static final class Extend32S extends Unary {
        public Extend32S(ExpressionNode operand) {
            super(operand);
        }

        @Override
        public long executeLong(VirtualFrame frame, WasmInstance instance) {
            return (int) operand.executeLong(frame, instance);
        }
    }

    public static final class Add extends Binary {
        public Add(ExpressionNode left, ExpressionNode right) {
            super(left, right);
        }

        @Override
        public long executeLong(VirtualFrame frame, WasmInstance instance) {
            return left.executeLong(frame, instance) + right.executeLong(frame, instance);
        }
    }

    public static final class Sub extends Binary {
        public Sub(ExpressionNode left, ExpressionNode right) {
            super(left, right);
        }

        @Override
        public long executeLong(VirtualFrame frame, WasmInstance instance) {
            return left.executeLong(frame, instance) - right.executeLong(frame, instance);
        }
    }

    public static final class Mul extends Binary {
        public Mul(ExpressionNode left, ExpressionNode right) {
            super(left, right);
        }

        @Override
        public long executeLong(VirtualFrame frame, WasmInstance instance) {
            return left.executeLong(frame, instance) * right.executeLong(frame, instance);
        }
    }

    /** The upper half of the product of signed numbers, half of what {@code i64.mul_wide_s} gives. */
    public static final class MulHighS extends Binary {
        public MulHighS(ExpressionNode left, ExpressionNode right) {
            super(left, right);
        }

        @Override
        public long executeLong(VirtualFrame frame, WasmInstance instance) {
            return Math.multiplyHigh(left.executeLong(frame, instance), right.executeLong(frame, instance));
        }
    }

    /** The upper half of the product of unsigned numbers. */
    public static final class MulHighU extends Binary {
        public MulHighU(ExpressionNode left, ExpressionNode right) {
            super(left, right);
        }

        @Override
        public long executeLong(VirtualFrame frame, WasmInstance instance) {
            return Math.unsignedMultiplyHigh(left.executeLong(frame, instance), right.executeLong(frame, instance));
        }
    }

    public static final class DivS extends Binary {
        public DivS(ExpressionNode left, ExpressionNode right) {
            super(left, right);
        }

        @Override
        public long executeLong(VirtualFrame frame, WasmInstance instance) {
            long dividend = left.executeLong(frame, instance);
            long divisor = right.executeLong(frame, instance);
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
        public long executeLong(VirtualFrame frame, WasmInstance instance) {
            long dividend = left.executeLong(frame, instance);
            long divisor = right.executeLong(frame, instance);
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
        public long executeLong(VirtualFrame frame, WasmInstance instance) {
            long dividend = left.executeLong(frame, instance);
            long divisor = right.executeLong(frame, instance);
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
        public long executeLong(VirtualFrame frame, WasmInstance instance) {
            long dividend = left.executeLong(frame, instance);
            long divisor = right.executeLong(frame, instance);
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
        public long executeLong(VirtualFrame frame, WasmInstance instance) {
            return left.executeLong(frame, instance) & right.executeLong(frame, instance);
        }
    }

    public static final class Or extends Binary {
        public Or(ExpressionNode left, ExpressionNode right) {
            super(left, right);
        }

        @Override
        public long executeLong(VirtualFrame frame, WasmInstance instance) {
            return left.executeLong(frame, instance) | right.executeLong(frame, instance);
        }
    }

    public static final class Xor extends Binary {
        public Xor(ExpressionNode left, ExpressionNode right) {
            super(left, right);
        }

        @Override
        public long executeLong(VirtualFrame frame, WasmInstance instance) {
            return left.executeLong(frame, instance) ^ right.executeLong(frame, instance);
        }
    }

    public static final class Shl extends Binary {
        public Shl(ExpressionNode left, ExpressionNode right) {
            super(left, right);
        }

        @Override
        public long executeLong(VirtualFrame frame, WasmInstance instance) {
            return left.executeLong(frame, instance) << right.executeLong(frame, instance);
        }
    }

    public static final class ShrS extends Binary {
        public ShrS(ExpressionNode left, ExpressionNode right) {
            super(left, right);
        }

        @Override
        public long executeLong(VirtualFrame frame, WasmInstance instance) {
            return left.executeLong(frame, instance) >> right.executeLong(frame, instance);
        }
    }

    public static final class ShrU extends Binary {
        public ShrU(ExpressionNode left, ExpressionNode right) {
            super(left, right);
        }

        @Override
        public long executeLong(VirtualFrame frame, WasmInstance instance) {
            return left.executeLong(frame, instance) >>> right.executeLong(frame, instance);
        }
    }

    public static final class Rotl extends Binary {
        public Rotl(ExpressionNode left, ExpressionNode right) {
            super(left, right);
        }

        @Override
        public long executeLong(VirtualFrame frame, WasmInstance instance) {
            return Long.rotateLeft(left.executeLong(frame, instance), (int) right.executeLong(frame, instance));
        }
    }

    public static final class Rotr extends Binary {
        public Rotr(ExpressionNode left, ExpressionNode right) {
            super(left, right);
        }

        @Override
        public long executeLong(VirtualFrame frame, WasmInstance instance) {
            return Long.rotateRight(left.executeLong(frame, instance), (int) right.executeLong(frame, instance));
        }
    }
}
