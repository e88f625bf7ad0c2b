// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes.numeric;

import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.frame.VirtualFrame;
import org.emgraal.nodes.ExpressionNode;
import org.emgraal.runtime.Activation;
import org.emgraal.runtime.Trap;
import org.emgraal.runtime.TrapException;

/** The conversions from floats to integers: the trapping and the saturating ones. A comparison with NaN is false. */
public final class TruncationNodes {

    private TruncationNodes() {
    }

    /** One operand, i32 result. */
    public abstract static class ToI32 extends ExpressionNode.I32 {
        @Child protected ExpressionNode operand;

        protected ToI32(ExpressionNode operand) {
            this.operand = operand;
        }
    }

    /** One operand, i64 result. */
    public abstract static class ToI64 extends ExpressionNode.I64 {
        @Child protected ExpressionNode operand;

        protected ToI64(ExpressionNode operand) {
            this.operand = operand;
        }
    }

    public static final class I32TruncF32S extends ToI32 {
        public I32TruncF32S(ExpressionNode operand) {
            super(operand);
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            float value = operand.executeFloat(frame, activation);
            if (value >= -0x1p31F && value < 0x1p31F) {
                return (int) value;
            }
            throw failure(this, value);
        }
    }

    public static final class I32TruncF32U extends ToI32 {
        public I32TruncF32U(ExpressionNode operand) {
            super(operand);
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            float value = operand.executeFloat(frame, activation);
            if (value > -1 && value < 0x1p32F) {
                return FloatConversions.toUnsignedInt(value);
            }
            throw failure(this, value);
        }
    }

    public static final class I32TruncF64S extends ToI32 {
        public I32TruncF64S(ExpressionNode operand) {
            super(operand);
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            double value = operand.executeDouble(frame, activation);
            if (value > -0x1.00000002p31 && value < 0x1p31) {
                return (int) value;
            }
            throw failure(this, value);
        }
    }

    public static final class I32TruncF64U extends ToI32 {
        public I32TruncF64U(ExpressionNode operand) {
            super(operand);
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            double value = operand.executeDouble(frame, activation);
            if (value > -1 && value < 0x1p32) {
                return FloatConversions.toUnsignedInt(value);
            }
            throw failure(this, value);
        }
    }

    public static final class I64TruncF32S extends ToI64 {
        public I64TruncF32S(ExpressionNode operand) {
            super(operand);
        }

        @Override
        public long executeLong(VirtualFrame frame, Activation activation) {
            float value = operand.executeFloat(frame, activation);
            if (value >= -0x1p63F && value < 0x1p63F) {
                return (long) value;
            }
            throw failure(this, value);
        }
    }

    public static final class I64TruncF32U extends ToI64 {
        public I64TruncF32U(ExpressionNode operand) {
            super(operand);
        }

        @Override
        public long executeLong(VirtualFrame frame, Activation activation) {
            float value = operand.executeFloat(frame, activation);
            if (value > -1 && value < 0x1p64F) {
                return FloatConversions.toUnsignedLong(value);
            }
            throw failure(this, value);
        }
    }

    public static final class I64TruncF64S extends ToI64 {
        public I64TruncF64S(ExpressionNode operand) {
            super(operand);
        }

        @Override
        public long executeLong(VirtualFrame frame, Activation activation) {
            double value = operand.executeDouble(frame, activation);
            if (value >= -0x1p63 && value < 0x1p63) {
                return (long) value;
            }
            throw failure(this, value);
        }
    }

    public static final class I64TruncF64U extends ToI64 {
        public I64TruncF64U(ExpressionNode operand) {
            super(operand);
        }

        @Override
        public long executeLong(VirtualFrame frame, Activation activation) {
            double value = operand.executeDouble(frame, activation);
            if (value > -1 && value < 0x1p64) {
                return FloatConversions.toUnsignedLong(value);
            }
            throw failure(this, value);
        }
    }

    public static final class I32TruncSatF32S extends ToI32 {
        public I32TruncSatF32S(ExpressionNode operand) {
            super(operand);
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            return (int) operand.executeFloat(frame, activation);
        }
    }

    public static final class I32TruncSatF32U extends ToI32 {
        public I32TruncSatF32U(ExpressionNode operand) {
            super(operand);
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            return FloatConversions.toUnsignedInt(operand.executeFloat(frame, activation));
        }
    }

    public static final class I32TruncSatF64S extends ToI32 {
        public I32TruncSatF64S(ExpressionNode operand) {
            super(operand);
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            return (int) operand.executeDouble(frame, activation);
        }
    }

    public static final class I32TruncSatF64U extends ToI32 {
        public I32TruncSatF64U(ExpressionNode operand) {
            super(operand);
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            return FloatConversions.toUnsignedInt(operand.executeDouble(frame, activation));
        }
    }

    public static final class I64TruncSatF32S extends ToI64 {
        public I64TruncSatF32S(ExpressionNode operand) {
            super(operand);
        }

        @Override
        public long executeLong(VirtualFrame frame, Activation activation) {
            return (long) operand.executeFloat(frame, activation);
        }
    }

    public static final class I64TruncSatF32U extends ToI64 {
        public I64TruncSatF32U(ExpressionNode operand) {
            super(operand);
        }

        @Override
        public long executeLong(VirtualFrame frame, Activation activation) {
            return FloatConversions.toUnsignedLong(operand.executeFloat(frame, activation));
        }
    }

    public static final class I64TruncSatF64S extends ToI64 {
        public I64TruncSatF64S(ExpressionNode operand) {
            super(operand);
        }

        @Override
        public long executeLong(VirtualFrame frame, Activation activation) {
            return (long) operand.executeDouble(frame, activation);
        }
    }

    public static final class I64TruncSatF64U extends ToI64 {
        public I64TruncSatF64U(ExpressionNode operand) {
            super(operand);
        }

        @Override
        public long executeLong(VirtualFrame frame, Activation activation) {
            return FloatConversions.toUnsignedLong(operand.executeDouble(frame, activation));
        }
    }

    private static TrapException failure(ExpressionNode node, double value) {
        CompilerDirectives.transferToInterpreter();
        return (Double.isNaN(value) ? Trap.INVALID_CONVERSION_TO_INTEGER : Trap.INTEGER_OVERFLOW).at(node);
    }
}
