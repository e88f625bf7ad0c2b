// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes.numeric;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.emgraal.nodes.ExpressionNode;
import org.emgraal.runtime.Activation;

/** The conversions between number types that cannot trap, saturating ones aside. */
public final class ConversionNodes {

    private ConversionNodes() {
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

    /** One operand, f32 result. */
    public abstract static class ToF32 extends ExpressionNode.F32 {
        @Child protected ExpressionNode operand;

        protected ToF32(ExpressionNode operand) {
            this.operand = operand;
        }
    }

    /** One operand, f64 result. */
    public abstract static class ToF64 extends ExpressionNode.F64 {
        @Child protected ExpressionNode operand;

        protected ToF64(ExpressionNode operand) {
            this.operand = operand;
        }
    }

    public static final class I32WrapI64 extends ToI32 {
        public I32WrapI64(ExpressionNode operand) {
            super(operand);
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            return (int) operand.executeLong(frame, activation);
        }
    }

    public static final class I64ExtendI32S extends ToI64 {
        public I64ExtendI32S(ExpressionNode operand) {
            super(operand);
        }

        @Override
        public long executeLong(VirtualFrame frame, Activation activation) {
            return operand.executeInt(frame, activation);
        }
    }

    public static final class I64ExtendI32U extends ToI64 {
        public I64ExtendI32U(ExpressionNode operand) {
            super(operand);
        }

        @Override
        public long executeLong(VirtualFrame frame, Activation activation) {
            return Integer.toUnsignedLong(operand.executeInt(frame, activation));
        }
    }

    public static final class F32ConvertI32S extends ToF32 {
        public F32ConvertI32S(ExpressionNode operand) {
            super(operand);
        }

        @Override
        public float executeFloat(VirtualFrame frame, Activation activation) {
            return operand.executeInt(frame, activation);
        }
    }

    public static final class F32ConvertI32U extends ToF32 {
        public F32ConvertI32U(ExpressionNode operand) {
            super(operand);
        }

        @Override
        public float executeFloat(VirtualFrame frame, Activation activation) {
            return Integer.toUnsignedLong(operand.executeInt(frame, activation));
        }
    }

    public static final class F32ConvertI64S extends ToF32 {
        public F32ConvertI64S(ExpressionNode operand) {
            super(operand);
        }

        @Override
        public float executeFloat(VirtualFrame frame, Activation activation) {
            return operand.executeLong(frame, activation);
        }
    }

    public static final class F32ConvertI64U extends ToF32 {
        public F32ConvertI64U(ExpressionNode operand) {
            super(operand);
        }

        @Override
        public float executeFloat(VirtualFrame frame, Activation activation) {
            return FloatConversions.unsignedToFloat(operand.executeLong(frame, activation));
        }
    }

    public static final class F64ConvertI32S extends ToF64 {
        public F64ConvertI32S(ExpressionNode operand) {
            super(operand);
        }

        @Override
        public double executeDouble(VirtualFrame frame, Activation activation) {
            return operand.executeInt(frame, activation);
        }
    }

    public static final class F64ConvertI32U extends ToF64 {
        public F64ConvertI32U(ExpressionNode operand) {
            super(operand);
        }

        @Override
        public double executeDouble(VirtualFrame frame, Activation activation) {
            return Integer.toUnsignedLong(operand.executeInt(frame, activation));
        }
    }

    public static final class F64ConvertI64S extends ToF64 {
        public F64ConvertI64S(ExpressionNode operand) {
            super(operand);
        }

        @Override
        public double executeDouble(VirtualFrame frame, Activation activation) {
            return operand.executeLong(frame, activation);
        }
    }

    public static final class F64ConvertI64U extends ToF64 {
        public F64ConvertI64U(ExpressionNode operand) {
            super(operand);
        }

        @Override
        public double executeDouble(VirtualFrame frame, Activation activation) {
            return FloatConversions.unsignedToDouble(operand.executeLong(frame, activation));
        }
    }

    public static final class F32DemoteF64 extends ToF32 {
        public F32DemoteF64(ExpressionNode operand) {
            super(operand);
        }

        @Override
        public float executeFloat(VirtualFrame frame, Activation activation) {
            return FloatArithmetic.demote(operand.executeDouble(frame, activation));
        }
    }

    public static final class F64PromoteF32 extends ToF64 {
        public F64PromoteF32(ExpressionNode operand) {
            super(operand);
        }

        @Override
        public double executeDouble(VirtualFrame frame, Activation activation) {
            return operand.executeFloat(frame, activation);
        }
    }

    public static final class I32ReinterpretF32 extends ToI32 {
        public I32ReinterpretF32(ExpressionNode operand) {
            super(operand);
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            return Float.floatToRawIntBits(operand.executeFloat(frame, activation));
        }
    }

    public static final class I64ReinterpretF64 extends ToI64 {
        public I64ReinterpretF64(ExpressionNode operand) {
            super(operand);
        }

        @Override
        public long executeLong(VirtualFrame frame, Activation activation) {
            return Double.doubleToRawLongBits(operand.executeDouble(frame, activation));
        }
    }

    public static final class F32ReinterpretI32 extends ToF32 {
        public F32ReinterpretI32(ExpressionNode operand) {
            super(operand);
        }

        @Override
        public float executeFloat(VirtualFrame frame, Activation activation) {
            return Float.intBitsToFloat(operand.executeInt(frame, activation));
        }
    }

    public static final class F64ReinterpretI64 extends ToF64 {
        public F64ReinterpretI64(ExpressionNode operand) {
            super(operand);
        }

        @Override
        public double executeDouble(VirtualFrame frame, Activation activation) {
            return Double.longBitsToDouble(operand.executeLong(frame, activation));
        }
    }
}
