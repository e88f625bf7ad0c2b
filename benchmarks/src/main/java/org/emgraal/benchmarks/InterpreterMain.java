// SPDX-License-Identifier: Apache-2.0
package org.emgraal.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;

/**
 * How fast WebAssembly is interpreted, without Graal's compiler: CPython's initialisation, in contexts of one engine, in CPU
 * time of the thread that runs it. Argument: number of contexts.
 */
public final class InterpreterMain {

    private static final String LANGUAGE = "emscripten-python";
    private static final long STACK = 512L << 20;
    /**
     * Instructions of {@code main} in Pyodide 314.0.7, which is all of the initialisation, with a standard library of
     * bytecode; counted by instrumenting the module.
     */
    private static final double MILLIONS = 98;

    private InterpreterMain() {
    }

    public static void main(String[] arguments) throws Exception {
        int count = Integer.parseInt(arguments[0]);
        Thread thread = new Thread(null, () -> start(count), "interpreter", STACK);
        thread.start();
        thread.join();
    }

    private static void start(int count) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        try (Engine engine = Engine.newBuilder().allowExperimentalOptions(true).option("engine.Compilation", "false").build()) {
            for (int i = 1; i <= count; i++) {
                long before = threads.getCurrentThreadCpuTime();
                try (Context context = Context.newBuilder(LANGUAGE).engine(engine).option(LANGUAGE + ".Snapshot", "false").build()) {
                    context.initialize(LANGUAGE);
                    context.eval(LANGUAGE, "None");
                    double milliseconds = (threads.getCurrentThreadCpuTime() - before) / 1e6;
                    System.out.printf("start %2d: %7.0f ms CPU, %5.1f million instructions a second%n", i, milliseconds, MILLIONS / milliseconds * 1000);
                }
            }
        }
    }
}
