// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes.memory;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.emgraal.nodes.ExpressionNode;
import org.emgraal.runtime.Activation;
import org.emgraal.runtime.AtomicArray;
import org.emgraal.runtime.AtomicArray.Update;

/**
 * The atomic read-modify-write instructions, named by width as in {@link AtomicAccessNodes}. They return the old value,
 * zero-extended.
 */
public final class AtomicUpdateNodes {

    private AtomicUpdateNodes() {
    }

    /** Address, i32 operand, i32 result. */
    public abstract static class UpdateI32 extends ExpressionNode.I32 {
        protected final Update update;
        @Child protected AddressNode address;
        @Child protected ExpressionNode operand;

        protected UpdateI32(Update update, MemoryArgument argument, ExpressionNode base, ExpressionNode operand) {
            this.update = update;
            this.address = new AddressNode(argument, base);
            this.operand = operand;
        }
    }

    /** Address, i64 operand, i64 result. */
    public abstract static class UpdateI64 extends ExpressionNode.I64 {
        protected final Update update;
        @Child protected AddressNode address;
        @Child protected ExpressionNode operand;

        protected UpdateI64(Update update, MemoryArgument argument, ExpressionNode base, ExpressionNode operand) {
            this.update = update;
            this.address = new AddressNode(argument, base);
            this.operand = operand;
        }
    }

    public static final class Update8 extends UpdateI32 {
        public Update8(Update update, MemoryArgument argument, ExpressionNode base, ExpressionNode operand) {
            super(update, argument, base, operand);
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            long effective = address.execute(frame, activation);
            int value = operand.executeInt(frame, activation);
            return AtomicArray.update8(update, address.atomic(activation, effective, 1), effective, value);
        }
    }

    public static final class Update16 extends UpdateI32 {
        public Update16(Update update, MemoryArgument argument, ExpressionNode base, ExpressionNode operand) {
            super(update, argument, base, operand);
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            long effective = address.execute(frame, activation);
            int value = operand.executeInt(frame, activation);
            return AtomicArray.update16(update, address.atomic(activation, effective, 2), effective, value);
        }
    }

    public static final class Update32 extends UpdateI32 {
        public Update32(Update update, MemoryArgument argument, ExpressionNode base, ExpressionNode operand) {
            super(update, argument, base, operand);
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            long effective = address.execute(frame, activation);
            int value = operand.executeInt(frame, activation);
            return AtomicArray.update32(update, address.atomic(activation, effective, 4), effective, value);
        }
    }

    public static final class Update64 extends UpdateI64 {
        public Update64(Update update, MemoryArgument argument, ExpressionNode base, ExpressionNode operand) {
            super(update, argument, base, operand);
        }

        @Override
        public long executeLong(VirtualFrame frame, Activation activation) {
            long effective = address.execute(frame, activation);
            long value = operand.executeLong(frame, activation);
            return AtomicArray.update64(update, address.atomic(activation, effective, 8), effective, value);
        }
    }
}
