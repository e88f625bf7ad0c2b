// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes.numeric;

/**
 * Conversions between floats and unsigned integers, which Java has none of. To integers they saturate and turn NaN
 * into 0, as Java's signed casts do.
 */
public final class FloatConversions {

    private static final long UNSIGNED_INT_MAX = 0xFFFF_FFFFL;

    private FloatConversions() {
    }

    public static int toUnsignedInt(double value) {
        long wide = (long) value;
        return (int) Math.max(0, Math.min(wide, UNSIGNED_INT_MAX));
    }

    public static long toUnsignedLong(double value) {
        if (value < 0x1p63) {
            return Math.max(0, (long) value);
        }
        if (value < 0x1p64) {
            return (long) (value - 0x1p63) ^ Long.MIN_VALUE;
        }
        return Double.isNaN(value) ? 0 : -1;
    }

    /** Values of 2^63 and above are halved with the lost bit kept sticky, so that rounding happens once. */
    public static float unsignedToFloat(long value) {
        return value >= 0 ? (float) value : (float) (value >>> 1 | value & 1) * 2;
    }

    public static double unsignedToDouble(long value) {
        return value >= 0 ? (double) value : (double) (value >>> 1 | value & 1) * 2;
    }
}
