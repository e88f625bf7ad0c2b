// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes.variable;

import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.frame.VirtualFrame;
import org.emgraal.nodes.ExpressionNode;
import org.emgraal.runtime.Activation;
import org.emgraal.runtime.Vector128;

/** {@code local.get}, {@code local.set} and {@code local.tee}, one class per representation; temporaries use them too. */
public final class LocalNodes {

    private LocalNodes() {
    }

    public static final class GetI32 extends ExpressionNode.I32 implements LocalRead {
        private final int slot;

        public GetI32(int slot) {
            this.slot = slot;
        }

        @Override
        public int slot() {
            return slot;
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            return frame.getIntStatic(slot);
        }
    }

    public static final class SetI32 extends ExpressionNode.Statement {
        private final int slot;
        @Child private ExpressionNode value;

        public SetI32(int slot, ExpressionNode value) {
            this.slot = slot;
            this.value = value;
        }

        @Override
        public void executeVoid(VirtualFrame frame, Activation activation) {
            frame.setIntStatic(slot, value.executeInt(frame, activation));
        }
    }

    public static final class TeeI32 extends ExpressionNode.I32 {
        private final int slot;
        @Child private ExpressionNode value;

        public TeeI32(int slot, ExpressionNode value) {
            this.slot = slot;
            this.value = value;
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            int result = value.executeInt(frame, activation);
            frame.setIntStatic(slot, result);
            return result;
        }
    }

    public static final class GetI64 extends ExpressionNode.I64 implements LocalRead {
        private final int slot;

        public GetI64(int slot) {
            this.slot = slot;
        }

        @Override
        public int slot() {
            return slot;
        }

        @Override
        public long executeLong(VirtualFrame frame, Activation activation) {
            return frame.getLongStatic(slot);
        }
    }

    public static final class SetI64 extends ExpressionNode.Statement {
        private final int slot;
        @Child private ExpressionNode value;

        public SetI64(int slot, ExpressionNode value) {
            this.slot = slot;
            this.value = value;
        }

        @Override
        public void executeVoid(VirtualFrame frame, Activation activation) {
            frame.setLongStatic(slot, value.executeLong(frame, activation));
        }
    }

    public static final class TeeI64 extends ExpressionNode.I64 {
        private final int slot;
        @Child private ExpressionNode value;

        public TeeI64(int slot, ExpressionNode value) {
            this.slot = slot;
            this.value = value;
        }

        @Override
        public long executeLong(VirtualFrame frame, Activation activation) {
            long result = value.executeLong(frame, activation);
            frame.setLongStatic(slot, result);
            return result;
        }
    }

    public static final class GetF32 extends ExpressionNode.F32 implements LocalRead {
        private final int slot;

        public GetF32(int slot) {
            this.slot = slot;
        }

        @Override
        public int slot() {
            return slot;
        }

        @Override
        public float executeFloat(VirtualFrame frame, Activation activation) {
            return frame.getFloatStatic(slot);
        }
    }

    public static final class SetF32 extends ExpressionNode.Statement {
        private final int slot;
        @Child private ExpressionNode value;

        public SetF32(int slot, ExpressionNode value) {
            this.slot = slot;
            this.value = value;
        }

        @Override
        public void executeVoid(VirtualFrame frame, Activation activation) {
            frame.setFloatStatic(slot, value.executeFloat(frame, activation));
        }
    }

    public static final class TeeF32 extends ExpressionNode.F32 {
        private final int slot;
        @Child private ExpressionNode value;

        public TeeF32(int slot, ExpressionNode value) {
            this.slot = slot;
            this.value = value;
        }

        @Override
        public float executeFloat(VirtualFrame frame, Activation activation) {
            float result = value.executeFloat(frame, activation);
            frame.setFloatStatic(slot, result);
            return result;
        }
    }

    public static final class GetF64 extends ExpressionNode.F64 implements LocalRead {
        private final int slot;

        public GetF64(int slot) {
            this.slot = slot;
        }

        @Override
        public int slot() {
            return slot;
        }

        @Override
        public double executeDouble(VirtualFrame frame, Activation activation) {
            return frame.getDoubleStatic(slot);
        }
    }

    public static final class SetF64 extends ExpressionNode.Statement {
        private final int slot;
        @Child private ExpressionNode value;

        public SetF64(int slot, ExpressionNode value) {
            this.slot = slot;
            this.value = value;
        }

        @Override
        public void executeVoid(VirtualFrame frame, Activation activation) {
            frame.setDoubleStatic(slot, value.executeDouble(frame, activation));
        }
    }

    public static final class TeeF64 extends ExpressionNode.F64 {
        private final int slot;
        @Child private ExpressionNode value;

        public TeeF64(int slot, ExpressionNode value) {
            this.slot = slot;
            this.value = value;
        }

        @Override
        public double executeDouble(VirtualFrame frame, Activation activation) {
            double result = value.executeDouble(frame, activation);
            frame.setDoubleStatic(slot, result);
            return result;
        }
    }

    public static final class GetV128 extends ExpressionNode.V128 implements LocalRead {
        private final int slot;

        public GetV128(int slot) {
            this.slot = slot;
        }

        @Override
        public int slot() {
            return slot;
        }

        @Override
        public Vector128 executeVector(VirtualFrame frame, Activation activation) {
            return CompilerDirectives.castExact(frame.getObjectStatic(slot), Vector128.class);
        }
    }

    public static final class SetV128 extends ExpressionNode.Statement {
        private final int slot;
        @Child private ExpressionNode value;

        public SetV128(int slot, ExpressionNode value) {
            this.slot = slot;
            this.value = value;
        }

        @Override
        public void executeVoid(VirtualFrame frame, Activation activation) {
            frame.setObjectStatic(slot, value.executeVector(frame, activation));
        }
    }

    public static final class TeeV128 extends ExpressionNode.V128 {
        private final int slot;
        @Child private ExpressionNode value;

        public TeeV128(int slot, ExpressionNode value) {
            this.slot = slot;
            this.value = value;
        }

        @Override
        public Vector128 executeVector(VirtualFrame frame, Activation activation) {
            Vector128 result = value.executeVector(frame, activation);
            frame.setObjectStatic(slot, result);
            return result;
        }
    }

    public static final class GetRef extends ExpressionNode.Ref implements LocalRead {
        private final int slot;

        public GetRef(int slot) {
            this.slot = slot;
        }

        @Override
        public int slot() {
            return slot;
        }

        @Override
        public Object executeReference(VirtualFrame frame, Activation activation) {
            return frame.getObjectStatic(slot);
        }
    }

    public static final class SetRef extends ExpressionNode.Statement {
        private final int slot;
        @Child private ExpressionNode value;

        public SetRef(int slot, ExpressionNode value) {
            this.slot = slot;
            this.value = value;
        }

        @Override
        public void executeVoid(VirtualFrame frame, Activation activation) {
            frame.setObjectStatic(slot, value.executeReference(frame, activation));
        }
    }

    public static final class TeeRef extends ExpressionNode.Ref {
        private final int slot;
        @Child private ExpressionNode value;

        public TeeRef(int slot, ExpressionNode value) {
            this.slot = slot;
            this.value = value;
        }

        @Override
        public Object executeReference(VirtualFrame frame, Activation activation) {
            Object result = value.executeReference(frame, activation);
            frame.setObjectStatic(slot, result);
            return result;
        }
    }
}
