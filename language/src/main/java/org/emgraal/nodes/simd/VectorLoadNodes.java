// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes.simd;

import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.Node;
import org.emgraal.nodes.ExpressionNode;
import org.emgraal.nodes.memory.AddressNode;
import org.emgraal.nodes.memory.MemoryArgument;
import org.emgraal.runtime.Activation;
import org.emgraal.runtime.MemoryArray;
import org.emgraal.runtime.Vector128;

/** The instructions that load a vector or part of one. */
public final class VectorLoadNodes {

    private VectorLoadNodes() {
    }

    /** A load with v128 result. */
    public abstract static class ToV128 extends ExpressionNode.V128 {
        @Child protected AddressNode address;

        protected ToV128(MemoryArgument argument, ExpressionNode base) {
            this.address = new AddressNode(argument, base);
        }
    }

    /** Loads 8, 16, 32 or 64 bits as the low bits of a long. */
    static long load(Node node, byte[] memory, int bits, long effective) {
        return switch (bits) {
            case 8 -> MemoryArray.loadByte(node, memory, effective);
            case 16 -> MemoryArray.loadShort(node, memory, effective);
            case 32 -> MemoryArray.loadInt(node, memory, effective);
            case 64 -> MemoryArray.loadLong(node, memory, effective);
            default -> throw CompilerDirectives.shouldNotReachHere();
        };
    }

    public static final class Load extends ToV128 {
        public Load(MemoryArgument argument, ExpressionNode base) {
            super(argument, base);
        }

        @Override
        public Vector128 executeVector(VirtualFrame frame, Activation activation) {
            long effective = address.execute(frame, activation);
            return MemoryArray.loadVector(this, address.array(activation, effective, 16), effective);
        }
    }

    /** {@code v128.load8x8_s} and so on: 64 bits of lanes with {@code bits} bits, made twice as wide. */
    public static final class LoadExtend extends ToV128 {
        private final int bits;
        private final boolean signed;

        public LoadExtend(int bits, boolean signed, MemoryArgument argument, ExpressionNode base) {
            super(argument, base);
            this.bits = bits;
            this.signed = signed;
        }

        @Override
        public Vector128 executeVector(VirtualFrame frame, Activation activation) {
            long effective = address.execute(frame, activation);
            return LaneWidths.widen(MemoryArray.loadLong(this, address.array(activation, effective, 8), effective), bits, signed);
        }
    }

    /** {@code v128.load8_splat} and so on. */
    public static final class LoadSplat extends ToV128 {
        private final int bits;

        public LoadSplat(int bits, MemoryArgument argument, ExpressionNode base) {
            super(argument, base);
            this.bits = bits;
        }

        @Override
        public Vector128 executeVector(VirtualFrame frame, Activation activation) {
            long effective = address.execute(frame, activation);
            long value = load(this, address.array(activation, effective, bits / 8), bits, effective);
            long half = IntegerLanes.splat(value, bits);
            return new Vector128(half, half);
        }
    }

    /** {@code v128.load32_zero} and {@code v128.load64_zero}. */
    public static final class LoadZero extends ToV128 {
        private final int bits;

        public LoadZero(int bits, MemoryArgument argument, ExpressionNode base) {
            super(argument, base);
            this.bits = bits;
        }

        @Override
        public Vector128 executeVector(VirtualFrame frame, Activation activation) {
            long effective = address.execute(frame, activation);
            long value = load(this, address.array(activation, effective, bits / 8), bits, effective);
            return new Vector128(IntegerLanes.put(value, bits, 0), 0);
        }
    }

    /** {@code v128.load8_lane} and so on: a vector with one lane loaded. */
    public static final class LoadLane extends ToV128 {
        private final int bits;
        private final int lane;
        @Child private ExpressionNode vector;

        public LoadLane(int bits, int lane, MemoryArgument argument, ExpressionNode base, ExpressionNode vector) {
            super(argument, base);
            this.bits = bits;
            this.lane = lane;
            this.vector = vector;
        }

        @Override
        public Vector128 executeVector(VirtualFrame frame, Activation activation) {
            long effective = address.execute(frame, activation);
            Vector128 old = vector.executeVector(frame, activation);
            long value = load(this, address.array(activation, effective, bits / 8), bits, effective);
            return LaneNodes.withLane(old, bits, lane, value);
        }
    }
}
