// SPDX-License-Identifier: Apache-2.0
package org.emgraal.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import javax.management.ObjectName;
import org.emgraal.binary.ModuleDecoder;
import org.emgraal.module.WasmModule;
import org.emgraal.validation.ModuleValidator;
import org.graalvm.polyglot.Context;

/**
 * What a module costs before it runs, and what the code of CPython's functions costs that have run. Arguments: the
 * module, how often to load it.
 */
public final class ModuleMain {

    private static final String PROGRAM = "import json, re, collections, random, decimal; " +
                    "print(len(json.dumps([re.sub('[aeiou]', str(i), 'evaluation') for i in range(1000)])))";
    /** Classes of which a function's code consists, as they begin in a class histogram; node arrays are theirs too. */
    private static final List<String> CODE = List.of("org.emgraal.nodes.", "[Lorg.emgraal.nodes.", "com.oracle.truffle.runtime.Optimized",
                    "com.oracle.truffle.api.frame.FrameDescriptor");
    private static final String FUNCTION = "org.emgraal.nodes.FunctionRootNode";
    private static final long STACK = 512L << 20;
    private static final double MEGA = 1 << 20;

    private ModuleMain() {
    }

    public static void main(String[] arguments) throws Exception {
        byte[] bytes = Files.readAllBytes(Path.of(arguments[0]));
        int repeats = Integer.parseInt(arguments[1]);
        System.out.printf("%-28s %9s %9s %13s %9s%n", "of " + bytes.length + " bytes", "first ms", "best ms", "peak heap MB", "kept MB");
        load("decode, validate lazily", bytes, false, repeats);
        load("decode, validate eagerly", bytes, true, repeats);
        Thread thread = new Thread(null, ModuleMain::measureCode, "python", STACK);
        thread.start();
        thread.join();
    }

    private static WasmModule load(byte[] bytes, boolean eagerly) {
        WasmModule module = ModuleDecoder.decode("module", bytes);
        ModuleValidator validator = ModuleValidator.validate(module);
        if (eagerly) {
            validator.validateFunctions();
        }
        return module;
    }

    private static void load(String title, byte[] bytes, boolean eagerly, int repeats) {
        AtomicReference<WasmModule> kept = new AtomicReference<>();
        long before = usedHeap();
        heap().forEach(MemoryPoolMXBean::resetPeakUsage);
        double first = milliseconds(() -> kept.set(load(bytes, eagerly)));
        long peak = heap().stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
        long after = usedHeap();
        double best = first;
        for (int i = 1; i < repeats; i++) {
            best = Math.min(best, milliseconds(() -> kept.set(load(bytes, eagerly))));
        }
        System.out.printf("%-28s %9.0f %9.0f %13.1f %9.1f%n", title, first, best, (peak - before) / MEGA, (after - before) / MEGA);
    }

    private static double milliseconds(Runnable action) {
        long start = System.nanoTime();
        action.run();
        return (System.nanoTime() - start) / 1e6;
    }

    private static List<MemoryPoolMXBean> heap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream().filter(pool -> pool.getType() == MemoryType.HEAP).toList();
    }

    private static long usedHeap() {
        System.gc();
        return heap().stream().mapToLong(pool -> pool.getUsage().getUsed()).sum();
    }

    private static void measureCode() {
        try (Context context = Context.create("emscripten-python")) {
            context.eval("emscripten-python", PROGRAM);
            String histogram = (String) ManagementFactory.getPlatformMBeanServer().invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"), "gcClassHistogram", new Object[]{null},
                            new String[]{String[].class.getName()});
            long size = 0;
            long functions = 0;
            for (String line : histogram.split("\n")) {
                // Rank, instances, bytes, class, and in parentheses its module.
                String[] columns = line.strip().split("\\s+");
                if (columns.length < 4 || CODE.stream().noneMatch(columns[3]::startsWith)) {
                    continue;
                }
                size += Long.parseLong(columns[2]);
                functions += columns[3].equals(FUNCTION) ? Long.parseLong(columns[1]) : 0;
            }
            System.out.printf("%n%d functions of CPython have run: %.1f MB of nodes and call targets, %d bytes each%n", functions, size / MEGA,
                            size / functions);
        } catch (javax.management.JMException e) {
            throw new IllegalStateException(e);
        }
    }
}
