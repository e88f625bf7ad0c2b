// SPDX-License-Identifier: Apache-2.0
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;

/**
 * Runs modules of CPython's regression tests, each in a context of its own on one engine, so that code is compiled
 * once. {@code cptest.py} logs a line per test; all state is in these logs, so that a run can go on after this process
 * died. Started by {@code cpython-tests.sh}.
 *
 * <p>A test during which the guest dies or falls silent counts as failed; the module goes on behind it in a new context.
 */
public final class CPythonTests {
    /** Exit status that asks to be started again: a guest could not be stopped. */
    private static final int AGAIN = 75;
    private static final long STACK_SIZE = 1L << 30;
    private static final int MOST_DEATHS = 40;
    private static final Set<String> ENDS = Set.of("END", "MODSKIP", "MODERROR");
    private static final Set<String> PASSES = Set.of("OK", "XFAIL");
    private static final Set<String> FAILURES = Set.of("FAIL", "ERROR", "XPASS", "CLASSERROR", "MODERROR", "DIED");

    private final Path data;
    private final Path tests;
    private final Path logs;
    private final long silence;
    private final Set<String> excluded;
    private final Map<String, Set<String>> required = new LinkedHashMap<>();
    private final Map<String, String> baseline = new LinkedHashMap<>();

    private CPythonTests(Path data, Path tests, Path logs, long silence) throws IOException {
        this.data = data;
        this.tests = tests;
        this.logs = logs;
        this.silence = silence;
        excluded = new HashSet<>(Files.readAllLines(data.resolve("exclude.txt")));
        for (String line : Files.readAllLines(data.resolve("must-pass.tsv"))) {
            String[] fields = line.split("\t");
            required.computeIfAbsent(fields[0], module -> new LinkedHashSet<>()).add(fields[1]);
        }
        for (String line : Files.readAllLines(data.resolve("baseline-node.md"))) {
            String[] cells = line.split("\\s*\\|\\s*");
            if (cells.length >= 5 && cells[1].startsWith("test_")) {
                baseline.put(cells[1], cells[2] + " passed, " + cells[3] + " failed, " + cells[4] + " skipped");
            }
        }
    }

    /** Arguments: folder of the test data, folder with package test, folder of the logs, seconds of silence, modules. */
    public static void main(String[] arguments) throws Exception {
        CPythonTests runner = new CPythonTests(Path.of(arguments[0]), Path.of(arguments[1]), Path.of(arguments[2]),
                        Long.parseLong(arguments[3]));
        List<String> modules = new ArrayList<>(List.of(arguments).subList(4, arguments.length));
        if (modules.isEmpty()) {
            modules.addAll(runner.required.keySet());
            modules.sort((a, b) -> runner.required.get(b).size() - runner.required.get(a).size());
        }
        int[] total = new int[3];
        try (Engine engine = Engine.newBuilder().allowExperimentalOptions(true).build()) {
            for (String module : modules) {
                boolean before = runner.hasEnded(module);
                long start = System.nanoTime();
                runner.run(engine, module);
                int[] counts = runner.report(module, before ? null : (System.nanoTime() - start) / 1_000_000_000);
                for (int i = 0; i < total.length; i++) {
                    total[i] += counts[i];
                }
            }
        }
        System.out.printf("%d passed, %d failed, %d skipped%n", total[0], total[1], total[2]);
        System.exit(total[1] == 0 ? 0 : 1);
    }

    // ---- running

    private Path log(String module) {
        return logs.resolve(module + ".tsv");
    }

    private List<String[]> lines(String module) throws IOException {
        List<String[]> lines = new ArrayList<>();
        if (Files.exists(log(module))) {
            for (String line : new String(Files.readAllBytes(log(module)), java.nio.charset.StandardCharsets.UTF_8).split("\n")) {
                String[] fields = line.split("\t");
                if (fields.length >= 2) {
                    lines.add(fields);
                }
            }
        }
        return lines;
    }

    private boolean hasEnded(String module) throws IOException {
        return lines(module).stream().anyMatch(line -> ENDS.contains(line[0]));
    }

    private void run(Engine engine, String module) throws Exception {
        noteDeath(module, "the process died");
        for (int deaths = 0; !hasEnded(module); deaths++) {
            if (deaths == MOST_DEATHS) {
                write(module, "MODERROR\t" + module + "\t0\tgiven up after " + MOST_DEATHS + " deaths\n");
                return;
            }
            noteDeath(module, runOnce(engine, module));
        }
    }

    /** If the module's log stops inside a test, that test has died. */
    private void noteDeath(String module, String why) throws IOException {
        List<String[]> lines = lines(module);
        if (!lines.isEmpty() && !hasEnded(module)) {
            String[] last = lines.getLast();
            String[] flat = {why.replace('\n', ' ').replace('\t', ' ')};
            write(module, (last[0].equals("START") ? "DIED\t" + last[1] : "MODERROR\t" + module + " after " + last[1])
                            + "\t0\t" + flat[0] + "\n");
        } else if (lines.isEmpty() && !why.equals("the process died")) {
            write(module, "MODERROR\t" + module + "\t0\t" + why.replace('\n', ' ') + "\n");
        }
    }

