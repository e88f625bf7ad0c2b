// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes.variable;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.emgraal.nodes.ExpressionNode;
import org.emgraal.runtime.Vector128;

/** {@code select}: evaluates both operands and the condition, then takes one. */
public final class SelectNodes {

    private SelectNodes() {
    }

    public static final class I32 extends ExpressionNode.I32 {
        @Child private ExpressionNode first;
        @Child private ExpressionNode second;
        @Child private ExpressionNode condition;

        public I32(ExpressionNode first, ExpressionNode second, ExpressionNode condition) {
            this.first = first;
            this.second = second;
            this.condition = condition;
        }

        @Override
        public int executeInt(VirtualFrame frame) {
            int a = first.executeInt(frame);
            int b = second.executeInt(frame);
            return condition.executeInt(frame) != 0 ? a : b;
        }
    }

    public static final class I64 extends ExpressionNode.I64 {
        @Child private ExpressionNode first;
        @Child private ExpressionNode second;
        @Child private ExpressionNode condition;

        public I64(ExpressionNode first, ExpressionNode second, ExpressionNode condition) {
            this.first = first;
            this.second = second;
            this.condition = condition;
        }

        @Override
        public long executeLong(VirtualFrame frame) {
            long a = first.executeLong(frame);
            long b = second.executeLong(frame);
            return condition.executeInt(frame) != 0 ? a : b;
        }
    }

    public static final class F32 extends ExpressionNode.F32 {
        @Child private ExpressionNode first;
        @Child private ExpressionNode second;
        @Child private ExpressionNode condition;

        public F32(ExpressionNode first, ExpressionNode second, ExpressionNode condition) {
            this.first = first;
            this.second = second;
            this.condition = condition;
        }

        @Override
        public float executeFloat(VirtualFrame frame) {
            float a = first.executeFloat(frame);
            float b = second.executeFloat(frame);
            return condition.executeInt(frame) != 0 ? a : b;
        }
    }

    public static final class F64 extends ExpressionNode.F64 {
        @Child private ExpressionNode first;
        @Child private ExpressionNode second;
        @Child private ExpressionNode condition;

        public F64(ExpressionNode first, ExpressionNode second, ExpressionNode condition) {
            this.first = first;
            this.second = second;
            this.condition = condition;
        }

        @Override
        public double executeDouble(VirtualFrame frame) {
            double a = first.executeDouble(frame);
            double b = second.executeDouble(frame);
            return condition.executeInt(frame) != 0 ? a : b;
        }
    }

    public static final class V128 extends ExpressionNode.V128 {
        @Child private ExpressionNode first;
        @Child private ExpressionNode second;
        @Child private ExpressionNode condition;

        public V128(ExpressionNode first, ExpressionNode second, ExpressionNode condition) {
            this.first = first;
            this.second = second;
            this.condition = condition;
        }

        @Override
        public Vector128 executeVector(VirtualFrame frame) {
            Vector128 a = first.executeVector(frame);
            Vector128 b = second.executeVector(frame);
            return condition.executeInt(frame) != 0 ? a : b;
        }
    }

    public static final class Ref extends ExpressionNode.Ref {
        @Child private ExpressionNode first;
        @Child private ExpressionNode second;
        @Child private ExpressionNode condition;

        public Ref(ExpressionNode first, ExpressionNode second, ExpressionNode condition) {
            this.first = first;
            this.second = second;
            this.condition = condition;
        }

        @Override
        public Object executeReference(VirtualFrame frame) {
            Object a = first.executeReference(frame);
            Object b = second.executeReference(frame);
            return condition.executeInt(frame) != 0 ? a : b;
        }
    }
}
