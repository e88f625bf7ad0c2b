// SPDX-License-Identifier: Apache-2.0
package org.emgraal.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Value;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** C kernels compiled to WebAssembly, warm; the modules are read from the folder {@code emgraal.kernels} names. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class KernelBenchmark {

    @Param({"fannkuch:9", "fib:35", "interp:1000000", "mandel:600", "matmul:384", "memops:10", "nbody:300000", "objs:3000000", "qsortk:400000", "sha256:20000"})
    public String kernel;

    private Context context;
    private Value run;
    private int argument;

    @Setup
    public void load() throws IOException {
        String[] parts = kernel.split(":");
        argument = Integer.parseInt(parts[1]);
        context = Context.newBuilder("emscripten").build();
        run = Kernels.load(context, Path.of(System.getProperty("emgraal.kernels", "../shared/kernels"), parts[0] + ".wasm"));
    }

    @TearDown
    public void close() {
        context.close();
    }

    @Benchmark
    public int call() {
        return run.execute(argument).asInt();
    }
}
