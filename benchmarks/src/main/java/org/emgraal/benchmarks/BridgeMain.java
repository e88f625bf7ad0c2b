// SPDX-License-Identifier: Apache-2.0
package org.emgraal.benchmarks;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/**
 * The operations of {@link BridgeBenchmark} in the calling thread's CPU time, for machines that others use too. Arguments: how
 * many seconds of CPU each operation gets (the best fifth of a second of them counts), and the names of the operations, by
 * default all. Prints microseconds.
 */
public final class BridgeMain {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    /** Nanoseconds of CPU time that one measurement takes. */
    private static final long SLICE = 200_000_000;
    private static final double NANOSECONDS = 1e9;
    private static final double MICROSECOND = 1e3;

    private BridgeMain() {
    }

    public static void main(String[] arguments) throws Throwable {
        double seconds = arguments.length == 0 ? 10 : Double.parseDouble(arguments[0]);
        List<String> names = Arrays.asList(arguments).subList(Math.min(1, arguments.length), arguments.length);
        BridgeBenchmark benchmark = new BridgeBenchmark();
        benchmark.start();
        for (Method operation : operations(names)) {
            MethodHandle handle = MethodHandles.lookup().unreflect(operation).bindTo(benchmark);
            OperationsPerInvocation inner = operation.getAnnotation(OperationsPerInvocation.class);
            double best = best(handle, (long) (seconds * NANOSECONDS)) / MICROSECOND / (inner == null ? 1 : inner.value());
            System.out.printf("%-22s %10.3f%n", operation.getName(), best);
        }
        benchmark.close();
    }

    private static List<Method> operations(List<String> names) {
        List<Method> operations = new ArrayList<>();
        for (Method method : BridgeBenchmark.class.getDeclaredMethods()) {
            if (method.isAnnotationPresent(Benchmark.class) && (names.isEmpty() || names.contains(method.getName()))) {
                operations.add(method);
            }
        }
        operations.sort(Comparator.comparing(Method::getName));
        return operations;
    }

    /** Nanoseconds of the thread for one call. */
    private static double best(MethodHandle operation, long budget) throws Throwable {
        long end = THREADS.getCurrentThreadCpuTime() + budget;
        double best = Double.MAX_VALUE;
        int batch = 1;
        long begin = THREADS.getCurrentThreadCpuTime();
        while (begin < end) {
            for (int i = 0; i < batch; i++) {
                operation.invoke();
            }
            long now = THREADS.getCurrentThreadCpuTime();
            if (now - begin < SLICE) {
                batch *= 2;
            } else {
                best = Math.min(best, (double) (now - begin) / batch);
                batch = (int) Math.max(1, (double) batch * SLICE / (now - begin));
            }
            begin = now;
        }
        return best;
    }
}
