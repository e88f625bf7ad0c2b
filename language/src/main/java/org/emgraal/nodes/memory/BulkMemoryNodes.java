// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes.memory;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.frame.VirtualFrame;
import org.emgraal.nodes.ExpressionNode;
import org.emgraal.nodes.numeric.ConversionNodes;
import org.emgraal.runtime.Activation;
import org.emgraal.runtime.Trap;
import org.emgraal.runtime.WasmInstance;
import org.emgraal.runtime.WasmMemory;

/**
 * {@code memory.size}, {@code memory.grow} and the bulk instructions. Addresses and lengths are i32 or, in a memory
 * with 64-bit addresses, i64; here both are unsigned longs, which {@link #unsigned} makes of an i32 operand.
 */
public final class BulkMemoryNodes {

    private BulkMemoryNodes() {
    }

    /** An address or length operand as i64. */
    private static ExpressionNode unsigned(boolean index64, ExpressionNode operand) {
        return index64 ? operand : new ConversionNodes.I64ExtendI32U(operand);
    }

    /** {@code memory.size} of a memory with i32 addresses. */
    public static final class Size extends ExpressionNode.I32 {
        private final int memory;

        public Size(int memory) {
            this.memory = memory;
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            return activation.instance().memory(memory).pages();
        }
    }

    /** {@code memory.size} of a memory with i64 addresses. */
    public static final class Size64 extends ExpressionNode.I64 {
        private final int memory;

        public Size64(int memory) {
            this.memory = memory;
        }

        @Override
        public long executeLong(VirtualFrame frame, Activation activation) {
            return activation.instance().memory(memory).pages();
        }
    }

    /** {@code memory.grow} of a memory with i32 addresses. */
    public static final class Grow extends ExpressionNode.I32 {
        private final int memory;
        @Child private ExpressionNode delta;

        public Grow(int memory, ExpressionNode delta) {
            this.memory = memory;
            this.delta = delta;
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            long pages = Integer.toUnsignedLong(delta.executeInt(frame, activation));
            return (int) activation.grow(memory, pages);
        }
    }

    /** {@code memory.grow} of a memory with i64 addresses. */
    public static final class Grow64 extends ExpressionNode.I64 {
        private final int memory;
        @Child private ExpressionNode delta;

        public Grow64(int memory, ExpressionNode delta) {
            this.memory = memory;
            this.delta = delta;
        }

        @Override
        public long executeLong(VirtualFrame frame, Activation activation) {
            long pages = delta.executeLong(frame, activation);
            return activation.grow(memory, pages);
        }
    }

    public static final class Fill extends ExpressionNode.Statement {
        private final int memory;
        @Child private ExpressionNode address;
        @Child private ExpressionNode value;
        @Child private ExpressionNode length;

        public Fill(int memory, boolean index64, ExpressionNode address, ExpressionNode value, ExpressionNode length) {
            this.memory = memory;
            this.address = unsigned(index64, address);
            this.value = value;
            this.length = unsigned(index64, length);
        }

        @Override
        public void executeVoid(VirtualFrame frame, Activation activation) {
            long start = address.executeLong(frame, activation);
            byte filler = (byte) value.executeInt(frame, activation);
            long count = length.executeLong(frame, activation);
            activation.instance().memory(memory).fill(this, start, filler, count);
        }
    }

    /** {@code memory.copy}; between memories with different addresses the length has the smaller address type. */
    public static final class Copy extends ExpressionNode.Statement {
        private final int target;
        private final int source;
        @Child private ExpressionNode targetAddress;
        @Child private ExpressionNode sourceAddress;
        @Child private ExpressionNode length;

        public Copy(int target, boolean targetIndex64, int source, boolean sourceIndex64,
                        ExpressionNode targetAddress, ExpressionNode sourceAddress, ExpressionNode length) {
            this.target = target;
            this.source = source;
            this.targetAddress = unsigned(targetIndex64, targetAddress);
            this.sourceAddress = unsigned(sourceIndex64, sourceAddress);
            this.length = unsigned(targetIndex64 && sourceIndex64, length);
        }

        @Override
        public void executeVoid(VirtualFrame frame, Activation activation) {
            long to = targetAddress.executeLong(frame, activation);
            long from = sourceAddress.executeLong(frame, activation);
            long count = length.executeLong(frame, activation);
            activation.instance().memory(target).copy(this, to, activation.instance().memory(source), from, count);
        }
    }

    /** {@code memory.init}; offset in the segment and length are i32 whatever the memory's address type. */
    public static final class Init extends ExpressionNode.Statement {
        private final int memory;
        private final int segment;
        @Child private ExpressionNode address;
        @Child private ExpressionNode offset;
        @Child private ExpressionNode length;

        public Init(int memory, boolean index64, int segment, ExpressionNode address, ExpressionNode offset,
                        ExpressionNode length) {
            this.memory = memory;
            this.segment = segment;
            this.address = unsigned(index64, address);
            this.offset = offset;
            this.length = length;
        }

        @Override
        public void executeVoid(VirtualFrame frame, Activation activation) {
            long to = address.executeLong(frame, activation);
            long from = Integer.toUnsignedLong(offset.executeInt(frame, activation));
            long count = Integer.toUnsignedLong(length.executeInt(frame, activation));
            init(activation.instance(), activation.instance().memory(memory), to, from, count);
        }

        @TruffleBoundary
        private void init(WasmInstance instance, WasmMemory target, long to, long from, long count) {
            if (from > instance.dataLength(segment) - count) {
                throw Trap.OUT_OF_BOUNDS_MEMORY_ACCESS.at(this);
            }
            target.init(this, to, instance.module().bytes(), (int) (instance.dataStart(segment) + from), count);
        }
    }

    /** {@code data.drop}. */
    public static final class Drop extends ExpressionNode.Statement {
        private final int segment;

        public Drop(int segment) {
            this.segment = segment;
        }

        @Override
        public void executeVoid(VirtualFrame frame, Activation activation) {
            activation.instance().dropData(segment);
        }
    }
}
