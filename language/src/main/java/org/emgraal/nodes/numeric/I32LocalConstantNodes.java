// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes.numeric;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.emgraal.nodes.ExpressionNode;
import org.emgraal.runtime.Activation;

/** The i32 instructions whose left operand is a local and whose right operand is a constant: nodes without children. */
public final class I32LocalConstantNodes {

    private I32LocalConstantNodes() {
    }

    /** A local and a constant, i32 result. */
    public abstract static class Binary extends ExpressionNode.I32 {
        protected final int slot;
        protected final int right;

        protected Binary(int slot, int right) {
            this.slot = slot;
            this.right = right;
        }
    }

    public static final class Add extends Binary {
        public Add(int slot, int right) {
            super(slot, right);
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            return frame.getIntStatic(slot) + right;
        }
    }

    public static final class And extends Binary {
        public And(int slot, int right) {
            super(slot, right);
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            return frame.getIntStatic(slot) & right;
        }
    }

    public static final class Shl extends Binary {
        public Shl(int slot, int right) {
            super(slot, right);
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            return frame.getIntStatic(slot) << right;
        }
    }

    public static final class ShrS extends Binary {
        public ShrS(int slot, int right) {
            super(slot, right);
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            return frame.getIntStatic(slot) >> right;
        }
    }

    public static final class ShrU extends Binary {
        public ShrU(int slot, int right) {
            super(slot, right);
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            return frame.getIntStatic(slot) >>> right;
        }
    }

    public static final class Eq extends Binary {
        public Eq(int slot, int right) {
            super(slot, right);
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            return frame.getIntStatic(slot) == right ? 1 : 0;
        }
    }

    public static final class Ne extends Binary {
        public Ne(int slot, int right) {
            super(slot, right);
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            return frame.getIntStatic(slot) != right ? 1 : 0;
        }
    }

    public static final class LtS extends Binary {
        public LtS(int slot, int right) {
            super(slot, right);
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            return frame.getIntStatic(slot) < right ? 1 : 0;
        }
    }

    public static final class LtU extends Binary {
        public LtU(int slot, int right) {
            super(slot, right);
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            return Integer.compareUnsigned(frame.getIntStatic(slot), right) < 0 ? 1 : 0;
        }
    }

    public static final class GtS extends Binary {
        public GtS(int slot, int right) {
            super(slot, right);
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            return frame.getIntStatic(slot) > right ? 1 : 0;
        }
    }

    public static final class GtU extends Binary {
        public GtU(int slot, int right) {
            super(slot, right);
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            return Integer.compareUnsigned(frame.getIntStatic(slot), right) > 0 ? 1 : 0;
        }
    }
}
