// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes.numeric;

/**
 * The floating-point operators whose Java counterpart differs from the specification's (Execution, "Numerics"):
 * {@code abs}, {@code neg} and {@code copysign} only touch the sign bit, also of a NaN; every other one returns a
 * quiet NaN for a NaN, where {@code Math.floor} or {@code Math.min} may hand a signalling one through.
 */
public final class FloatArithmetic {

    private FloatArithmetic() {
    }

    public static float abs(float value) {
        return Float.intBitsToFloat(Float.floatToRawIntBits(value) & Integer.MAX_VALUE);
    }

    public static double abs(double value) {
        return Double.longBitsToDouble(Double.doubleToRawLongBits(value) & Long.MAX_VALUE);
    }

    public static float neg(float value) {
        return Float.intBitsToFloat(Float.floatToRawIntBits(value) ^ Integer.MIN_VALUE);
    }

    public static double neg(double value) {
        return Double.longBitsToDouble(Double.doubleToRawLongBits(value) ^ Long.MIN_VALUE);
    }

    public static float copysign(float magnitude, float sign) {
        return Float.intBitsToFloat(Float.floatToRawIntBits(magnitude) & Integer.MAX_VALUE
                        | Float.floatToRawIntBits(sign) & Integer.MIN_VALUE);
    }

    public static double copysign(double magnitude, double sign) {
        return Double.longBitsToDouble(Double.doubleToRawLongBits(magnitude) & Long.MAX_VALUE
                        | Double.doubleToRawLongBits(sign) & Long.MIN_VALUE);
    }

    // An f32 rounds exactly as f64: widening it keeps the value and quiets a NaN.

    public static float ceil(float value) {
        return (float) ceil((double) value);
    }

    public static double ceil(double value) {
        return Double.isNaN(value) ? quiet(value) : Math.ceil(value);
    }

    public static float floor(float value) {
        return (float) floor((double) value);
    }

    public static double floor(double value) {
        return Double.isNaN(value) ? quiet(value) : Math.floor(value);
    }

    public static float trunc(float value) {
        return (float) trunc((double) value);
    }

    public static double trunc(double value) {
        return value < 0 ? Math.ceil(value) : floor(value);
    }

    public static float nearest(float value) {
        return (float) nearest((double) value);
    }

    public static double nearest(double value) {
        return Double.isNaN(value) ? quiet(value) : Math.rint(value);
    }

    /** The square root of a float rounded through double is correctly rounded: 53 >= 2 * 24 + 2 bits. */
    public static float sqrt(float value) {
        return (float) Math.sqrt(value);
    }

    public static double sqrt(double value) {
        return Math.sqrt(value);
    }

    public static float min(float left, float right) {
        return Float.isNaN(left) || Float.isNaN(right) ? left + right : Math.min(left, right);
    }

    public static double min(double left, double right) {
        return Double.isNaN(left) || Double.isNaN(right) ? left + right : Math.min(left, right);
    }

    public static float max(float left, float right) {
        return Float.isNaN(left) || Float.isNaN(right) ? left + right : Math.max(left, right);
    }

    public static double max(double left, double right) {
        return Double.isNaN(left) || Double.isNaN(right) ? left + right : Math.max(left, right);
    }

    /** A NaN with its quiet bit set, as any arithmetic on it gives. */
    private static double quiet(double nan) {
        return nan + nan;
    }
}
