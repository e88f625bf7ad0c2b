// SPDX-License-Identifier: Apache-2.0
package org.emgraal.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Value;

/** Calls a kernel again and again, one line per call: result, wall ms, CPU ms of the calling thread. */
public final class KernelMain {

    private KernelMain() {
    }

    public static void main(String[] arguments) throws Exception {
        int argument = Integer.parseInt(arguments[1]);
        int repeats = Integer.parseInt(arguments[2]);
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long start = System.nanoTime();
        try (Context context = Context.newBuilder("emscripten").build()) {
            Value run = Kernels.load(context, Path.of(arguments[0]));
            System.out.printf("load %.1f%n", (System.nanoTime() - start) / 1e6);
            for (int i = 0; i < repeats; i++) {
                long wall = System.nanoTime();
                long cpu = threads.getCurrentThreadCpuTime();
                int result = run.execute(argument).asInt();
                System.out.printf("%d %.3f %.3f%n", result, (System.nanoTime() - wall) / 1e6,
                                (threads.getCurrentThreadCpuTime() - cpu) / 1e6);
            }
        }
    }
}