    private void write(String module, String text) throws IOException {
        Files.writeString(log(module), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** Why it ended. */
    private String runOnce(Engine engine, String module) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(data.resolve("cptest.py").toString(), tests.toString(), module,
                        log(module).toString()));
        Set<String> skip = new TreeSet<>(excluded);
        lines(module).stream().filter(line -> !line[0].equals("START")).forEach(line -> skip.add(line[1]));
        arguments.addAll(skip);
        Context context = Context.newBuilder().engine(engine).allowAllAccess(true).allowExperimentalOptions(true)
                        .in(InputStream.nullInputStream()).out(OutputStream.nullOutputStream()).err(OutputStream.nullOutputStream())
                        .option("emscripten-python.RunCommandLine", "true")
                        .arguments("emscripten-python", arguments.toArray(String[]::new)).build();
        String[] end = {"it ended"};
        Thread guest = new Thread(null, () -> {
            try {
                context.eval(Source.newBuilder("emscripten-python", "", "<command line>").internal(true).buildLiteral());
            } catch (PolyglotException exception) {
                end[0] = exception.isExit() ? "exit status " + exception.getExitStatus() : exception.getMessage();
                if (exception.isInternalError()) {
                    exception.printStackTrace();
                }
            } catch (Throwable throwable) {
                end[0] = throwable.toString();
            }
        }, module, STACK_SIZE);
        guest.setDaemon(true);
        guest.start();
        long size = -1;
        long heard = System.nanoTime();
        while (guest.isAlive()) {
            guest.join(500);
            long now = Files.exists(log(module)) ? Files.size(log(module)) : 0;
            if (now != size) {
                size = now;
                heard = System.nanoTime();
            } else if (System.nanoTime() - heard > silence * 1_000_000_000L) {
                stop(context, guest, module);
                return "silent for " + silence + " s";
            }
        }
        stop(context, guest, module);
        return end[0];
    }

    private void stop(Context context, Thread guest, String module) throws Exception {
        Thread closer = new Thread(() -> context.close(true), "close");
        closer.setDaemon(true);
        closer.start();
        closer.join(60_000);
        if (closer.isAlive() || guest.isAlive()) {
            guest.join(5_000);
            if (guest.isAlive()) {
                System.err.println(module + ": the guest does not stop:");
                for (StackTraceElement element : guest.getStackTrace()) {
                    System.err.println("    " + element);
                }
                noteDeath(module, "silent for " + silence + " s, and could not be stopped");
                Runtime.getRuntime().halt(AGAIN);
            }
        }
    }

    // ---- reporting

    /** Prints the module's line; passed, failed, skipped. */
    private int[] report(String module, Long seconds) throws IOException {
        Map<String, String[]> results = new LinkedHashMap<>();
        for (String[] line : lines(module)) {
            boolean said = line.length > 3 && line[3].equals("CP_SKIP");
            if (!Set.of("START", "BEGIN", "END").contains(line[0]) && !(said && results.containsKey(line[1]))
                            && !(results.containsKey(line[1]) && FAILURES.contains(results.get(line[1])[0]))) {
                results.put(line[1], line);
            }
        }
        Set<String> must = required.getOrDefault(module, Set.of());
        int passed = 0;
        int skipped = 0;
        List<String> failures = new ArrayList<>();
        List<String> others = new ArrayList<>();
        for (String[] line : results.values()) {
            passed += PASSES.contains(line[0]) ? 1 : 0;
            if (line[0].endsWith("SKIP") && !must.contains(line[1])) {
                skipped++;
            } else if (FAILURES.contains(line[0]) && !must.contains(line[1]) && !excluded.contains(line[1])) {
                (must.isEmpty() ? failures : others).add(describe(line));
            }
        }
        for (String id : must) {
            String[] line = results.get(id);
            if (line == null) {
                failures.add("NOT RUN " + id);
            } else if (!PASSES.contains(line[0])) {
                failures.add(describe(line));
            }
        }
        if (seconds != null) {
            System.out.printf("%s: %d passed, %d failed, %d skipped in %d s (Node: %s)%n", module, passed, failures.size(), skipped,
                            seconds, baseline.getOrDefault(module, "no baseline"));
            failures.forEach(failure -> System.out.println("    " + failure));
            others.forEach(other -> System.out.println("    not required: " + other));
        }
        return new int[]{passed, failures.size(), skipped};
    }

    private static String describe(String[] line) {
        return line[0] + " " + line[1] + (line.length > 3 ? ": " + line[3] : "");
    }
}
