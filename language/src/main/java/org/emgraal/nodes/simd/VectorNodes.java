// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes.simd;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.emgraal.nodes.ExpressionNode;
import org.emgraal.runtime.Activation;
import org.emgraal.runtime.Vector128;

/** The v128 instructions without immediate operands. */
public final class VectorNodes {

    private VectorNodes() {
    }

    public static final class Unary extends ExpressionNode.V128 {
        private final VectorOperation.Unary operation;
        @Child private ExpressionNode operand;

        public Unary(VectorOperation.Unary operation, ExpressionNode operand) {
            this.operation = operation;
            this.operand = operand;
        }

        @Override
        public Vector128 executeVector(VirtualFrame frame, Activation activation) {
            return operation.apply(operand.executeVector(frame, activation));
        }
    }

    public static final class Binary extends ExpressionNode.V128 {
        private final VectorOperation.Binary operation;
        @Child private ExpressionNode left;
        @Child private ExpressionNode right;

        public Binary(VectorOperation.Binary operation, ExpressionNode left, ExpressionNode right) {
            this.operation = operation;
            this.left = left;
            this.right = right;
        }

        @Override
        public Vector128 executeVector(VirtualFrame frame, Activation activation) {
            return operation.apply(left.executeVector(frame, activation), right.executeVector(frame, activation));
        }
    }

    public static final class Ternary extends ExpressionNode.V128 {
        private final VectorOperation.Ternary operation;
        @Child private ExpressionNode first;
        @Child private ExpressionNode second;
        @Child private ExpressionNode third;

        public Ternary(VectorOperation.Ternary operation, ExpressionNode first, ExpressionNode second, ExpressionNode third) {
            this.operation = operation;
            this.first = first;
            this.second = second;
            this.third = third;
        }

        @Override
        public Vector128 executeVector(VirtualFrame frame, Activation activation) {
            return operation.apply(first.executeVector(frame, activation), second.executeVector(frame, activation), third.executeVector(frame, activation));
        }
    }

    public static final class Shift extends ExpressionNode.V128 {
        private final VectorOperation.Shift operation;
        @Child private ExpressionNode operand;
        @Child private ExpressionNode count;

        public Shift(VectorOperation.Shift operation, ExpressionNode operand, ExpressionNode count) {
            this.operation = operation;
            this.operand = operand;
            this.count = count;
        }

        @Override
        public Vector128 executeVector(VirtualFrame frame, Activation activation) {
            return operation.apply(operand.executeVector(frame, activation), count.executeInt(frame, activation));
        }
    }

    public static final class Test extends ExpressionNode.I32 {
        private final VectorOperation.Test operation;
        @Child private ExpressionNode operand;

        public Test(VectorOperation.Test operation, ExpressionNode operand) {
            this.operation = operation;
            this.operand = operand;
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            return operation.apply(operand.executeVector(frame, activation));
        }
    }
}
