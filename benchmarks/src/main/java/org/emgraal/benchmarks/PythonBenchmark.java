// SPDX-License-Identifier: Apache-2.0
package org.emgraal.benchmarks;

import java.util.concurrent.TimeUnit;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Source;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Small pieces of Python, warm, in one context; run JMH with a large {@code -Xss}. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class PythonBenchmark {

    private static final String LANGUAGE = "emscripten-python";

    private Context context;
    private Source trivial;
    private Source fib;
    private Source loop;

    @Setup
    public void start() {
        context = Context.create(LANGUAGE);
        context.eval(LANGUAGE, "def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)");
        trivial = Source.create(LANGUAGE, "1");
        fib = Source.create(LANGUAGE, "fib(15)");
        loop = Source.create(LANGUAGE, "sum(i * i for i in range(1000))");
    }

    @TearDown
    public void close() {
        context.close();
    }

    /** The cost of an evaluation itself. */
    @Benchmark
    public int evaluate() {
        return context.eval(trivial).asInt();
    }

    /** Calls. */
    @Benchmark
    public int recursion() {
        return context.eval(fib).asInt();
    }

    /** A generator and integer arithmetic. */
    @Benchmark
    public int generator() {
        return context.eval(loop).asInt();
    }
}
