// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes.simd;

import org.emgraal.runtime.Vector128;

/** Operators of v128 instructions that are longer than a line. */
public final class LaneArithmetic {

    private static final LaneWidths.Dot DOT_8 = new LaneWidths.Dot(8);
    private static final LaneWidths.ExtendAddPairwise ADD_PAIRS_16 = new LaneWidths.ExtendAddPairwise(16, true);
    private static final long TOPS_32 = 0x8000000080000000L;

    private LaneArithmetic() {
    }

    /** {@code q15mulr_sat_s}: the product of two fixed-point numbers with 15 fraction bits, rounded. */
    public static long q15(long left, long right) {
        return IntegerLanes.saturateSigned(left * right + 0x4000 >> 15, 16);
    }

    /** {@code v128.bitselect}: bits of {@code first} where {@code mask} has ones, else of {@code second}. */
    public static Vector128 bitselect(Vector128 first, Vector128 second, Vector128 mask) {
        return new Vector128(first.low & mask.low | second.low & ~mask.low, first.high & mask.high | second.high & ~mask.high);
    }

    /** {@code i32x4.relaxed_dot_i8x16_i7x16_add_s}. */
    public static Vector128 dotAdd(Vector128 left, Vector128 right, Vector128 sum) {
        Vector128 products = ADD_PAIRS_16.apply(DOT_8.apply(left, right));
        return new Vector128(IntegerLanes.add(products.low, sum.low, TOPS_32), IntegerLanes.add(products.high, sum.high, TOPS_32));
    }
}
