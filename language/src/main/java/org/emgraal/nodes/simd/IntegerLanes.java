// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes.simd;

import com.oracle.truffle.api.nodes.ExplodeLoop;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;
import org.emgraal.runtime.Vector128;

/**
 * Operations on integer lanes of 8, 16, 32 or 64 bits, made from an operator on one lane. The operator sees lanes
 * extended to long, with or without sign, and its result is wrapped to the lane.
 */
public final class IntegerLanes {

    private IntegerLanes() {
    }

    /** Lane {@code lane} of a half, extended. */
    public static long get(long half, int bits, boolean signed, int lane) {
        long top = half << 64 - bits * (lane + 1);
        return signed ? top >> 64 - bits : top >>> 64 - bits;
    }

    /** {@code value} wrapped and moved to the place of lane {@code lane} in a half. */
    public static long put(long value, int bits, int lane) {
        return (value & -1L >>> 64 - bits) << bits * lane;
    }

    /** The half of a vector that has lane {@code lane}. */
    public static long half(Vector128 vector, int bits, int lane) {
        return lane * bits < 64 ? vector.low : vector.high;
    }

    /** The value with the same bits in every lane. */
    @ExplodeLoop
    public static long splat(long value, int bits) {
        long half = value & -1L >>> 64 - bits;
        for (int width = bits; width < 64; width *= 2) {
            half |= half << width;
        }
        return half;
    }

    public record Unary(int bits, boolean signed, LongUnaryOperator operator) implements VectorOperation.Unary {

        @Override
        public Vector128 apply(Vector128 operand) {
            return new Vector128(half(operand.low), half(operand.high));
        }

        @ExplodeLoop
        private long half(long operand) {
            long result = 0;
            for (int lane = 0; lane < 64 / bits; lane++) {
                result |= put(operator.applyAsLong(get(operand, bits, signed, lane)), bits, lane);
            }
            return result;
        }
    }

    public record Binary(int bits, boolean signed, LongBinaryOperator operator) implements VectorOperation.Binary {

        @Override
        public Vector128 apply(Vector128 left, Vector128 right) {
            return new Vector128(half(left.low, right.low), half(left.high, right.high));
        }

        @ExplodeLoop
        private long half(long left, long right) {
            long result = 0;
            for (int lane = 0; lane < 64 / bits; lane++) {
                long value = operator.applyAsLong(get(left, bits, signed, lane), get(right, bits, signed, lane));
                result |= put(value, bits, lane);
            }
            return result;
        }
    }

    /** The operator's second operand is the count modulo the lane's width. */
    public record Shift(int bits, boolean signed, LongBinaryOperator operator) implements VectorOperation.Shift {

        @Override
        public Vector128 apply(Vector128 operand, int count) {
            long modulo = count & bits - 1;
            return new Vector128(half(operand.low, modulo), half(operand.high, modulo));
        }

        @ExplodeLoop
        private long half(long operand, long count) {
            long result = 0;
            for (int lane = 0; lane < 64 / bits; lane++) {
                result |= put(operator.applyAsLong(get(operand, bits, signed, lane), count), bits, lane);
            }
            return result;
        }
    }

    /** An operator on 64 bits of lanes at once. */
    public record Halves(LongBinaryOperator operator) implements VectorOperation.Binary {

        @Override
        public Vector128 apply(Vector128 left, Vector128 right) {
            return new Vector128(operator.applyAsLong(left.low, right.low), operator.applyAsLong(left.high, right.high));
        }
    }

    /** {@code all_true}: no lane is zero. */
    public record AllTrue(int bits) implements VectorOperation.Test {

        @Override
        public int apply(Vector128 operand) {
            return half(operand.low) && half(operand.high) ? 1 : 0;
        }

        @ExplodeLoop
        private boolean half(long operand) {
            boolean result = true;
            for (int lane = 0; lane < 64 / bits; lane++) {
                result &= get(operand, bits, false, lane) != 0;
            }
            return result;
        }
    }

    /** {@code bitmask}: the sign of lane n is bit n. */
    public record Bitmask(int bits) implements VectorOperation.Test {

        @Override
        public int apply(Vector128 operand) {
            return half(operand.low) | half(operand.high) << 64 / bits;
        }

        @ExplodeLoop
        private int half(long operand) {
            int result = 0;
            for (int lane = 0; lane < 64 / bits; lane++) {
                result |= (int) (operand >>> bits * (lane + 1) - 1 & 1) << lane;
            }
            return result;
        }
    }

    // Adding without carries between lanes: the top bits are left out and then added without a carry.

    /** The sum of lanes whose top bits are {@code tops}. */
    public static long add(long left, long right, long tops) {
        return (left & ~tops) + (right & ~tops) ^ (left ^ right) & tops;
    }

    /** The difference of lanes whose top bits are {@code tops}. */
    public static long subtract(long left, long right, long tops) {
        return (left | tops) - (right & ~tops) ^ (left ^ ~right) & tops;
    }

    /** {@code value} or the nearest signed integer of {@code bits}. */
    public static long saturateSigned(long value, int bits) {
        long max = (1L << bits - 1) - 1;
        return Math.max(-max - 1, Math.min(value, max));
    }

    /** {@code value} or the nearest unsigned integer of {@code bits}. */
    public static long saturateUnsigned(long value, int bits) {
        return Math.max(0, Math.min(value, (1L << bits) - 1));
    }
}
