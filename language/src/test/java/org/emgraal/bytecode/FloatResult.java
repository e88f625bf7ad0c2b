// SPDX-License-Identifier: Apache-2.0
package org.emgraal.bytecode;

/**
 * What of a float result counts. Of two NaNs, arithmetic returns either, made quiet (specification, "NaN Propagation"); which
 * one is up to the order in which a compiler puts commuting operands. So quiet NaNs of such an instruction are one; a
 * signalling one would still differ. Of all other instructions each bit counts.
 *
 * @param anyQuietNan whether quiet NaNs are one
 * @param wide whether a vector's lanes are f64
 */
record FloatResult(boolean anyQuietNan, boolean wide) {

    static final FloatResult EXACT = new FloatResult(false, false);

    private static final int QUIET_32 = 0x7FC00000;
    private static final long QUIET_64 = 0x7FF8000000000000L;

    static FloatResult of(String instruction) {
        boolean arithmetic = instruction.matches("f(32|64|32x4|64x2)\\.(add|sub|mul|div|min|max|relaxed_min|relaxed_max|relaxed_n?madd)");
        return new FloatResult(arithmetic, instruction.startsWith("f64"));
    }

    int settle(int bits) {
        return anyQuietNan && Float.isNaN(Float.intBitsToFloat(bits)) && (bits & 1 << 22) != 0 ? QUIET_32 : bits;
    }

    long settle(long bits) {
        return anyQuietNan && Double.isNaN(Double.longBitsToDouble(bits)) && (bits & 1L << 51) != 0 ? QUIET_64 : bits;
    }

    /** Half a vector. */
    long settleLanes(long half) {
        return wide ? settle(half) : Integer.toUnsignedLong(settle((int) half)) | (long) settle((int) (half >>> 32)) << 32;
    }
}
