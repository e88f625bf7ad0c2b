// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes.variable;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.emgraal.nodes.ExpressionNode;
import org.emgraal.runtime.Activation;
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
        public int executeInt(VirtualFrame frame, Activation activation) {
            int a = first.executeInt(frame, activation);
            int b = second.executeInt(frame, activation);
            return condition.executeInt(frame, activation) != 0 ? a : b;
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
        public long executeLong(VirtualFrame frame, Activation activation) {
            long a = first.executeLong(frame, activation);
            long b = second.executeLong(frame, activation);
            return condition.executeInt(frame, activation) != 0 ? a : b;
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
        public float executeFloat(VirtualFrame frame, Activation activation) {
            float a = first.executeFloat(frame, activation);
            float b = second.executeFloat(frame, activation);
            return condition.executeInt(frame, activation) != 0 ? a : b;
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
        public double executeDouble(VirtualFrame frame, Activation activation) {
            double a = first.executeDouble(frame, activation);
            double b = second.executeDouble(frame, activation);
            return condition.executeInt(frame, activation) != 0 ? a : b;
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
        public Vector128 executeVector(VirtualFrame frame, Activation activation) {
            Vector128 a = first.executeVector(frame, activation);
            Vector128 b = second.executeVector(frame, activation);
            return condition.executeInt(frame, activation) != 0 ? a : b;
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
        public Object executeReference(VirtualFrame frame, Activation activation) {
            Object a = first.executeReference(frame, activation);
            Object b = second.executeReference(frame, activation);
            return condition.executeInt(frame, activation) != 0 ? a : b;
        }
    }
}
