// SPDX-License-Identifier: Apache-2.0
package org.emgraal.emscripten;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.emgraal.libc.HostFunction;
import org.emgraal.libc.process.GuestProcess;

/** The host's mathematics: emscripten/em_math.h, and what {@code -sJS_MATH} takes instead of musl's. */
final class MathImports {

    private static final double LN_2 = Math.log(2);

    private final GuestProcess process;
    private final List<HostFunction> functions = new ArrayList<>();

    MathImports(GuestProcess process) {
        this.process = process;
    }

    List<HostFunction> functions() {
        unary("cbrt", Math::cbrt);
        binary("pow", Math::pow);
        functions.add(new HostFunction("emscripten_math_random", "d", a -> Math.random()));
        unary("sign", Math::signum);
        unary("sqrt", Math::sqrt);
        unary("exp", Math::exp);
        unary("expm1", Math::expm1);
        binary("fmod", (dividend, divisor) -> dividend % divisor);
        unary("log", Math::log);
        unary("log1p", Math::log1p);
        unary("log10", Math::log10);
        unary("log2", value -> Math.log(value) / LN_2);
        // As in JavaScript, halves go up.
        unary("round", value -> Math.copySign(Math.floor(value + 0.5), value));
        unary("acos", Math::acos);
        unary("acosh", value -> Math.log(value + Math.sqrt(value * value - 1)));
        unary("asin", Math::asin);
        unary("asinh", value -> Math.copySign(Math.log(Math.abs(value) + Math.sqrt(value * value + 1)), value));
        unary("atan", Math::atan);
        unary("atanh", value -> (Math.log1p(value) - Math.log1p(-value)) / 2);
        binary("atan2", Math::atan2);
        unary("cos", Math::cos);
        unary("cosh", Math::cosh);
        functions.add(new HostFunction("emscripten_math_hypot", "dii", a -> hypotenuse(a.i32(0), a.i32(1))));
        unary("sin", Math::sin);
        unary("sinh", Math::sinh);
        unary("tan", Math::tan);
        unary("tanh", Math::tanh);
        return functions;
    }

    /** The root of the sum of the squares of an array. */
    private double hypotenuse(int count, int values) {
        double result = 0;
        for (int i = 0; i < count; i++) {
            result = Math.hypot(result, process.memory().loadDouble(values + i * Double.BYTES));
        }
        return result;
    }

    private void unary(String name, DoubleUnaryOperator operator) {
        functions.add(new HostFunction("emscripten_math_" + name, "dd", a -> operator.applyAsDouble(a.f64(0))));
    }

    private void binary(String name, DoubleBinaryOperator operator) {
        functions.add(new HostFunction("emscripten_math_" + name, "ddd", a -> operator.applyAsDouble(a.f64(0), a.f64(1))));
    }
}
