// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes.memory;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.emgraal.nodes.ExpressionNode;
import org.emgraal.runtime.Activation;
import org.emgraal.runtime.MemoryArray;

/**
 * The most frequent loads and stores in their most frequent form: memory 0, neither shared nor with 64-bit addresses,
 * at a constant offset from a local. {@link AddressNode} can do it too; without it, while interpreting, there is one
 * object less to go through.
 */
public final class LocalBaseNodes {

    private LocalBaseNodes() {
    }

    private static long address(VirtualFrame frame, int base, long offset) {
        return Integer.toUnsignedLong(frame.getIntStatic(base)) + offset;
    }

    public static final class I32Load extends ExpressionNode.I32 {
        private final int base;
        private final long offset;

        public I32Load(int base, long offset) {
            this.base = base;
            this.offset = offset;
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            return MemoryArray.loadInt(this, activation.memory(), address(frame, base, offset));
        }
    }

    public static final class I32Load8U extends ExpressionNode.I32 {
        private final int base;
        private final long offset;

        public I32Load8U(int base, long offset) {
            this.base = base;
            this.offset = offset;
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            return Byte.toUnsignedInt(MemoryArray.loadByte(this, activation.memory(), address(frame, base, offset)));
        }
    }

    public static final class I32Load16U extends ExpressionNode.I32 {
        private final int base;
        private final long offset;

        public I32Load16U(int base, long offset) {
            this.base = base;
            this.offset = offset;
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            return Short.toUnsignedInt(MemoryArray.loadShort(this, activation.memory(), address(frame, base, offset)));
        }
    }

    public static final class I64Load extends ExpressionNode.I64 {
        private final int base;
        private final long offset;

        public I64Load(int base, long offset) {
            this.base = base;
            this.offset = offset;
        }

        @Override
        public long executeLong(VirtualFrame frame, Activation activation) {
            return MemoryArray.loadLong(this, activation.memory(), address(frame, base, offset));
        }
    }

    public static final class F64Load extends ExpressionNode.F64 {
        private final int base;
        private final long offset;

        public F64Load(int base, long offset) {
            this.base = base;
            this.offset = offset;
        }

        @Override
        public double executeDouble(VirtualFrame frame, Activation activation) {
            return MemoryArray.loadDouble(this, activation.memory(), address(frame, base, offset));
        }
    }

    public static final class I32Store extends ExpressionNode.Statement {
        private final int base;
        private final long offset;
        @Child private ExpressionNode value;

        public I32Store(int base, long offset, ExpressionNode value) {
            this.base = base;
            this.offset = offset;
            this.value = value;
        }

        @Override
        public void executeVoid(VirtualFrame frame, Activation activation) {
            long effective = address(frame, base, offset);
            int stored = value.executeInt(frame, activation);
            MemoryArray.storeInt(this, activation.memory(), effective, stored);
        }
    }

    public static final class I32Store8 extends ExpressionNode.Statement {
        private final int base;
        private final long offset;
        @Child private ExpressionNode value;

        public I32Store8(int base, long offset, ExpressionNode value) {
            this.base = base;
            this.offset = offset;
            this.value = value;
        }

        @Override
        public void executeVoid(VirtualFrame frame, Activation activation) {
            long effective = address(frame, base, offset);
            int stored = value.executeInt(frame, activation);
            MemoryArray.storeByte(this, activation.memory(), effective, (byte) stored);
        }
    }

    public static final class I64Store extends ExpressionNode.Statement {
        private final int base;
        private final long offset;
        @Child private ExpressionNode value;

        public I64Store(int base, long offset, ExpressionNode value) {
            this.base = base;
            this.offset = offset;
            this.value = value;
        }

        @Override
        public void executeVoid(VirtualFrame frame, Activation activation) {
            long effective = address(frame, base, offset);
            long stored = value.executeLong(frame, activation);
            MemoryArray.storeLong(this, activation.memory(), effective, stored);
        }
    }

    public static final class F64Store extends ExpressionNode.Statement {
        private final int base;
        private final long offset;
        @Child private ExpressionNode value;

        public F64Store(int base, long offset, ExpressionNode value) {
            this.base = base;
            this.offset = offset;
            this.value = value;
        }

        @Override
        public void executeVoid(VirtualFrame frame, Activation activation) {
            long effective = address(frame, base, offset);
            double stored = value.executeDouble(frame, activation);
            MemoryArray.storeDouble(this, activation.memory(), effective, stored);
        }
    }

    public static final class I32StoreLocal extends ExpressionNode.Statement {
        private final int base;
        private final long offset;
        private final int value;

        /** @param value slot of the local that is stored */
        public I32StoreLocal(int base, long offset, int value) {
            this.base = base;
            this.offset = offset;
            this.value = value;
        }

        @Override
        public void executeVoid(VirtualFrame frame, Activation activation) {
            MemoryArray.storeInt(this, activation.memory(), address(frame, base, offset), frame.getIntStatic(value));
        }
    }

    public static final class I32StoreConstant extends ExpressionNode.Statement {
        private final int base;
        private final long offset;
        private final int value;

        public I32StoreConstant(int base, long offset, int value) {
            this.base = base;
            this.offset = offset;
            this.value = value;
        }

        @Override
        public void executeVoid(VirtualFrame frame, Activation activation) {
            MemoryArray.storeInt(this, activation.memory(), address(frame, base, offset), value);
        }
    }
}
