// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes.memory;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.Node;
import java.lang.invoke.VarHandle;
import java.util.function.BooleanSupplier;
import org.emgraal.nodes.ExpressionNode;
import org.emgraal.runtime.Activation;
import org.emgraal.runtime.AtomicArray;
import org.emgraal.runtime.Store;
import org.emgraal.runtime.Trap;
import org.emgraal.runtime.WaitQueues;
import org.emgraal.runtime.WasmMemory;

/**
 * {@code atomic.fence}, {@code memory.atomic.wait32}, {@code wait64} and {@code notify} (threads proposal, "Wait and
 * Notify operators"). While a thread waits, others run the store's instances, and may grow memory 0.
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
            return WaitNodes.notify(address.memory(activation), effective, most);
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
            WaitQueues waiting = queues(this, address.memory(activation));
            int result = wait32(this, activation.instance().store(), waiting, array, effective, value, nanoseconds);
            activation.reload();
            return result;
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
            WaitQueues waiting = queues(this, address.memory(activation));
            int result = wait64(this, activation.instance().store(), waiting, array, effective, value, nanoseconds);
            activation.reload();
            return result;
        }
    }

    /** Nobody can wait on an unshared memory, so there a notify wakes none. */
    @TruffleBoundary
    public static int notify(WasmMemory memory, long effective, int count) {
        return memory.waiting() == null ? 0 : memory.waiting().notify(effective, count);
    }

    /** Only a shared memory can be waited on. */
    public static WaitQueues queues(Node node, WasmMemory memory) {
        if (memory.waiting() == null) {
            throw Trap.EXPECTED_SHARED_MEMORY.at(node);
        }
        return memory.waiting();
    }

    @TruffleBoundary
    public static int wait32(Node location, Store store, WaitQueues waiting, byte[] array, long effective, int value, long nanoseconds) {
        return await(location, store, waiting, effective, () -> AtomicArray.load32(array, effective) == value, nanoseconds);
    }

    @TruffleBoundary
    public static int wait64(Node location, Store store, WaitQueues waiting, byte[] array, long effective, long value, long nanoseconds) {
        return await(location, store, waiting, effective, () -> AtomicArray.load64(array, effective) == value, nanoseconds);
    }

    private static int await(Node location, Store store, WaitQueues waiting, long effective, BooleanSupplier equal, long nanoseconds) {
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
