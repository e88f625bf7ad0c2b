// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes.memory;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.emgraal.nodes.ExpressionNode;
import org.emgraal.runtime.Activation;
import org.emgraal.runtime.AtomicArray;

/**
 * The atomic loads and stores of {@link AtomicArray}, named by their width. The narrow i64 instructions are these with a
 * conversion.
 */
public final class AtomicAccessNodes {

    private AtomicAccessNodes() {
    }

    public static final class Load8 extends LoadNodes.ToI32 {
        public Load8(MemoryArgument argument, ExpressionNode base) {
            super(argument, base);
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            long effective = address.execute(frame, activation);
            return AtomicArray.load8(address.atomic(activation, effective, 1), effective);
        }
    }

    public static final class Load16 extends LoadNodes.ToI32 {
        public Load16(MemoryArgument argument, ExpressionNode base) {
            super(argument, base);
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            long effective = address.execute(frame, activation);
            return AtomicArray.load16(address.atomic(activation, effective, 2), effective);
        }
    }

    public static final class Load32 extends LoadNodes.ToI32 {
        public Load32(MemoryArgument argument, ExpressionNode base) {
            super(argument, base);
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            long effective = address.execute(frame, activation);
            return AtomicArray.load32(address.atomic(activation, effective, 4), effective);
        }
    }

    public static final class Load64 extends LoadNodes.ToI64 {
        public Load64(MemoryArgument argument, ExpressionNode base) {
            super(argument, base);
        }

        @Override
        public long executeLong(VirtualFrame frame, Activation activation) {
            long effective = address.execute(frame, activation);
            return AtomicArray.load64(address.atomic(activation, effective, 8), effective);
        }
    }

    public static final class Store8 extends StoreNodes.Store {
        public Store8(MemoryArgument argument, ExpressionNode base, ExpressionNode value) {
            super(argument, base, value);
        }

        @Override
        public void executeVoid(VirtualFrame frame, Activation activation) {
            long effective = address.execute(frame, activation);
            int stored = value.executeInt(frame, activation);
            AtomicArray.store8(address.atomic(activation, effective, 1), effective, stored);
        }
    }

    public static final class Store16 extends StoreNodes.Store {
        public Store16(MemoryArgument argument, ExpressionNode base, ExpressionNode value) {
            super(argument, base, value);
        }

        @Override
        public void executeVoid(VirtualFrame frame, Activation activation) {
            long effective = address.execute(frame, activation);
            int stored = value.executeInt(frame, activation);
            AtomicArray.store16(address.atomic(activation, effective, 2), effective, stored);
        }
    }

    public static final class Store32 extends StoreNodes.Store {
        public Store32(MemoryArgument argument, ExpressionNode base, ExpressionNode value) {
            super(argument, base, value);
        }

        @Override
        public void executeVoid(VirtualFrame frame, Activation activation) {
            long effective = address.execute(frame, activation);
            int stored = value.executeInt(frame, activation);
            AtomicArray.store32(address.atomic(activation, effective, 4), effective, stored);
        }
    }

    public static final class Store64 extends StoreNodes.Store {
        public Store64(MemoryArgument argument, ExpressionNode base, ExpressionNode value) {
            super(argument, base, value);
        }

        @Override
        public void executeVoid(VirtualFrame frame, Activation activation) {
            long effective = address.execute(frame, activation);
            long stored = value.executeLong(frame, activation);
            AtomicArray.store64(address.atomic(activation, effective, 8), effective, stored);
        }
    }
}
