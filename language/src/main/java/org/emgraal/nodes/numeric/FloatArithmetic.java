// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes.numeric;

import com.oracle.truffle.api.CompilerDirectives;

/**
 * The floating-point operators of the specification (Execution, "Numerics"). They differ from Java's in NaNs:
 * {@code abs}, {@code neg} and {@code copysign} only touch the sign bit, also of a NaN; every other one returns a
 * quiet NaN for a NaN. The hardware does, but {@code Math.floor} may hand a signalling one through, and Graal folds
 * operations that Java calls neutral: x - 0, x * 1, x / 1 and {@code (float) (double) x}.
 */
public final class FloatArithmetic {

    private static final int QUIET_FLOAT = 1 << 22;
    private static final long QUIET_DOUBLE = 1L << 51;

    private FloatArithmetic() {
    }

    public static float add(float left, float right) {
        return quietIfNeutral(left, right, 0, left + right);
    }

    public static float sub(float left, float right) {
        return quietIfNeutral(left, right, 0, left - right);
    }

    public static float mul(float left, float right) {
        return quietIfNeutral(left, right, 1, left * right);
    }

    public static float div(float left, float right) {
        return quietIfNeutral(left, right, 1, left / right);
    }

    /** The result, made quiet if one operand is a constant that may have made the operation disappear. */
    private static float quietIfNeutral(float left, float right, float neutral, float result) {
        return (isConstant(left, neutral) || isConstant(right, neutral)) && Float.isNaN(result) ? quiet(result) : result;
    }

    /** Whether compiled code knows the value, of either sign; never while interpreting. */
    private static boolean isConstant(float value, float magnitude) {
        return CompilerDirectives.isCompilationConstant(value) && Math.abs(value) == magnitude;
    }

    /** A NaN with its quiet bit set, as arithmetic on it gives. */
    private static float quiet(float nan) {
        return Float.intBitsToFloat(Float.floatToRawIntBits(nan) | QUIET_FLOAT);
    }

    public static float abs(float value) {
        return Float.intBitsToFloat(Float.floatToRawIntBits(value) & Integer.MAX_VALUE);
    }

    public static float neg(float value) {
        return Float.intBitsToFloat(Float.floatToRawIntBits(value) ^ Integer.MIN_VALUE);
    }

    public static float copysign(float magnitude, float sign) {
        return Float.intBitsToFloat(Float.floatToRawIntBits(magnitude) & Integer.MAX_VALUE
                        | Float.floatToRawIntBits(sign) & Integer.MIN_VALUE);
    }

    public static float min(float left, float right) {
        if (Float.isNaN(left) || Float.isNaN(right)) {
            return quiet(Float.isNaN(left) ? left : right);
        }
        return Math.min(left, right);
    }

    public static float max(float left, float right) {
        if (Float.isNaN(left) || Float.isNaN(right)) {
            return quiet(Float.isNaN(left) ? left : right);
        }
        return Math.max(left, right);
    }

    public static double add(double left, double right) {
        return quietIfNeutral(left, right, 0, left + right);
    }

    public static double sub(double left, double right) {
        return quietIfNeutral(left, right, 0, left - right);
    }

    public static double mul(double left, double right) {
        return quietIfNeutral(left, right, 1, left * right);
    }

    public static double div(double left, double right) {
        return quietIfNeutral(left, right, 1, left / right);
    }

    /** The result, made quiet if one operand is a constant that may have made the operation disappear. */
    private static double quietIfNeutral(double left, double right, double neutral, double result) {
        return (isConstant(left, neutral) || isConstant(right, neutral)) && Double.isNaN(result) ? quiet(result) : result;
    }

    /** Whether compiled code knows the value, of either sign; never while interpreting. */
    private static boolean isConstant(double value, double magnitude) {
        return CompilerDirectives.isCompilationConstant(value) && Math.abs(value) == magnitude;
    }

    /** A NaN with its quiet bit set, as arithmetic on it gives. */
    private static double quiet(double nan) {
        return Double.longBitsToDouble(Double.doubleToRawLongBits(nan) | QUIET_DOUBLE);
    }

    public static double abs(double value) {
        return Double.longBitsToDouble(Double.doubleToRawLongBits(value) & Long.MAX_VALUE);
    }

    public static double neg(double value) {
        return Double.longBitsToDouble(Double.doubleToRawLongBits(value) ^ Long.MIN_VALUE);
    }

    public static double copysign(double magnitude, double sign) {
        return Double.longBitsToDouble(Double.doubleToRawLongBits(magnitude) & Long.MAX_VALUE
                        | Double.doubleToRawLongBits(sign) & Long.MIN_VALUE);
    }

    public static double min(double left, double right) {
        if (Double.isNaN(left) || Double.isNaN(right)) {
            return quiet(Double.isNaN(left) ? left : right);
        }
        return Math.min(left, right);
    }

    public static double max(double left, double right) {
        if (Double.isNaN(left) || Double.isNaN(right)) {
            return quiet(Double.isNaN(left) ? left : right);
        }
        return Math.max(left, right);
    }

    public static double ceil(double value) {
        return Double.isNaN(value) ? quiet(value) : Math.ceil(value);
    }

    public static double floor(double value) {
        return Double.isNaN(value) ? quiet(value) : Math.floor(value);
    }

    public static double trunc(double value) {
        return value < 0 ? Math.ceil(value) : floor(value);
    }

    public static double nearest(double value) {
        return Double.isNaN(value) ? quiet(value) : Math.rint(value);
    }

    public static double sqrt(double value) {
        return Double.isNaN(value) ? quiet(value) : Math.sqrt(value);
    }

    /** {@code f32.demote_f64}. */
    public static float demote(double value) {
        float result = (float) value;
        return Float.isNaN(result) ? quiet(result) : result;
    }

    // What an f32 rounds to is the same as f64, and the square root too: 53 bits are more than 2 * 24 + 1.

    public static float ceil(float value) {
        return demote(ceil((double) value));
    }

    public static float floor(float value) {
        return demote(floor((double) value));
    }

    public static float trunc(float value) {
        return demote(trunc((double) value));
    }

    public static float nearest(float value) {
        return demote(nearest((double) value));
    }

    public static float sqrt(float value) {
        return demote(sqrt((double) value));
    }
}
