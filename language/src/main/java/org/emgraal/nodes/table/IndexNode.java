// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes.table;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.emgraal.nodes.ExpressionNode;
import org.emgraal.runtime.Activation;

/** Between the i32 of most tables and the i64 that table nodes work with (memory64 has tables indexed by i64). */
public final class IndexNode {

    private IndexNode() {
    }

    /** An unsigned i32 as i64. */
    public static final class Widen extends ExpressionNode.I64 {
        @Child private ExpressionNode index;

        public Widen(ExpressionNode index) {
            this.index = index;
        }

        @Override
        public long executeLong(VirtualFrame frame, Activation activation) {
            return Integer.toUnsignedLong(index.executeInt(frame, activation));
        }
    }

    /** The low half of an i64. */
    public static final class Narrow extends ExpressionNode.I32 {
        @Child private ExpressionNode value;

        public Narrow(ExpressionNode value) {
            this.value = value;
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            return (int) value.executeLong(frame, activation);
        }
    }
}
