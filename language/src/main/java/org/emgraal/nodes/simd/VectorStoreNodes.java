// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes.simd;

import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.frame.VirtualFrame;
import org.emgraal.nodes.ExpressionNode;
import org.emgraal.nodes.memory.MemoryArgument;
import org.emgraal.nodes.memory.StoreNodes;
import org.emgraal.runtime.Vector128;
import org.emgraal.runtime.WasmInstance;
import org.emgraal.runtime.WasmMemory;

/** The instructions that store a vector or one of its lanes. */
public final class VectorStoreNodes {

    private VectorStoreNodes() {
    }

    public static final class Store extends StoreNodes.Store {
        public Store(MemoryArgument argument, ExpressionNode base, ExpressionNode value) {
            super(argument, base, value);
        }

        @Override
        public void executeVoid(VirtualFrame frame, WasmInstance instance) {
            long effective = address.execute(frame, instance);
            Vector128 stored = value.executeVector(frame, instance);
            address.memory(instance, effective, 16).storeVector(this, effective, stored);
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
        public void executeVoid(VirtualFrame frame, WasmInstance instance) {
            long effective = address.execute(frame, instance);
            long half = IntegerLanes.half(value.executeVector(frame, instance), bits, lane);
            long stored = half >>> bits * (lane % (64 / bits));
            WasmMemory memory = address.memory(instance, effective, bits / 8);
            switch (bits) {
                case 8 -> memory.storeByte(this, effective, (byte) stored);
                case 16 -> memory.storeShort(this, effective, (short) stored);
                case 32 -> memory.storeInt(this, effective, (int) stored);
                case 64 -> memory.storeLong(this, effective, stored);
                default -> throw CompilerDirectives.shouldNotReachHere();
            }
        }
    }
}
