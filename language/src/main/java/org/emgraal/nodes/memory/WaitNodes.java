// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes.memory;

import static org.emgraal.nodes.memory.AtomicAccessNodes.BYTES;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.Node;
import java.lang.invoke.VarHandle;
import java.util.function.BooleanSupplier;
import org.emgraal.nodes.ExpressionNode;
import org.emgraal.runtime.Activation;
import org.emgraal.runtime.Store;
import org.emgraal.runtime.Trap;
import org.emgraal.runtime.WaitQueues;
import org.emgraal.runtime.WasmMemory;

/**
 * {@code atomic.fence}, {@code memory.atomic.wait32}, {@code wait64} and {@code notify} (threads proposal, "Wait and
 * Notify operators").
 */
public final class WaitNodes {

    private WaitNodes() {
    }

    /** {@code atomic.fence}. */
    public static final class Fence extends ExpressionNode.Statement {
        @Override
        public void executeVoid(VirtualFrame frame, Activation activation) {
            VarHandle.fullFence();
        }
    }

    /** Nobody can wait on an unshared memory, so there a notify wakes none. */
    public static final class Notify extends ExpressionNode.I32 {
        @Child private AddressNode address;
        @Child private ExpressionNode count;

        public Notify(MemoryArgument argument, ExpressionNode base, ExpressionNode count) {
            this.address = new AddressNode(argument, base);
            this.count = count;
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            long effective = address.execute(frame, activation);
            int most = count.executeInt(frame, activation);
            address.atomic(activation, effective, 4);
            WasmMemory memory = address.memory(activation);
            WaitQueues waiting = memory.waiting();
            return waiting == null ? 0 : WaitNodes.notify(waiting, effective, most);
        }
    }

    public static final class Wait32 extends ExpressionNode.I32 {
        @Child private AddressNode address;
        @Child private ExpressionNode expected;
        @Child private ExpressionNode timeout;

        public Wait32(MemoryArgument argument, ExpressionNode base, ExpressionNode expected, ExpressionNode timeout) {
            this.address = new AddressNode(argument, base);
            this.expected = expected;
            this.timeout = timeout;
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            long effective = address.execute(frame, activation);
            int value = expected.executeInt(frame, activation);
            long nanoseconds = timeout.executeLong(frame, activation);
            byte[] array = address.atomic(activation, effective, 4);
            WasmMemory memory = address.memory(activation);
            if (memory.waiting() == null) {
                throw Trap.EXPECTED_SHARED_MEMORY.at(this);
            }
            return await(activation.instance().store(), memory.waiting(), array, effective, value, nanoseconds);
        }

        @TruffleBoundary
        private int await(Store store, WaitQueues waiting, byte[] array, long effective, int value, long nanoseconds) {
            return WaitNodes.await(this, store, waiting, effective, () -> BYTES.getIntVolatile(array, effective) == value, nanoseconds);
        }
    }

    public static final class Wait64 extends ExpressionNode.I32 {
        @Child private AddressNode address;
        @Child private ExpressionNode expected;
        @Child private ExpressionNode timeout;

        public Wait64(MemoryArgument argument, ExpressionNode base, ExpressionNode expected, ExpressionNode timeout) {
            this.address = new AddressNode(argument, base);
            this.expected = expected;
            this.timeout = timeout;
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            long effective = address.execute(frame, activation);
            long value = expected.executeLong(frame, activation);
            long nanoseconds = timeout.executeLong(frame, activation);
            byte[] array = address.atomic(activation, effective, 8);
            WasmMemory memory = address.memory(activation);
            if (memory.waiting() == null) {
                throw Trap.EXPECTED_SHARED_MEMORY.at(this);
            }
            return await(activation.instance().store(), memory.waiting(), array, effective, value, nanoseconds);
        }

        @TruffleBoundary
        private int await(Store store, WaitQueues waiting, byte[] array, long effective, long value, long nanoseconds) {
            return WaitNodes.await(this, store, waiting, effective, () -> BYTES.getLongVolatile(array, effective) == value, nanoseconds);
        }
    }

    @TruffleBoundary
    private static int notify(WaitQueues waiting, long effective, int count) {
        return waiting.notify(effective, count);
    }

    private static int await(Node location, Store store, WaitQueues waiting, long effective, BooleanSupplier equal,
                    long nanoseconds) {
        WaitQueues.Waiter waiter = waiting.join(effective, equal);
        if (waiter == null) {
            return WaitQueues.NOT_EQUAL;
        }
        int result;
        try {
            waiter.await(store, location, nanoseconds);
        } finally {
            result = waiting.leave(waiter);
        }
        return result;
    }
}
