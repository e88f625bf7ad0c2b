// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes.memory;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.emgraal.nodes.ExpressionNode;
import org.emgraal.runtime.Activation;
import org.emgraal.runtime.MemoryArray;

/** The store instructions. The address is checked after the value is computed: computing it may have effects. */
public final class StoreNodes {

    private StoreNodes() {
    }

    /** Address and value. */
    public abstract static class Store extends ExpressionNode.Statement {
        @Child protected AddressNode address;
        @Child protected ExpressionNode value;

        protected Store(MemoryArgument argument, ExpressionNode base, ExpressionNode value) {
            this.address = new AddressNode(argument, base);
            this.value = value;
        }
    }

    public static final class I32Store extends Store {
        public I32Store(MemoryArgument argument, ExpressionNode base, ExpressionNode value) {
            super(argument, base, value);
        }

        @Override
        public void executeVoid(VirtualFrame frame, Activation activation) {
            long effective = address.execute(frame, activation);
            int stored = value.executeInt(frame, activation);
            MemoryArray.storeInt(this, address.array(activation, effective, 4), effective, stored);
        }
    }

    public static final class I64Store extends Store {
        public I64Store(MemoryArgument argument, ExpressionNode base, ExpressionNode value) {
            super(argument, base, value);
        }

        @Override
        public void executeVoid(VirtualFrame frame, Activation activation) {
            long effective = address.execute(frame, activation);
            long stored = value.executeLong(frame, activation);
            MemoryArray.storeLong(this, address.array(activation, effective, 8), effective, stored);
        }
    }

    public static final class F32Store extends Store {
        public F32Store(MemoryArgument argument, ExpressionNode base, ExpressionNode value) {
            super(argument, base, value);
        }

        @Override
        public void executeVoid(VirtualFrame frame, Activation activation) {
            long effective = address.execute(frame, activation);
            float stored = value.executeFloat(frame, activation);
            MemoryArray.storeFloat(this, address.array(activation, effective, 4), effective, stored);
        }
    }

    public static final class F64Store extends Store {
        public F64Store(MemoryArgument argument, ExpressionNode base, ExpressionNode value) {
            super(argument, base, value);
        }

        @Override
        public void executeVoid(VirtualFrame frame, Activation activation) {
            long effective = address.execute(frame, activation);
            double stored = value.executeDouble(frame, activation);
            MemoryArray.storeDouble(this, address.array(activation, effective, 8), effective, stored);
        }
    }

    public static final class I32Store8 extends Store {
        public I32Store8(MemoryArgument argument, ExpressionNode base, ExpressionNode value) {
            super(argument, base, value);
        }

        @Override
        public void executeVoid(VirtualFrame frame, Activation activation) {
            long effective = address.execute(frame, activation);
            int stored = value.executeInt(frame, activation);
            MemoryArray.storeByte(this, address.array(activation, effective, 1), effective, (byte) stored);
        }
    }

    public static final class I32Store16 extends Store {
        public I32Store16(MemoryArgument argument, ExpressionNode base, ExpressionNode value) {
            super(argument, base, value);
        }

        @Override
        public void executeVoid(VirtualFrame frame, Activation activation) {
            long effective = address.execute(frame, activation);
            int stored = value.executeInt(frame, activation);
            MemoryArray.storeShort(this, address.array(activation, effective, 2), effective, (short) stored);
        }
    }

    public static final class I64Store8 extends Store {
        public I64Store8(MemoryArgument argument, ExpressionNode base, ExpressionNode value) {
            super(argument, base, value);
        }

        @Override
        public void executeVoid(VirtualFrame frame, Activation activation) {
            long effective = address.execute(frame, activation);
            long stored = value.executeLong(frame, activation);
            MemoryArray.storeByte(this, address.array(activation, effective, 1), effective, (byte) stored);
        }
    }

    public static final class I64Store16 extends Store {
        public I64Store16(MemoryArgument argument, ExpressionNode base, ExpressionNode value) {
            super(argument, base, value);
        }

        @Override
        public void executeVoid(VirtualFrame frame, Activation activation) {
            long effective = address.execute(frame, activation);
            long stored = value.executeLong(frame, activation);
            MemoryArray.storeShort(this, address.array(activation, effective, 2), effective, (short) stored);
        }
    }

    public static final class I64Store32 extends Store {
        public I64Store32(MemoryArgument argument, ExpressionNode base, ExpressionNode value) {
            super(argument, base, value);
        }

        @Override
        public void executeVoid(VirtualFrame frame, Activation activation) {
            long effective = address.execute(frame, activation);
            long stored = value.executeLong(frame, activation);
            MemoryArray.storeInt(this, address.array(activation, effective, 4), effective, (int) stored);
        }
    }
}
