// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes.memory;

import static org.emgraal.nodes.memory.AtomicAccessNodes.BYTES;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.emgraal.nodes.ExpressionNode;
import org.emgraal.runtime.Activation;

/**
 * The atomic read-modify-write instructions, named by width as in {@link AtomicAccessNodes}. They return the old value,
 * zero-extended.
 */
public final class AtomicUpdateNodes {

    private AtomicUpdateNodes() {
    }

    /** What an instruction does with the old value and its operand. */
    public enum Operation {
        ADD,
        SUB,
        AND,
        OR,
        XOR,
        XCHG
    }

    /** Address, i32 operand, i32 result. */
    public abstract static class UpdateI32 extends ExpressionNode.I32 {
        protected final Operation operation;
        @Child protected AddressNode address;
        @Child protected ExpressionNode operand;

        protected UpdateI32(Operation operation, MemoryArgument argument, ExpressionNode base, ExpressionNode operand) {
            this.operation = operation;
            this.address = new AddressNode(argument, base);
            this.operand = operand;
        }
    }

    /** Address, i64 operand, i64 result. */
    public abstract static class UpdateI64 extends ExpressionNode.I64 {
        protected final Operation operation;
        @Child protected AddressNode address;
        @Child protected ExpressionNode operand;

        protected UpdateI64(Operation operation, MemoryArgument argument, ExpressionNode base, ExpressionNode operand) {
            this.operation = operation;
            this.address = new AddressNode(argument, base);
            this.operand = operand;
        }
    }

    public static final class Update8 extends UpdateI32 {
        public Update8(Operation operation, MemoryArgument argument, ExpressionNode base, ExpressionNode operand) {
            super(operation, argument, base, operand);
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            long effective = address.execute(frame, activation);
            int value = operand.executeInt(frame, activation);
            byte[] array = address.atomic(activation, effective, 1);
            byte old = switch (operation) {
                case ADD -> BYTES.getAndAddByte(array, effective, (byte) value);
                case SUB -> BYTES.getAndAddByte(array, effective, (byte) -value);
                case AND -> BYTES.getAndBitwiseAndByte(array, effective, (byte) value);
                case OR -> BYTES.getAndBitwiseOrByte(array, effective, (byte) value);
                case XOR -> BYTES.getAndBitwiseXorByte(array, effective, (byte) value);
                case XCHG -> BYTES.getAndSetByte(array, effective, (byte) value);
            };
            return Byte.toUnsignedInt(old);
        }
    }

    public static final class Update16 extends UpdateI32 {
        public Update16(Operation operation, MemoryArgument argument, ExpressionNode base, ExpressionNode operand) {
            super(operation, argument, base, operand);
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            long effective = address.execute(frame, activation);
            int value = operand.executeInt(frame, activation);
            byte[] array = address.atomic(activation, effective, 2);
            short old = switch (operation) {
                case ADD -> BYTES.getAndAddShort(array, effective, (short) value);
                case SUB -> BYTES.getAndAddShort(array, effective, (short) -value);
                case AND -> BYTES.getAndBitwiseAndShort(array, effective, (short) value);
                case OR -> BYTES.getAndBitwiseOrShort(array, effective, (short) value);
                case XOR -> BYTES.getAndBitwiseXorShort(array, effective, (short) value);
                case XCHG -> BYTES.getAndSetShort(array, effective, (short) value);
            };
            return Short.toUnsignedInt(old);
        }
    }

    public static final class Update32 extends UpdateI32 {
        public Update32(Operation operation, MemoryArgument argument, ExpressionNode base, ExpressionNode operand) {
            super(operation, argument, base, operand);
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            long effective = address.execute(frame, activation);
            int value = operand.executeInt(frame, activation);
            byte[] array = address.atomic(activation, effective, 4);
            int old = switch (operation) {
                case ADD -> BYTES.getAndAddInt(array, effective, value);
                case SUB -> BYTES.getAndAddInt(array, effective, -value);
                case AND -> BYTES.getAndBitwiseAndInt(array, effective, value);
                case OR -> BYTES.getAndBitwiseOrInt(array, effective, value);
                case XOR -> BYTES.getAndBitwiseXorInt(array, effective, value);
                case XCHG -> BYTES.getAndSetInt(array, effective, value);
            };
            return old;
        }
    }

    public static final class Update64 extends UpdateI64 {
        public Update64(Operation operation, MemoryArgument argument, ExpressionNode base, ExpressionNode operand) {
            super(operation, argument, base, operand);
        }

        @Override
        public long executeLong(VirtualFrame frame, Activation activation) {
            long effective = address.execute(frame, activation);
            long value = operand.executeLong(frame, activation);
            byte[] array = address.atomic(activation, effective, 8);
            long old = switch (operation) {
                case ADD -> BYTES.getAndAddLong(array, effective, value);
                case SUB -> BYTES.getAndAddLong(array, effective, -value);
                case AND -> BYTES.getAndBitwiseAndLong(array, effective, value);
                case OR -> BYTES.getAndBitwiseOrLong(array, effective, value);
                case XOR -> BYTES.getAndBitwiseXorLong(array, effective, value);
                case XCHG -> BYTES.getAndSetLong(array, effective, value);
            };
            return old;
        }
    }
}
