// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes.numeric;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.emgraal.nodes.ExpressionNode;
import org.emgraal.runtime.Activation;
import org.emgraal.runtime.Vector128;

/** The {@code const} instructions. */
public final class ConstantNodes {

    private ConstantNodes() {
    }

    public static final class I32 extends ExpressionNode.I32 {
        private final int value;

        public I32(int value) {
            this.value = value;
        }

        public int value() {
            return value;
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            return value;
        }
    }

    public static final class I64 extends ExpressionNode.I64 {
        private final long value;

        public I64(long value) {
            this.value = value;
        }

        public long value() {
            return value;
        }

        @Override
        public long executeLong(VirtualFrame frame, Activation activation) {
            return value;
        }
    }

    public static final class F32 extends ExpressionNode.F32 {
        private final float value;

        public F32(float value) {
            this.value = value;
        }

        @Override
        public float executeFloat(VirtualFrame frame, Activation activation) {
            return value;
        }
    }

    public static final class F64 extends ExpressionNode.F64 {
        private final double value;

        public F64(double value) {
            this.value = value;
        }

        @Override
        public double executeDouble(VirtualFrame frame, Activation activation) {
            return value;
        }
    }

    public static final class V128 extends ExpressionNode.V128 {
        private final Vector128 value;

        public V128(Vector128 value) {
            this.value = value;
        }

        @Override
        public Vector128 executeVector(VirtualFrame frame, Activation activation) {
            return value;
        }
    }
}
