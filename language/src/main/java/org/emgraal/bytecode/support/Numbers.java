// SPDX-License-Identifier: Apache-2.0
package org.emgraal.bytecode.support;

import org.emgraal.nodes.numeric.FloatArithmetic;
import org.emgraal.nodes.numeric.FloatConversions;
import org.emgraal.runtime.Trap;
import org.emgraal.runtime.TrapException;
import org.emgraal.runtime.Vector128;

/** The numeric instructions that are no instruction of the JVM's: what traps, unsigned numbers, NaNs. */
public final class Numbers {

    private Numbers() {
    }

    // ---- integers

    private static TrapException byZero() {
        return Trap.INTEGER_DIVIDE_BY_ZERO.at(null);
    }

    private static TrapException overflow() {
        return Trap.INTEGER_OVERFLOW.at(null);
    }

    public static int divide(int dividend, int divisor) {
        if (divisor == 0) {
            throw byZero();
        }
        if (divisor == -1 && dividend == Integer.MIN_VALUE) {
            throw overflow();
        }
        return dividend / divisor;
    }

    public static int divideUnsigned(int dividend, int divisor) {
        if (divisor == 0) {
            throw byZero();
        }
        return Integer.divideUnsigned(dividend, divisor);
    }

    public static int remainder(int dividend, int divisor) {
        if (divisor == 0) {
            throw byZero();
        }
        return dividend % divisor;
    }

    public static int remainderUnsigned(int dividend, int divisor) {
        if (divisor == 0) {
            throw byZero();
        }
        return Integer.remainderUnsigned(dividend, divisor);
    }

    public static long divide(long dividend, long divisor) {
        if (divisor == 0) {
            throw byZero();
        }
        if (divisor == -1 && dividend == Long.MIN_VALUE) {
            throw overflow();
        }
        return dividend / divisor;
    }

    public static long divideUnsigned(long dividend, long divisor) {
        if (divisor == 0) {
            throw byZero();
        }
        return Long.divideUnsigned(dividend, divisor);
    }

    public static long remainder(long dividend, long divisor) {
        if (divisor == 0) {
            throw byZero();
        }
        return dividend % divisor;
    }

    public static long remainderUnsigned(long dividend, long divisor) {
        if (divisor == 0) {
            throw byZero();
        }
        return Long.remainderUnsigned(dividend, divisor);
    }

    // ---- high halves of 128-bit integers

    public static long addHigh(long low, long high, long otherLow, long otherHigh) {
        return high + otherHigh + (Long.compareUnsigned(low + otherLow, low) < 0 ? 1 : 0);
    }

    public static long subtractHigh(long low, long high, long otherLow, long otherHigh) {
        return high - otherHigh - (Long.compareUnsigned(low, otherLow) < 0 ? 1 : 0);
    }

    // ---- floats

    private static float quiet(float value) {
        return value != value ? value + value : value;
    }

    private static double quiet(double value) {
        return value != value ? value + value : value;
    }

    /** With a constant operand that may make the operation disappear, and so a signalling NaN pass. */
    public static float sub(float left, float right) {
        return quiet(left - right);
    }

    /** As {@link #sub(float, float)}. */
    public static float mul(float left, float right) {
        return quiet(left * right);
    }

    /** As {@link #sub(float, float)}. */
    public static float div(float left, float right) {
        return quiet(left / right);
    }

    /** As {@link #sub(float, float)}. */
    public static double sub(double left, double right) {
        return quiet(left - right);
    }

    /** As {@link #sub(float, float)}. */
    public static double mul(double left, double right) {
        return quiet(left * right);
    }

    /** As {@link #sub(float, float)}. */
    public static double div(double left, double right) {
        return quiet(left / right);
    }

    public static float abs(float value) {
        return FloatArithmetic.abs(value);
    }

    public static double abs(double value) {
        return FloatArithmetic.abs(value);
    }

    public static float neg(float value) {
        return FloatArithmetic.neg(value);
    }

    public static double neg(double value) {
        return FloatArithmetic.neg(value);
    }

    public static float copysign(float magnitude, float sign) {
        return FloatArithmetic.copysign(magnitude, sign);
    }

