// SPDX-License-Identifier: Apache-2.0
package org.emgraal.conformance;

import com.oracle.truffle.api.exception.AbstractTruffleException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.emgraal.InsideEngine;
import org.emgraal.binary.MalformedModuleException;
import org.emgraal.module.FunctionBody;
import org.emgraal.module.WasmModule;
import org.emgraal.runtime.ModuleCode;
import org.emgraal.translation.FunctionSizeException;
import org.emgraal.validation.InvalidModuleException;
import org.graalvm.polyglot.Engine;

/**
 * Behind {@code ci/mutate.sh}: damages real modules, decodes and validates them, and translates the damaged functions of
 * those that are valid still. Each ends in time, in the JVM's memory, and well or with one of the exceptions made for
 * bad modules. Arguments: COUNT SEED FILE...
 */
final class MutateMain {

    /** For one mutant; a module of 10 MB takes a second, on a busy machine several. */
    private static final long SECONDS = 120;

    private final Random random;
    private int valid;
    private int rejected;
    private int failed;
    private long slowest;
    private volatile String current = "";
    private volatile long started = Long.MAX_VALUE;

    private MutateMain(long seed) {
        this.random = new Random(seed);
    }

    public static void main(String[] arguments) throws Exception {
        int count = Integer.parseInt(arguments[0]);
        MutateMain main = new MutateMain(Long.parseLong(arguments[1]));
        List<byte[]> originals = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (String file : Arrays.asList(arguments).subList(2, arguments.length)) {
            originals.add(Files.readAllBytes(Path.of(file)));
            names.add(Path.of(file).getFileName().toString());
        }
        Thread watch = new Thread(main::watch, "watch");
        watch.setDaemon(true);
        watch.start();
        for (int i = 0; i < count; i++) {
            int which = i % originals.size();
            main.check("mutant %d of %s".formatted(i, names.get(which)), originals.get(which));
        }
        System.out.printf("slowest mutant %d ms%n%d valid, %d rejected, %d failed%n", main.slowest / 1_000_000, main.valid, main.rejected, main.failed);
        System.exit(main.failed == 0 ? 0 : 1);
    }

    /** What hangs ends the JVM: nothing else stops it. */
    private void watch() {
        while (true) {
            try {
                Thread.sleep(1000);
            } catch (InterruptedException e) {
                return;
            }
            if (System.nanoTime() - started > SECONDS * 1_000_000_000L && started != Long.MAX_VALUE) {
                System.out.println("HANGS " + current);
                Runtime.getRuntime().halt(1);
            }
        }
    }

    private void check(String name, byte[] original) {
        byte[] mutant = Mutation.of(original, random);
        current = name;
        long start = System.nanoTime();
        started = start;
        try (Engine engine = EngineMode.INTERPRETER.newEngine()) {
            InsideEngine.run(engine, state -> {
                try {
                    translate(state.module("mutant", mutant, null, EngineMode.INTERPRETER.translation()), original);
                    valid++;
                } catch (MalformedModuleException | InvalidModuleException e) {
                    rejected++;
                }
            });
        } catch (RuntimeException | Error e) {
            failed++;
            System.out.println("FAIL " + name + ": " + e);
            if (!(e instanceof AbstractTruffleException) && e.getStackTrace().length > 0) {
                System.out.println("    at " + e.getStackTrace()[0]);
            }
        }
        started = Long.MAX_VALUE;
        slowest = Math.max(slowest, System.nanoTime() - start);
    }

    /** The functions that are not as in the original. */
    private static void translate(ModuleCode code, byte[] original) {
        WasmModule module = code.module();
        int imported = code.indexSpaces().importedFunctions();
        int shift = module.bytes().length - original.length;
        for (int i = 0; i < module.bodies().length; i++) {
            FunctionBody body = module.bodies()[i];
            if (differs(module.bytes(), body, original, 0) && differs(module.bytes(), body, original, shift)) {
                try {
                    code.target(imported + i);
                } catch (FunctionSizeException tooLarge) {
                    // Refused cleanly.
                }
            }
        }
    }

    private static boolean differs(byte[] bytes, FunctionBody body, byte[] original, int shift) {
        int start = body.start() - shift;
        int end = body.end() - shift;
        return start < 0 || end > original.length || !Arrays.equals(bytes, body.start(), body.end(), original, start, end);
    }
}
