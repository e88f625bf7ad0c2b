// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes.simd;

import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.frame.VirtualFrame;
import org.emgraal.nodes.ExpressionNode;
import org.emgraal.nodes.memory.MemoryArgument;
import org.emgraal.nodes.memory.StoreNodes;
import org.emgraal.runtime.Activation;
import org.emgraal.runtime.MemoryArray;
import org.emgraal.runtime.Vector128;

/** The instructions that store a vector or one of its lanes. */
public final class VectorStoreNodes {

    private VectorStoreNodes() {
    }

    public static final class Store extends StoreNodes.Store {
        public Store(MemoryArgument argument, ExpressionNode base, ExpressionNode value) {
            super(argument, base, value);
        }

        @Override
        public void executeVoid(VirtualFrame frame, Activation activation) {
            long effective = address.execute(frame, activation);
            Vector128 stored = value.executeVector(frame, activation);
            MemoryArray.storeVector(this, address.array(activation, effective, 16), effective, stored);
        }
    }

    /** {@code v128.store8_lane} and so on. */
    public static final class StoreLane extends StoreNodes.Store {
        private final int bits;
        private final int lane;

        public StoreLane(int bits, int lane, MemoryArgument argument, ExpressionNode base, ExpressionNode vector) {
            super(argument, base, vector);
            this.bits = bits;
            this.lane = lane;
        }

        @Override
        public void executeVoid(VirtualFrame frame, Activation activation) {
            long effective = address.execute(frame, activation);
            long half = IntegerLanes.half(value.executeVector(frame, activation), bits, lane);
            long stored = half >>> bits * (lane % (64 / bits));
            byte[] memory = address.array(activation, effective, bits / 8);
            switch (bits) {
                case 8 -> MemoryArray.storeByte(this, memory, effective, (byte) stored);
                case 16 -> MemoryArray.storeShort(this, memory, effective, (short) stored);
                case 32 -> MemoryArray.storeInt(this, memory, effective, (int) stored);
                case 64 -> MemoryArray.storeLong(this, memory, effective, stored);
                default -> throw CompilerDirectives.shouldNotReachHere();
            }
        }
    }
}
