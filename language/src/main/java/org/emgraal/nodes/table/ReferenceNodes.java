// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes.table;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.emgraal.nodes.ExpressionNode;
import org.emgraal.runtime.Activation;
import org.emgraal.runtime.Trap;

/** {@code ref.null}, {@code ref.func}, {@code ref.is_null}, {@code ref.eq} and {@code ref.as_non_null}. */
public final class ReferenceNodes {

    private ReferenceNodes() {
    }

    public static final class Null extends ExpressionNode.Ref {
        @Override
        public Object executeReference(VirtualFrame frame, Activation activation) {
            return null;
        }
    }

    public static final class Function extends ExpressionNode.Ref {
        private final int function;

        public Function(int function) {
            this.function = function;
        }

        @Override
        public Object executeReference(VirtualFrame frame, Activation activation) {
            return activation.instance().function(function);
        }
    }

    public static final class IsNull extends ExpressionNode.I32 {
        @Child private ExpressionNode value;

        public IsNull(ExpressionNode value) {
            this.value = value;
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            return value.executeReference(frame, activation) == null ? 1 : 0;
        }
    }

    public static final class AsNonNull extends ExpressionNode.Ref {
        @Child private ExpressionNode value;

        public AsNonNull(ExpressionNode value) {
            this.value = value;
        }

        @Override
        public Object executeReference(VirtualFrame frame, Activation activation) {
            Object reference = value.executeReference(frame, activation);
            if (reference == null) {
                throw Trap.NULL_REFERENCE.at(this);
            }
            return reference;
        }
    }
}
