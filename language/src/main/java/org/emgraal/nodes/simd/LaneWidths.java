// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes.simd;

import static org.emgraal.nodes.simd.IntegerLanes.get;
import static org.emgraal.nodes.simd.IntegerLanes.put;

import com.oracle.truffle.api.nodes.ExplodeLoop;
import org.emgraal.runtime.Vector128;

/** Operations whose result lanes are wider or narrower than their operands'; {@code bits} is the operands' width. */
public final class LaneWidths {

    private LaneWidths() {
    }

    /** Vector of the lanes in one half, twice as wide. */
    public static Vector128 widen(long half, int bits, boolean signed) {
        return new Vector128(widenQuarter(half, bits, signed, 0), widenQuarter(half, bits, signed, 32 / bits));
    }

    @ExplodeLoop
    private static long widenQuarter(long half, int bits, boolean signed, int first) {
        long result = 0;
        for (int lane = 0; lane < 32 / bits; lane++) {
            result |= put(get(half, bits, signed, first + lane), 2 * bits, lane);
        }
        return result;
    }

    /** {@code extend_low} and {@code extend_high}. */
    public record Extend(int bits, boolean signed, boolean high) implements VectorOperation.Unary {

        @Override
        public Vector128 apply(Vector128 operand) {
            return widen(high ? operand.high : operand.low, bits, signed);
        }
    }

    /** {@code extmul_low} and {@code extmul_high}. */
    public record ExtendMultiply(int bits, boolean signed, boolean high) implements VectorOperation.Binary {

        @Override
        public Vector128 apply(Vector128 left, Vector128 right) {
            Vector128 a = widen(high ? left.high : left.low, bits, signed);
            Vector128 b = widen(high ? right.high : right.low, bits, signed);
            return new Vector128(multiply(a.low, b.low), multiply(a.high, b.high));
        }

        @ExplodeLoop
        private long multiply(long left, long right) {
            long result = 0;
            for (int lane = 0; lane < 32 / bits; lane++) {
                result |= put(get(left, 2 * bits, signed, lane) * get(right, 2 * bits, signed, lane), 2 * bits, lane);
            }
            return result;
        }
    }

    /** {@code extadd_pairwise}: sums of neighbours. */
    public record ExtendAddPairwise(int bits, boolean signed) implements VectorOperation.Unary {

        @Override
        public Vector128 apply(Vector128 operand) {
            return new Vector128(half(operand.low), half(operand.high));
        }

        @ExplodeLoop
        private long half(long operand) {
            long result = 0;
            for (int lane = 0; lane < 32 / bits; lane++) {
                result |= put(get(operand, bits, signed, 2 * lane) + get(operand, bits, signed, 2 * lane + 1), 2 * bits, lane);
            }
            return result;
        }
    }

    /** {@code dot}: sums of the products of neighbours, wrapping. */
    public record Dot(int bits) implements VectorOperation.Binary {

        @Override
        public Vector128 apply(Vector128 left, Vector128 right) {
            return new Vector128(half(left.low, right.low), half(left.high, right.high));
        }

        @ExplodeLoop
        private long half(long left, long right) {
            long result = 0;
            for (int lane = 0; lane < 32 / bits; lane++) {
                long even = get(left, bits, true, 2 * lane) * get(right, bits, true, 2 * lane);
                long odd = get(left, bits, true, 2 * lane + 1) * get(right, bits, true, 2 * lane + 1);
                result |= put(even + odd, 2 * bits, lane);
            }
            return result;
        }
    }

    /** {@code narrow}: signed lanes of both operands, saturated to signed or unsigned lanes of half the width. */
    public record Narrow(int bits, boolean signed) implements VectorOperation.Binary {

        @Override
        public Vector128 apply(Vector128 left, Vector128 right) {
            return new Vector128(half(left.low, left.high), half(right.low, right.high));
        }

        @ExplodeLoop
        private long half(long low, long high) {
            long result = 0;
            int lanes = 64 / bits;
            for (int lane = 0; lane < 2 * lanes; lane++) {
                long wide = get(lane < lanes ? low : high, bits, true, lane % lanes);
                long value = signed ? IntegerLanes.saturateSigned(wide, bits / 2) : IntegerLanes.saturateUnsigned(wide, bits / 2);
                result |= put(value, bits / 2, lane);
            }
            return result;
        }
    }
}