    public static double copysign(double magnitude, double sign) {
        return FloatArithmetic.copysign(magnitude, sign);
    }

    public static float min(float left, float right) {
        return FloatArithmetic.min(left, right);
    }

    public static double min(double left, double right) {
        return FloatArithmetic.min(left, right);
    }

    public static float max(float left, float right) {
        return FloatArithmetic.max(left, right);
    }

    public static double max(double left, double right) {
        return FloatArithmetic.max(left, right);
    }

    public static float ceil(float value) {
        return FloatArithmetic.ceil(value);
    }

    public static double ceil(double value) {
        return FloatArithmetic.ceil(value);
    }

    public static float floor(float value) {
        return FloatArithmetic.floor(value);
    }

    public static double floor(double value) {
        return FloatArithmetic.floor(value);
    }

    public static float trunc(float value) {
        return FloatArithmetic.trunc(value);
    }

    public static double trunc(double value) {
        return FloatArithmetic.trunc(value);
    }

    public static float nearest(float value) {
        return FloatArithmetic.nearest(value);
    }

    public static double nearest(double value) {
        return FloatArithmetic.nearest(value);
    }

    public static float sqrt(float value) {
        return FloatArithmetic.sqrt(value);
    }

    public static double sqrt(double value) {
        return FloatArithmetic.sqrt(value);
    }

    public static float demote(double value) {
        return FloatArithmetic.demote(value);
    }

    public static double promote(float value) {
        return quiet((double) value);
    }

    // ---- conversions to integers; a comparison with NaN is false

    private static TrapException failure(double value) {
        return (Double.isNaN(value) ? Trap.INVALID_CONVERSION_TO_INTEGER : Trap.INTEGER_OVERFLOW).at(null);
    }

    public static int truncate(float value) {
        if (value >= -0x1p31F && value < 0x1p31F) {
            return (int) value;
        }
        throw failure(value);
    }

    public static int truncateUnsigned(float value) {
        if (value > -1 && value < 0x1p32F) {
            return FloatConversions.toUnsignedInt(value);
        }
        throw failure(value);
    }

    public static int truncate(double value) {
        if (value > -0x1.00000002p31 && value < 0x1p31) {
            return (int) value;
        }
        throw failure(value);
    }

    public static int truncateUnsigned(double value) {
        if (value > -1 && value < 0x1p32) {
            return FloatConversions.toUnsignedInt(value);
        }
        throw failure(value);
    }

    public static long truncateLong(float value) {
        if (value >= -0x1p63F && value < 0x1p63F) {
            return (long) value;
        }
        throw failure(value);
    }

    public static long truncateLongUnsigned(float value) {
        if (value > -1 && value < 0x1p64F) {
            return FloatConversions.toUnsignedLong(value);
        }
        throw failure(value);
    }

    public static long truncateLong(double value) {
        if (value >= -0x1p63 && value < 0x1p63) {
            return (long) value;
        }
        throw failure(value);
    }

    public static long truncateLongUnsigned(double value) {
        if (value > -1 && value < 0x1p64) {
            return FloatConversions.toUnsignedLong(value);
        }
        throw failure(value);
    }

    public static int saturateUnsigned(float value) {
        return FloatConversions.toUnsignedInt(value);
    }

    public static int saturateUnsigned(double value) {
        return FloatConversions.toUnsignedInt(value);
    }

    public static long saturateLongUnsigned(float value) {
        return FloatConversions.toUnsignedLong(value);
    }

    public static long saturateLongUnsigned(double value) {
        return FloatConversions.toUnsignedLong(value);
    }

    // ---- conversions to floats

    public static float unsignedToFloat(int value) {
        return Integer.toUnsignedLong(value);
    }

    public static double unsignedToDouble(int value) {
        return Integer.toUnsignedLong(value);
    }

    public static float unsignedToFloat(long value) {
        return FloatConversions.unsignedToFloat(value);
    }

    public static double unsignedToDouble(long value) {
        return FloatConversions.unsignedToDouble(value);
    }

    public static Vector128 zeroVector() {
        return Vector128.ZERO;
    }
}
