// SPDX-License-Identifier: Apache-2.0
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
import java.util.TreeMap;
import java.util.stream.Stream;

/** The logs that {@code cptest.py} writes, one per module, and what they mean beside what is required. */
final class CPythonResults {
    /** Follows a module's name where it ran without the skips by the platform's name; see {@code cpython_lifted.py}. */
    static final String LIFTED = "+lifted";
    private static final Set<String> ENDS = Set.of("END", "MODSKIP", "MODERROR");
    private static final Set<String> PASSES = Set.of("OK", "XFAIL");
    private static final Set<String> FAILURES = Set.of("FAIL", "ERROR", "XPASS", "CLASSERROR", "MODERROR", "DIED");

    private static final String NOT_RUN = "NOT RUN ";
    private static final int MOST_MISSING = 5;

    final Set<String> excluded;
    final Map<String, Set<String>> required = new LinkedHashMap<>();
    private final Map<String, String> baseline = new LinkedHashMap<>();
    private final Path logs;

    /** What a module's log says: how many passed and were skipped, what failed, what failed though nothing asks for it. */
    record Summary(int passed, int skipped, List<String> failures, List<String> others) {
    }

    CPythonResults(Path data, Path logs) throws IOException {
        this.logs = logs;
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

    Path log(String module) {
        return logs.resolve(module + ".tsv");
    }

    List<String[]> lines(String module) throws IOException {
        List<String[]> lines = new ArrayList<>();
        if (Files.exists(log(module))) {
            for (String line : new String(Files.readAllBytes(log(module)), StandardCharsets.UTF_8).split("\n")) {
                String[] fields = line.split("\t");
                if (fields.length >= 2) {
                    lines.add(fields);
                }
            }
        }
        return lines;
    }

    void write(String module, String text) throws IOException {
        Files.writeString(log(module), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** Notes that all modules have been run. */
    void complete() throws IOException {
        Files.writeString(logs.resolve(".complete"), "");
    }

    boolean hasEnded(String module) throws IOException {
        return lines(module).stream().anyMatch(line -> ENDS.contains(line[0]));
    }

    /** If the module's log stops inside a test, that test has died. */
    void noteDeath(String module, String why) throws IOException {
        List<String[]> lines = lines(module);
        String reason = why.replace('\n', ' ').replace('\t', ' ');
        if (lines.isEmpty()) {
            write(module, "MODERROR\t" + module + "\t0\t" + reason + "\n");
        } else if (!hasEnded(module)) {
            String[] last = lines.getLast();
            String what = last[0].equals("START") ? "DIED\t" + last[1] : "MODERROR\t" + module + " after " + last[1];
            write(module, what + "\t0\t" + reason + "\n");
        }
    }

    Summary summary(String module) throws IOException {
        Map<String, String[]> results = new LinkedHashMap<>();
        for (String[] line : lines(module)) {
            boolean said = line.length > 3 && line[3].equals("CP_SKIP");
            if (!Set.of("START", "BEGIN", "END").contains(line[0]) && !(said && results.containsKey(line[1]))
                            && !(results.containsKey(line[1]) && FAILURES.contains(results.get(line[1])[0]))) {
                results.put(line[1], line);
            }
        }
        Set<String> must = required.getOrDefault(module.replace(LIFTED, ""), Set.of());
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
                failures.add(NOT_RUN + id);
            } else if (!PASSES.contains(line[0])) {
                failures.add(describe(line));
            }
        }
        return new Summary(passed, skipped, failures, others);
    }

    private static String describe(String[] line) {
        return line[0] + " " + line[1] + (line.length > 3 ? ": " + line[3] : "");
    }

    /** Prints the module's line and below it what failed. */
    void report(String module, Summary summary, String when) {
        System.out.printf("%s: %d passed, %d failed, %d skipped %s (Node: %s)%n", module, summary.passed, summary.failures.size(),
                        summary.skipped, when, baseline.getOrDefault(module.replace(LIFTED, ""), "no baseline"));
        summary.failures.stream().filter(failure -> !failure.startsWith(NOT_RUN)).forEach(failure -> System.out.println("    " + failure));
        List<String> missing = summary.failures.stream().filter(failure -> failure.startsWith(NOT_RUN)).toList();
        missing.stream().limit(MOST_MISSING).forEach(failure -> System.out.println("    " + failure));
        if (missing.size() > MOST_MISSING) {
            System.out.println("    " + NOT_RUN + (missing.size() - MOST_MISSING) + " more");
        }
        summary.others.forEach(other -> System.out.println("    not required: " + other));
    }

    /** A Markdown table of all modules that were run to their end. */
    void printTable() throws IOException {
        Map<String, Summary> modules = new TreeMap<>();
        try (Stream<Path> files = Files.list(logs)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                String module = file.getFileName().toString().replaceFirst("[.]tsv$", "");
                if (hasEnded(module)) {
                    modules.put(module, summary(module));
                }
            }
        }
        System.out.println("| module | passed | failed | skipped | Node |\n|---|---|---|---|---|");
        for (Map.Entry<String, Summary> entry : modules.entrySet()) {
            Summary summary = entry.getValue();
            System.out.printf("| %s | %d | %d | %d | %s |%n", entry.getKey(), summary.passed, summary.failures.size(), summary.skipped,
                            baseline.getOrDefault(entry.getKey(), ""));
        }
        System.out.printf("%n%d modules, %d tests passed; of %d that must pass in them, %d do not.%n", modules.size(),
                        modules.values().stream().mapToInt(Summary::passed).sum(),
                        modules.keySet().stream().mapToInt(module -> required.getOrDefault(module, Set.of()).size()).sum(),
                        modules.entrySet().stream().filter(entry -> required.containsKey(entry.getKey()))
                                        .mapToInt(entry -> entry.getValue().failures.size()).sum());
    }
}
