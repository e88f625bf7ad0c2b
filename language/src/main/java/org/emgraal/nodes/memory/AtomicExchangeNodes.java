// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes.memory;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.emgraal.nodes.ExpressionNode;
import org.emgraal.runtime.Activation;
import org.emgraal.runtime.AtomicArray;

/**
 * The atomic compare-exchange instructions, named by width as in {@link AtomicAccessNodes}. They return the old
 * value.
 */
public final class AtomicExchangeNodes {

    private AtomicExchangeNodes() {
    }

    /** Address, i32 expected and replacement values, i32 result. */
    public abstract static class ExchangeI32 extends ExpressionNode.I32 {
        @Child protected AddressNode address;
        @Child protected ExpressionNode expected;
        @Child protected ExpressionNode replacement;

        protected ExchangeI32(MemoryArgument argument, ExpressionNode base, ExpressionNode expected, ExpressionNode replacement) {
            this.address = new AddressNode(argument, base);
            this.expected = expected;
            this.replacement = replacement;
        }
    }

    /** Address, i64 expected and replacement values, i64 result. */
    public abstract static class ExchangeI64 extends ExpressionNode.I64 {
        @Child protected AddressNode address;
        @Child protected ExpressionNode expected;
        @Child protected ExpressionNode replacement;

        protected ExchangeI64(MemoryArgument argument, ExpressionNode base, ExpressionNode expected, ExpressionNode replacement) {
            this.address = new AddressNode(argument, base);
            this.expected = expected;
            this.replacement = replacement;
        }
    }

    public static final class Exchange8 extends ExchangeI32 {
        public Exchange8(MemoryArgument argument, ExpressionNode base, ExpressionNode expected, ExpressionNode replacement) {
            super(argument, base, expected, replacement);
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            long effective = address.execute(frame, activation);
            int old = expected.executeInt(frame, activation);
            int value = replacement.executeInt(frame, activation);
            return AtomicArray.exchange8(address.atomic(activation, effective, 1), effective, old, value);
        }
    }

    public static final class Exchange16 extends ExchangeI32 {
        public Exchange16(MemoryArgument argument, ExpressionNode base, ExpressionNode expected, ExpressionNode replacement) {
            super(argument, base, expected, replacement);
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            long effective = address.execute(frame, activation);
            int old = expected.executeInt(frame, activation);
            int value = replacement.executeInt(frame, activation);
            return AtomicArray.exchange16(address.atomic(activation, effective, 2), effective, old, value);
        }
    }

    public static final class Exchange32 extends ExchangeI32 {
        public Exchange32(MemoryArgument argument, ExpressionNode base, ExpressionNode expected, ExpressionNode replacement) {
            super(argument, base, expected, replacement);
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            long effective = address.execute(frame, activation);
            int old = expected.executeInt(frame, activation);
            int value = replacement.executeInt(frame, activation);
            return AtomicArray.exchange32(address.atomic(activation, effective, 4), effective, old, value);
        }
    }

    public static final class Exchange64 extends ExchangeI64 {
        public Exchange64(MemoryArgument argument, ExpressionNode base, ExpressionNode expected, ExpressionNode replacement) {
            super(argument, base, expected, replacement);
        }

        @Override
        public long executeLong(VirtualFrame frame, Activation activation) {
            long effective = address.execute(frame, activation);
            long old = expected.executeLong(frame, activation);
            long value = replacement.executeLong(frame, activation);
            return AtomicArray.exchange64(address.atomic(activation, effective, 8), effective, old, value);
        }
    }
}
