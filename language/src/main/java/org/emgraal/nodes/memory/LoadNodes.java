// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes.memory;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.emgraal.nodes.ExpressionNode;
import org.emgraal.runtime.Activation;
import org.emgraal.runtime.MemoryArray;

/** The load instructions. Floats keep their bits: a load is no arithmetic. */
public final class LoadNodes {

    private LoadNodes() {
    }

    /** A load with i32 result. */
    public abstract static class ToI32 extends ExpressionNode.I32 {
        @Child protected AddressNode address;

        protected ToI32(MemoryArgument argument, ExpressionNode base) {
            this.address = new AddressNode(argument, base);
        }
    }

    /** A load with i64 result. */
    public abstract static class ToI64 extends ExpressionNode.I64 {
        @Child protected AddressNode address;

        protected ToI64(MemoryArgument argument, ExpressionNode base) {
            this.address = new AddressNode(argument, base);
        }
    }

    /** A load with f32 result. */
    public abstract static class ToF32 extends ExpressionNode.F32 {
        @Child protected AddressNode address;

        protected ToF32(MemoryArgument argument, ExpressionNode base) {
            this.address = new AddressNode(argument, base);
        }
    }

    /** A load with f64 result. */
    public abstract static class ToF64 extends ExpressionNode.F64 {
        @Child protected AddressNode address;

        protected ToF64(MemoryArgument argument, ExpressionNode base) {
            this.address = new AddressNode(argument, base);
        }
    }

    public static final class I32Load extends ToI32 {
        public I32Load(MemoryArgument argument, ExpressionNode base) {
            super(argument, base);
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            long effective = address.execute(frame, activation);
            return MemoryArray.loadInt(this, address.array(activation, effective, 4), effective);
        }
    }

    public static final class I64Load extends ToI64 {
        public I64Load(MemoryArgument argument, ExpressionNode base) {
            super(argument, base);
        }

        @Override
        public long executeLong(VirtualFrame frame, Activation activation) {
            long effective = address.execute(frame, activation);
            return MemoryArray.loadLong(this, address.array(activation, effective, 8), effective);
        }
    }

    public static final class F32Load extends ToF32 {
        public F32Load(MemoryArgument argument, ExpressionNode base) {
            super(argument, base);
        }

        @Override
        public float executeFloat(VirtualFrame frame, Activation activation) {
            long effective = address.execute(frame, activation);
            return MemoryArray.loadFloat(this, address.array(activation, effective, 4), effective);
        }
    }

    public static final class F64Load extends ToF64 {
        public F64Load(MemoryArgument argument, ExpressionNode base) {
            super(argument, base);
        }

        @Override
        public double executeDouble(VirtualFrame frame, Activation activation) {
            long effective = address.execute(frame, activation);
            return MemoryArray.loadDouble(this, address.array(activation, effective, 8), effective);
        }
    }

    public static final class I32Load8S extends ToI32 {
        public I32Load8S(MemoryArgument argument, ExpressionNode base) {
            super(argument, base);
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            long effective = address.execute(frame, activation);
            return MemoryArray.loadByte(this, address.array(activation, effective, 1), effective);
        }
    }

    public static final class I32Load8U extends ToI32 {
        public I32Load8U(MemoryArgument argument, ExpressionNode base) {
            super(argument, base);
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            long effective = address.execute(frame, activation);
            return Byte.toUnsignedInt(MemoryArray.loadByte(this, address.array(activation, effective, 1), effective));
        }
    }

    public static final class I32Load16S extends ToI32 {
        public I32Load16S(MemoryArgument argument, ExpressionNode base) {
            super(argument, base);
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            long effective = address.execute(frame, activation);
            return MemoryArray.loadShort(this, address.array(activation, effective, 2), effective);
        }
    }

    public static final class I32Load16U extends ToI32 {
        public I32Load16U(MemoryArgument argument, ExpressionNode base) {
            super(argument, base);
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            long effective = address.execute(frame, activation);
            return Short.toUnsignedInt(MemoryArray.loadShort(this, address.array(activation, effective, 2), effective));
        }
    }

    public static final class I64Load8S extends ToI64 {
        public I64Load8S(MemoryArgument argument, ExpressionNode base) {
            super(argument, base);
        }

        @Override
        public long executeLong(VirtualFrame frame, Activation activation) {
            long effective = address.execute(frame, activation);
            return MemoryArray.loadByte(this, address.array(activation, effective, 1), effective);
        }
    }

    public static final class I64Load8U extends ToI64 {
        public I64Load8U(MemoryArgument argument, ExpressionNode base) {
            super(argument, base);
        }

        @Override
        public long executeLong(VirtualFrame frame, Activation activation) {
            long effective = address.execute(frame, activation);
            return Byte.toUnsignedLong(MemoryArray.loadByte(this, address.array(activation, effective, 1), effective));
        }
    }

    public static final class I64Load16S extends ToI64 {
        public I64Load16S(MemoryArgument argument, ExpressionNode base) {
            super(argument, base);
        }

        @Override
        public long executeLong(VirtualFrame frame, Activation activation) {
            long effective = address.execute(frame, activation);
            return MemoryArray.loadShort(this, address.array(activation, effective, 2), effective);
        }
    }

    public static final class I64Load16U extends ToI64 {
        public I64Load16U(MemoryArgument argument, ExpressionNode base) {
            super(argument, base);
        }

        @Override
        public long executeLong(VirtualFrame frame, Activation activation) {
            long effective = address.execute(frame, activation);
            return Short.toUnsignedLong(MemoryArray.loadShort(this, address.array(activation, effective, 2), effective));
        }
    }

    public static final class I64Load32S extends ToI64 {
        public I64Load32S(MemoryArgument argument, ExpressionNode base) {
            super(argument, base);
        }

        @Override
        public long executeLong(VirtualFrame frame, Activation activation) {
            long effective = address.execute(frame, activation);
            return MemoryArray.loadInt(this, address.array(activation, effective, 4), effective);
        }
    }

    public static final class I64Load32U extends ToI64 {
        public I64Load32U(MemoryArgument argument, ExpressionNode base) {
            super(argument, base);
        }

        @Override
        public long executeLong(VirtualFrame frame, Activation activation) {
            long effective = address.execute(frame, activation);
            return Integer.toUnsignedLong(MemoryArray.loadInt(this, address.array(activation, effective, 4), effective));
        }
    }
}
