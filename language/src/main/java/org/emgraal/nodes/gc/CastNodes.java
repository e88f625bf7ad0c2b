// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes.gc;

import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.Node;
import org.emgraal.nodes.ExpressionNode;
import org.emgraal.runtime.Activation;
import org.emgraal.runtime.I31Reference;
import org.emgraal.runtime.ReferenceTest;
import org.emgraal.runtime.Trap;

/** {@code ref.test}, {@code ref.cast}, {@code ref.eq} and the {@code i31} instructions. */
public final class CastNodes {

    private CastNodes() {
    }

    /** Identity, but of scalars their value. */
    public static boolean areEqual(Object a, Object b) {
        return a == b || a instanceof I31Reference x && b instanceof I31Reference y && x.bits() == y.bits();
    }

    public static I31Reference nonNull(Node node, Object reference) {
        if (reference == null) {
            throw Trap.NULL_I31_REFERENCE.at(node);
        }
        return (I31Reference) reference;
    }

    public static final class Test extends ExpressionNode.I32 {
        private final ReferenceTest test;
        @Child private ExpressionNode value;

        public Test(ReferenceTest test, ExpressionNode value) {
            this.test = test;
            this.value = value;
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            return test.test(value.executeReference(frame, activation)) ? 1 : 0;
        }
    }

    public static final class Cast extends ExpressionNode.Ref {
        private final ReferenceTest test;
        @Child private ExpressionNode value;

        public Cast(ReferenceTest test, ExpressionNode value) {
            this.test = test;
            this.value = value;
        }

        @Override
        public Object executeReference(VirtualFrame frame, Activation activation) {
            Object reference = value.executeReference(frame, activation);
            if (!test.test(reference)) {
                throw Trap.CAST_FAILURE.at(this);
            }
            return reference;
        }
    }

    /** {@code ref.eq}. */
    public static final class Equal extends ExpressionNode.I32 {
        @Child private ExpressionNode left;
        @Child private ExpressionNode right;

        public Equal(ExpressionNode left, ExpressionNode right) {
            this.left = left;
            this.right = right;
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            Object a = left.executeReference(frame, activation);
            Object b = right.executeReference(frame, activation);
            return areEqual(a, b) ? 1 : 0;
        }
    }

    public static final class NewI31 extends ExpressionNode.Ref {
        @Child private ExpressionNode value;

        public NewI31(ExpressionNode value) {
            this.value = value;
        }

        @Override
        public Object executeReference(VirtualFrame frame, Activation activation) {
            return I31Reference.of(value.executeInt(frame, activation));
        }
    }

    /** {@code i31.get_s} and {@code i31.get_u}. */
    public static final class GetI31 extends ExpressionNode.I32 {
        private final boolean signed;
        @Child private ExpressionNode scalar;

        public GetI31(boolean signed, ExpressionNode scalar) {
            this.signed = signed;
            this.scalar = scalar;
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            I31Reference value = nonNull(this, scalar.executeReference(frame, activation));
            return signed ? value.signed() : value.bits();
        }
    }
}
