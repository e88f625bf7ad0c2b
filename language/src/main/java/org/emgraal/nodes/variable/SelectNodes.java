// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes.variable;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.emgraal.nodes.ExpressionNode;
import org.emgraal.runtime.Vector128;
import org.emgraal.runtime.WasmInstance;

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
        public int executeInt(VirtualFrame frame, WasmInstance instance) {
            int a = first.executeInt(frame, instance);
            int b = second.executeInt(frame, instance);
            return condition.executeInt(frame, instance) != 0 ? a : b;
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
        public long executeLong(VirtualFrame frame, WasmInstance instance) {
            long a = first.executeLong(frame, instance);
            long b = second.executeLong(frame, instance);
            return condition.executeInt(frame, instance) != 0 ? a : b;
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
        public float executeFloat(VirtualFrame frame, WasmInstance instance) {
            float a = first.executeFloat(frame, instance);
            float b = second.executeFloat(frame, instance);
            return condition.executeInt(frame, instance) != 0 ? a : b;
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
        public double executeDouble(VirtualFrame frame, WasmInstance instance) {
            double a = first.executeDouble(frame, instance);
            double b = second.executeDouble(frame, instance);
            return condition.executeInt(frame, instance) != 0 ? a : b;
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
        public Vector128 executeVector(VirtualFrame frame, WasmInstance instance) {
            Vector128 a = first.executeVector(frame, instance);
            Vector128 b = second.executeVector(frame, instance);
            return condition.executeInt(frame, instance) != 0 ? a : b;
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
        public Object executeReference(VirtualFrame frame, WasmInstance instance) {
            Object a = first.executeReference(frame, instance);
            Object b = second.executeReference(frame, instance);
            return condition.executeInt(frame, instance) != 0 ? a : b;
        }
    }
}
