// SPDX-License-Identifier: Apache-2.0
package org.emgraal.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;

/** What further contexts of one engine cost, and what sharing the engine is worth. Argument: number of contexts. */
public final class ContextsMain {

    private static final String LANGUAGE = "emscripten-python";
    private static final String PROGRAM = "print(sum(i * i for i in range(20000)))";
    private static final int THREADS = 2;
    private static final long STACK = 512L << 20;

    private ContextsMain() {
    }

    public static void main(String[] arguments) throws Exception {
        int count = Integer.parseInt(arguments[0]);
        try (Engine engine = Engine.create()) {
            List<Context> open = new ArrayList<>();
            double[] seconds = new double[3];
            long[] resident = new long[3];
            for (int i = 0; i < seconds.length; i++) {
                long start = System.nanoTime();
                onDeepStack(() -> open.add(evaluated(engine)));
                seconds[i] = (System.nanoTime() - start) / 1e9;
                System.gc();
                resident[i] = residentMegabytes();
            }
            System.out.printf("%-28s %10s %14s%n", "until print, one engine", "s", "resident MB");
            for (int i = 0; i < seconds.length; i++) {
                System.out.printf("context %-20d %10.2f %14d%n", i + 1, seconds[i], resident[i]);
            }
            System.out.printf("second context: %.1f times as fast, %+d MB%n%n", seconds[0] / seconds[1], resident[1] - resident[0]);
            onDeepStack(() -> {
                open.forEach(context -> context.close(true));
                return null;
            });
        }
        double shared;
        try (Engine engine = Engine.create()) {
            shared = throughput(count, engine);
        }
        double separate = throughput(count, null);
        System.out.printf("%d contexts on %d threads: one engine %.2f/s, an engine each %.2f/s, ratio %.2f%n", count, THREADS, shared,
                        separate, shared / separate);
    }

    private static Context evaluated(Engine engine) {
        Context.Builder builder = Context.newBuilder(LANGUAGE).out(java.io.OutputStream.nullOutputStream());
        Context context = (engine == null ? builder : builder.engine(engine)).build();
        context.eval(LANGUAGE, PROGRAM);
        return context;
    }

    private static double throughput(int count, Engine engine) throws Exception {
        long start = System.nanoTime();
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS, task -> new Thread(null, task, "contexts", STACK))) {
            List<Future<?>> runs = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                runs.add(threads.submit(() -> evaluated(engine).close()));
            }
            for (Future<?> run : runs) {
                run.get();
            }
        }
        return count / ((System.nanoTime() - start) / 1e9);
    }

    private static void onDeepStack(Callable<?> action) throws Exception {
        try (ExecutorService thread = Executors.newSingleThreadExecutor(task -> new Thread(null, task, "python", STACK))) {
            thread.submit(action).get();
        }
    }

    /** Linux only: elsewhere nobody says, and the figure is 0. */
    private static long residentMegabytes() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return 0;
        }
        for (String line : Files.readAllLines(status)) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
            }
        }
        return 0;
    }
}
