// SPDX-License-Identifier: Apache-2.0
package org.emgraal.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import org.emgraal.InsideEngine;
import org.emgraal.binary.MalformedModuleException;
import org.emgraal.validation.InvalidModuleException;
import org.graalvm.polyglot.Engine;

/**
 * Behind {@code ci/fuzz.sh}: does here what Node did with random modules and compares. Arguments: the folder that
 * {@code ci/fuzz/modules.mjs} filled, then modes.
 */
final class FuzzMain {

    private static final String BLOCK = "= ";
    private static final long STACK = 64L << 20;
    private static final int REPORT_EVERY = 100;

    /** One module: {@code run} and what Node observed, or whether it is {@code valid} or {@code invalid REASON}. */
    private record Expectation(String file, String verdict, List<String> lines) {
    }

    private final Path folder;
    private final List<EngineMode> modes;
    private int compared;
    private int skipped;
    private int different;

    private FuzzMain(Path folder, List<EngineMode> modes) {
        this.folder = folder;
        this.modes = modes;
    }

    public static void main(String[] arguments) throws Exception {
        List<EngineMode> modes = new ArrayList<>();
        for (int i = 1; i < arguments.length; i++) {
            modes.add(EngineMode.valueOf(arguments[i].toUpperCase(Locale.ROOT)));
        }
        FuzzMain main = new FuzzMain(Path.of(arguments[0]), modes);
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread thread = new Thread(null, () -> {
            try {
                main.compareAll();
            } catch (Throwable e) {
                failure.set(e);
            }
        }, "fuzz", STACK);
        thread.start();
        thread.join();
        if (failure.get() != null) {
            throw new IllegalStateException(failure.get());
        }
        System.out.println("%d agree, %d differ, %d skipped".formatted(main.compared - main.different, main.different, main.skipped));
        System.exit(main.different == 0 && main.compared > 0 ? 0 : 1);
    }

    private void compareAll() throws IOException {
        int modules = 0;
        for (Expectation expectation : read(Files.readAllLines(folder.resolve("expected.txt")))) {
            byte[] bytes = Files.readAllBytes(folder.resolve(expectation.file));
            if (!expectation.verdict.equals("run")) {
                String verdict = validate(bytes);
                report(expectation, "validation", word(verdict).equals(word(expectation.verdict)) ? null
                                : "Node says " + expectation.verdict + ", we say " + verdict);
                continue;
            }
            if (++modules % REPORT_EVERY == 0) {
                System.out.println(modules + " modules compared");
            }
            if (!expectation.lines.isEmpty() && expectation.lines.getLast().startsWith("skip ")) {
                skipped++;
                continue;
            }
            for (EngineMode mode : modes) {
                report(expectation, mode.name().toLowerCase(Locale.ROOT), difference(expectation.lines, run(mode, bytes)));
            }
        }
    }

    private static List<Expectation> read(List<String> text) {
        List<Expectation> expectations = new ArrayList<>();
        for (String line : text) {
            if (line.startsWith(BLOCK)) {
                String[] header = line.substring(BLOCK.length()).split(" ", 2);
                expectations.add(new Expectation(header[0], header[1], new ArrayList<>()));
            } else {
                expectations.getLast().lines.add(line);
            }
        }
        return expectations;
    }

    private void report(Expectation expectation, String mode, String difference) {
        compared++;
        if (difference != null) {
            different++;
            System.out.println("DIFFERENT %s (%s): %s".formatted(expectation.file, mode, difference));
        }
    }

    private static String word(String verdict) {
        return verdict.split(" ", 2)[0];
    }

    /** Null if both observed the same, up to where one of them ran out of stack. */
    private static String difference(List<String> node, List<String> ours) {
        int common = Math.min(node.size(), ours.size());
        for (int i = 0; i < common; i++) {
            if (node.get(i).equals(FuzzHost.EXHAUSTED) || ours.get(i).equals(FuzzHost.EXHAUSTED)) {
                return null;
            }
            if (!node.get(i).equals(ours.get(i))) {
                return "line %d is `%s` on Node and `%s` here".formatted(i + 1, node.get(i), ours.get(i));
            }
        }
        return node.size() == ours.size() ? null : "%d lines on Node, %d here".formatted(node.size(), ours.size());
    }

    private static List<String> run(EngineMode mode, byte[] bytes) {
        List<String> lines = new ArrayList<>();
        try (Engine engine = mode.newEngine()) {
            InsideEngine.run(engine, state -> lines.addAll(new FuzzHost(state).run(state.module("fuzz", bytes, null, mode.translation()))));
        } catch (RuntimeException | Error e) {
            lines.add("internal error " + e);
        }
        return lines;
    }

    /** {@code valid}, {@code invalid REASON}, or what went wrong. */
    private static String validate(byte[] bytes) {
        String[] verdict = {"valid"};
        try (Engine engine = EngineMode.INTERPRETER.newEngine()) {
            InsideEngine.run(engine, state -> {
                try {
                    state.module("mutant", bytes, null, EngineMode.INTERPRETER.translation());
                } catch (MalformedModuleException | InvalidModuleException e) {
                    verdict[0] = "invalid " + e.getMessage();
                }
            });
        } catch (RuntimeException | Error e) {
            return "internal error " + e;
        }
        return verdict[0];
    }
}
