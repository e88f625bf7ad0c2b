// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes.simd;

import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleToLongFunction;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;
import org.emgraal.runtime.Vector128;

/** Operations on lanes of f32 and f64, made from an operator on one lane. Lanes are raw bits: NaNs stay as they are. */
public final class FloatLanes {

    private FloatLanes() {
    }

    @FunctionalInterface
    public interface FloatUnaryOperator {
        float apply(float operand);
    }

    @FunctionalInterface
    public interface FloatBinaryOperator {
        float apply(float left, float right);
    }

    @FunctionalInterface
    public interface FloatTernaryOperator {
        float apply(float first, float second, float third);
    }

    @FunctionalInterface
    public interface DoubleTernaryOperator {
        double apply(double first, double second, double third);
    }

    @FunctionalInterface
    public interface FloatComparison {
        boolean test(float left, float right);
    }

    @FunctionalInterface
    public interface DoubleComparison {
        boolean test(double left, double right);
    }

    @FunctionalInterface
    public interface FloatToInt {
        int apply(float operand);
    }

    @FunctionalInterface
    public interface IntToFloat {
        float apply(int operand);
    }

    static float first(long half) {
        return Float.intBitsToFloat((int) half);
    }

    static float second(long half) {
        return Float.intBitsToFloat((int) (half >>> 32));
    }

    static long pack(float first, float second) {
        return pack(Float.floatToRawIntBits(first), Float.floatToRawIntBits(second));
    }

    static long pack(int first, int second) {
        return Integer.toUnsignedLong(first) | (long) second << 32;
    }

    static double wide(long half) {
        return Double.longBitsToDouble(half);
    }

    static long bits(double value) {
        return Double.doubleToRawLongBits(value);
    }

    public record F32Unary(FloatUnaryOperator operator) implements VectorOperation.Unary {

        @Override
        public Vector128 apply(Vector128 operand) {
            return new Vector128(half(operand.low), half(operand.high));
        }

        private long half(long operand) {
            return pack(operator.apply(first(operand)), operator.apply(second(operand)));
        }
    }

    public record F32Binary(FloatBinaryOperator operator) implements VectorOperation.Binary {

        @Override
        public Vector128 apply(Vector128 left, Vector128 right) {
            return new Vector128(half(left.low, right.low), half(left.high, right.high));
        }

        private long half(long left, long right) {
            return pack(operator.apply(first(left), first(right)), operator.apply(second(left), second(right)));
        }
    }

    public record F32Ternary(FloatTernaryOperator operator) implements VectorOperation.Ternary {

        @Override
        public Vector128 apply(Vector128 a, Vector128 b, Vector128 c) {
            return new Vector128(half(a.low, b.low, c.low), half(a.high, b.high, c.high));
        }

        private long half(long a, long b, long c) {
            return pack(operator.apply(first(a), first(b), first(c)), operator.apply(second(a), second(b), second(c)));
        }
    }

    public record F32Compare(FloatComparison comparison) implements VectorOperation.Binary {

        @Override
        public Vector128 apply(Vector128 left, Vector128 right) {
            return new Vector128(half(left.low, right.low), half(left.high, right.high));
        }

        private long half(long left, long right) {
            return pack(comparison.test(first(left), first(right)) ? -1 : 0, comparison.test(second(left), second(right)) ? -1 : 0);
        }
    }

    public record F64Unary(DoubleUnaryOperator operator) implements VectorOperation.Unary {

        @Override
        public Vector128 apply(Vector128 operand) {
            return new Vector128(bits(operator.applyAsDouble(wide(operand.low))), bits(operator.applyAsDouble(wide(operand.high))));
        }
    }

    public record F64Binary(DoubleBinaryOperator operator) implements VectorOperation.Binary {

        @Override
        public Vector128 apply(Vector128 left, Vector128 right) {
            return new Vector128(bits(operator.applyAsDouble(wide(left.low), wide(right.low))),
                            bits(operator.applyAsDouble(wide(left.high), wide(right.high))));
        }
    }

    public record F64Ternary(DoubleTernaryOperator operator) implements VectorOperation.Ternary {

        @Override
        public Vector128 apply(Vector128 a, Vector128 b, Vector128 c) {
            return new Vector128(bits(operator.apply(wide(a.low), wide(b.low), wide(c.low))),
                            bits(operator.apply(wide(a.high), wide(b.high), wide(c.high))));
        }
    }

    public record F64Compare(DoubleComparison comparison) implements VectorOperation.Binary {

        @Override
        public Vector128 apply(Vector128 left, Vector128 right) {
            return new Vector128(comparison.test(wide(left.low), wide(right.low)) ? -1 : 0,
                            comparison.test(wide(left.high), wide(right.high)) ? -1 : 0);
        }
    }

    /** Four f32 to four i32. */
    public record F32ToI32(FloatToInt conversion) implements VectorOperation.Unary {

        @Override
        public Vector128 apply(Vector128 operand) {
            return new Vector128(half(operand.low), half(operand.high));
        }

        private long half(long operand) {
            return pack(conversion.apply(first(operand)), conversion.apply(second(operand)));
        }
    }

    /** Four i32 to four f32. */
    public record I32ToF32(IntToFloat conversion) implements VectorOperation.Unary {

        @Override
        public Vector128 apply(Vector128 operand) {
            return new Vector128(half(operand.low), half(operand.high));
        }

        private long half(long operand) {
            return pack(conversion.apply((int) operand), conversion.apply((int) (operand >>> 32)));
        }
    }

    /** Two f64 to the lower two of four 32-bit lanes, given by their bits; the upper two are zero. */
    public record F64ToLow(DoubleToLongFunction conversion) implements VectorOperation.Unary {

        @Override
        public Vector128 apply(Vector128 operand) {
            int first = (int) conversion.applyAsLong(wide(operand.low));
            int second = (int) conversion.applyAsLong(wide(operand.high));
            return new Vector128(pack(first, second), 0);
        }
    }

    /** The lower two of four 32-bit lanes, to two f64. */
    public record LowToF64(IntToDoubleFunction conversion) implements VectorOperation.Unary {

        @Override
        public Vector128 apply(Vector128 operand) {
            long half = operand.low;
            return new Vector128(bits(conversion.applyAsDouble((int) half)), bits(conversion.applyAsDouble((int) (half >>> 32))));
        }
    }
}
