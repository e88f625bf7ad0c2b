// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes.simd;

import com.oracle.truffle.api.CompilerDirectives.CompilationFinal;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.ExplodeLoop;
import org.emgraal.nodes.ExpressionNode;
import org.emgraal.runtime.Activation;
import org.emgraal.runtime.Vector128;

/**
 * The instructions between lanes and scalars, and those that move lanes. Lanes are numbers of {@code bits} bits;
 * floats go through them as raw bits, by a reinterpretation of the scalar operand or result.
 */
public final class LaneNodes {

    private LaneNodes() {
    }

    /** Splat of an i32 to lanes of 8, 16 or 32 bits. */
    public static final class SplatI32 extends ExpressionNode.V128 {
        private final int bits;
        @Child private ExpressionNode operand;

        public SplatI32(int bits, ExpressionNode operand) {
            this.bits = bits;
            this.operand = operand;
        }

        @Override
        public Vector128 executeVector(VirtualFrame frame, Activation activation) {
            long half = IntegerLanes.splat(operand.executeInt(frame, activation), bits);
            return new Vector128(half, half);
        }
    }

    public static final class SplatI64 extends ExpressionNode.V128 {
        @Child private ExpressionNode operand;

        public SplatI64(ExpressionNode operand) {
            this.operand = operand;
        }

        @Override
        public Vector128 executeVector(VirtualFrame frame, Activation activation) {
            long half = operand.executeLong(frame, activation);
            return new Vector128(half, half);
        }
    }

    /** A lane of 8, 16 or 32 bits as i32. */
    public static final class ExtractI32 extends ExpressionNode.I32 {
        private final int bits;
        private final boolean signed;
        private final int lane;
        @Child private ExpressionNode operand;

        public ExtractI32(int bits, boolean signed, int lane, ExpressionNode operand) {
            this.bits = bits;
            this.signed = signed;
            this.lane = lane;
            this.operand = operand;
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            long half = IntegerLanes.half(operand.executeVector(frame, activation), bits, lane);
            return (int) IntegerLanes.get(half, bits, signed, lane % (64 / bits));
        }
    }

    public static final class ExtractI64 extends ExpressionNode.I64 {
        private final int lane;
        @Child private ExpressionNode operand;

        public ExtractI64(int lane, ExpressionNode operand) {
            this.lane = lane;
            this.operand = operand;
        }

        @Override
        public long executeLong(VirtualFrame frame, Activation activation) {
            return IntegerLanes.half(operand.executeVector(frame, activation), 64, lane);
        }
    }

    /** {@code vector} with lane {@code lane} replaced. */
    public static Vector128 withLane(Vector128 vector, int bits, int lane, long value) {
        int inHalf = lane % (64 / bits);
        long others = IntegerLanes.half(vector, bits, lane) & ~IntegerLanes.put(-1, bits, inHalf);
        long half = others | IntegerLanes.put(value, bits, inHalf);
        return lane * bits < 64 ? new Vector128(half, vector.high) : new Vector128(vector.low, half);
    }

    /** A lane of 8, 16 or 32 bits replaced by an i32. */
    public static final class ReplaceI32 extends ExpressionNode.V128 {
        private final int bits;
        private final int lane;
        @Child private ExpressionNode vector;
        @Child private ExpressionNode value;

        public ReplaceI32(int bits, int lane, ExpressionNode vector, ExpressionNode value) {
            this.bits = bits;
            this.lane = lane;
            this.vector = vector;
            this.value = value;
        }

        @Override
        public Vector128 executeVector(VirtualFrame frame, Activation activation) {
            return withLane(vector.executeVector(frame, activation), bits, lane, value.executeInt(frame, activation));
        }
    }

    public static final class ReplaceI64 extends ExpressionNode.V128 {
        private final int lane;
        @Child private ExpressionNode vector;
        @Child private ExpressionNode value;

        public ReplaceI64(int lane, ExpressionNode vector, ExpressionNode value) {
            this.lane = lane;
            this.vector = vector;
            this.value = value;
        }

        @Override
        public Vector128 executeVector(VirtualFrame frame, Activation activation) {
            return withLane(vector.executeVector(frame, activation), 64, lane, value.executeLong(frame, activation));
        }
    }

    /** {@code i8x16.shuffle}: each result byte is a byte of one of two vectors, chosen by the immediate. */
    public static final class Shuffle extends ExpressionNode.V128 {
        @CompilationFinal(dimensions = 1) private final byte[] lanes;
        @Child private ExpressionNode left;
        @Child private ExpressionNode right;

        /** @param lanes 16 byte numbers below 32; those of {@code right} start at 16 */
        public Shuffle(byte[] lanes, ExpressionNode left, ExpressionNode right) {
            this.lanes = lanes;
            this.left = left;
            this.right = right;
        }

        @Override
        public Vector128 executeVector(VirtualFrame frame, Activation activation) {
            Vector128 a = left.executeVector(frame, activation);
            Vector128 b = right.executeVector(frame, activation);
            return new Vector128(half(a, b, 0), half(a, b, 8));
        }

        @ExplodeLoop
        private long half(Vector128 a, Vector128 b, int from) {
            long result = 0;
            for (int i = 0; i < 8; i++) {
                int lane = lanes[from + i];
                long source = IntegerLanes.half(lane < 16 ? a : b, 8, lane & 15);
                result |= IntegerLanes.put(source >>> 8 * (lane & 7), 8, i);
            }
            return result;
        }
    }

    /** {@code i8x16.swizzle}: bytes of {@code left} chosen by the bytes of {@code right}; zero where there is none. */
    public static Vector128 swizzle(Vector128 left, Vector128 right) {
        return new Vector128(swizzleHalf(left, right.low), swizzleHalf(left, right.high));
    }

    @ExplodeLoop
    private static long swizzleHalf(Vector128 source, long lanes) {
        long result = 0;
        for (int i = 0; i < 8; i++) {
            int lane = (int) (lanes >>> 8 * i) & 0xFF;
            long half = lane < 8 ? source.low : lane < 16 ? source.high : 0;
            result |= IntegerLanes.put(half >>> 8 * (lane & 7), 8, i);
        }
        return result;
    }
}
