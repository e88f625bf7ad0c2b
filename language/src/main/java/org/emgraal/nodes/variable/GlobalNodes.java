// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes.variable;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.emgraal.nodes.ExpressionNode;
import org.emgraal.runtime.Activation;
import org.emgraal.runtime.Vector128;

/** {@code global.get} and {@code global.set}; the global is found through the instance, never kept in the node. */
public final class GlobalNodes {

    private GlobalNodes() {
    }

    public static final class GetI32 extends ExpressionNode.I32 {
        private final int index;

        public GetI32(int index) {
            this.index = index;
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            return activation.instance().global(index).getInt();
        }
    }

    public static final class SetI32 extends ExpressionNode.Statement {
        private final int index;
        @Child private ExpressionNode value;

        public SetI32(int index, ExpressionNode value) {
            this.index = index;
            this.value = value;
        }

        @Override
        public void executeVoid(VirtualFrame frame, Activation activation) {
            activation.instance().global(index).setInt(value.executeInt(frame, activation));
        }
    }

    public static final class GetI64 extends ExpressionNode.I64 {
        private final int index;

        public GetI64(int index) {
            this.index = index;
        }

        @Override
        public long executeLong(VirtualFrame frame, Activation activation) {
            return activation.instance().global(index).getLong();
        }
    }

    public static final class SetI64 extends ExpressionNode.Statement {
        private final int index;
        @Child private ExpressionNode value;

        public SetI64(int index, ExpressionNode value) {
            this.index = index;
            this.value = value;
        }

        @Override
        public void executeVoid(VirtualFrame frame, Activation activation) {
            activation.instance().global(index).setLong(value.executeLong(frame, activation));
        }
    }

    public static final class GetF32 extends ExpressionNode.F32 {
        private final int index;

        public GetF32(int index) {
            this.index = index;
        }

        @Override
        public float executeFloat(VirtualFrame frame, Activation activation) {
            return activation.instance().global(index).getFloat();
        }
    }

    public static final class SetF32 extends ExpressionNode.Statement {
        private final int index;
        @Child private ExpressionNode value;

        public SetF32(int index, ExpressionNode value) {
            this.index = index;
            this.value = value;
        }

        @Override
        public void executeVoid(VirtualFrame frame, Activation activation) {
            activation.instance().global(index).setFloat(value.executeFloat(frame, activation));
        }
    }

    public static final class GetF64 extends ExpressionNode.F64 {
        private final int index;

        public GetF64(int index) {
            this.index = index;
        }

        @Override
        public double executeDouble(VirtualFrame frame, Activation activation) {
            return activation.instance().global(index).getDouble();
        }
    }

    public static final class SetF64 extends ExpressionNode.Statement {
        private final int index;
        @Child private ExpressionNode value;

        public SetF64(int index, ExpressionNode value) {
            this.index = index;
            this.value = value;
        }

        @Override
        public void executeVoid(VirtualFrame frame, Activation activation) {
            activation.instance().global(index).setDouble(value.executeDouble(frame, activation));
        }
    }

    public static final class GetV128 extends ExpressionNode.V128 {
        private final int index;

        public GetV128(int index) {
            this.index = index;
        }

        @Override
        public Vector128 executeVector(VirtualFrame frame, Activation activation) {
            return (Vector128) activation.instance().global(index).getReference();
        }
    }

    public static final class SetV128 extends ExpressionNode.Statement {
        private final int index;
        @Child private ExpressionNode value;

        public SetV128(int index, ExpressionNode value) {
            this.index = index;
            this.value = value;
        }

        @Override
        public void executeVoid(VirtualFrame frame, Activation activation) {
            activation.instance().global(index).setReference(value.executeVector(frame, activation));
        }
    }

    public static final class GetRef extends ExpressionNode.Ref {
        private final int index;

        public GetRef(int index) {
            this.index = index;
        }

        @Override
        public Object executeReference(VirtualFrame frame, Activation activation) {
            return activation.instance().global(index).getReference();
        }
    }

    public static final class SetRef extends ExpressionNode.Statement {
        private final int index;
        @Child private ExpressionNode value;

        public SetRef(int index, ExpressionNode value) {
            this.index = index;
            this.value = value;
        }

        @Override
        public void executeVoid(VirtualFrame frame, Activation activation) {
            activation.instance().global(index).setReference(value.executeReference(frame, activation));
        }
    }
}
