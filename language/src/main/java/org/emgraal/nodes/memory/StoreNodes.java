// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes.memory;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.emgraal.nodes.ExpressionNode;
import org.emgraal.runtime.WasmInstance;

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
        public void executeVoid(VirtualFrame frame, WasmInstance instance) {
            long effective = address.execute(frame, instance);
            int stored = value.executeInt(frame, instance);
            address.memory(instance, effective, 4).storeInt(this, effective, stored);
        }
    }

    public static final class I64Store extends Store {
        public I64Store(MemoryArgument argument, ExpressionNode base, ExpressionNode value) {
            super(argument, base, value);
        }

        @Override
        public void executeVoid(VirtualFrame frame, WasmInstance instance) {
            long effective = address.execute(frame, instance);
            long stored = value.executeLong(frame, instance);
            address.memory(instance, effective, 8).storeLong(this, effective, stored);
        }
    }

    public static final class F32Store extends Store {
        public F32Store(MemoryArgument argument, ExpressionNode base, ExpressionNode value) {
            super(argument, base, value);
        }

        @Override
        public void executeVoid(VirtualFrame frame, WasmInstance instance) {
            long effective = address.execute(frame, instance);
            float stored = value.executeFloat(frame, instance);
            address.memory(instance, effective, 4).storeFloat(this, effective, stored);
        }
    }

    public static final class F64Store extends Store {
        public F64Store(MemoryArgument argument, ExpressionNode base, ExpressionNode value) {
            super(argument, base, value);
        }

        @Override
        public void executeVoid(VirtualFrame frame, WasmInstance instance) {
            long effective = address.execute(frame, instance);
            double stored = value.executeDouble(frame, instance);
            address.memory(instance, effective, 8).storeDouble(this, effective, stored);
        }
    }

    public static final class I32Store8 extends Store {
        public I32Store8(MemoryArgument argument, ExpressionNode base, ExpressionNode value) {
            super(argument, base, value);
        }

        @Override
        public void executeVoid(VirtualFrame frame, WasmInstance instance) {
            long effective = address.execute(frame, instance);
            int stored = value.executeInt(frame, instance);
            address.memory(instance, effective, 1).storeByte(this, effective, (byte) stored);
        }
    }

    public static final class I32Store16 extends Store {
        public I32Store16(MemoryArgument argument, ExpressionNode base, ExpressionNode value) {
            super(argument, base, value);
        }

        @Override
        public void executeVoid(VirtualFrame frame, WasmInstance instance) {
            long effective = address.execute(frame, instance);
            int stored = value.executeInt(frame, instance);
            address.memory(instance, effective, 2).storeShort(this, effective, (short) stored);
        }
    }

    public static final class I64Store8 extends Store {
        public I64Store8(MemoryArgument argument, ExpressionNode base, ExpressionNode value) {
            super(argument, base, value);
        }

        @Override
        public void executeVoid(VirtualFrame frame, WasmInstance instance) {
            long effective = address.execute(frame, instance);
            long stored = value.executeLong(frame, instance);
            address.memory(instance, effective, 1).storeByte(this, effective, (byte) stored);
        }
    }

    public static final class I64Store16 extends Store {
        public I64Store16(MemoryArgument argument, ExpressionNode base, ExpressionNode value) {
            super(argument, base, value);
        }

        @Override
        public void executeVoid(VirtualFrame frame, WasmInstance instance) {
            long effective = address.execute(frame, instance);
            long stored = value.executeLong(frame, instance);
            address.memory(instance, effective, 2).storeShort(this, effective, (short) stored);
        }
    }

    public static final class I64Store32 extends Store {
        public I64Store32(MemoryArgument argument, ExpressionNode base, ExpressionNode value) {
            super(argument, base, value);
        }

        @Override
        public void executeVoid(VirtualFrame frame, WasmInstance instance) {
            long effective = address.execute(frame, instance);
            long stored = value.executeLong(frame, instance);
            address.memory(instance, effective, 4).storeInt(this, effective, (int) stored);
        }
    }
}
