// SPDX-License-Identifier: Apache-2.0
package org.emgraal.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.emgraal.conformance.SpecSuite.Script;

/** Behind {@code ci/conformance.sh}: runs folders of the specification's test suite, with a line for each. */
final class ConformanceMain {

    private static final String USAGE = "usage: [--suite PATH] [--mode interpreter|compiled|baseline|default]... [--document FILE] [FOLDER]...";

    private Path suite;
    private final List<EngineMode> modes = new ArrayList<>();
    private Path document;
    private final List<String> wanted = new ArrayList<>();

    private ConformanceMain() {
    }

    public static void main(String[] arguments) throws Exception {
        ConformanceMain main = new ConformanceMain();
        try {
            main.parse(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.err.println(USAGE);
            System.exit(2);
        }
        System.exit(main.run() ? 0 : 1);
    }

    private void parse(String[] arguments) {
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--suite" -> suite = Path.of(value(arguments, ++i));
                case "--mode" -> modes.add(EngineMode.valueOf(value(arguments, ++i).toUpperCase(Locale.ROOT)));
                case "--document" -> document = Path.of(value(arguments, ++i));
                default -> wanted.add(arguments[i]);
            }
        }
        if (modes.isEmpty()) {
            modes.add(EngineMode.DEFAULT);
        }
    }

    private static String value(String[] arguments, int index) {
        if (index == arguments.length) {
            throw new IllegalArgumentException(arguments[index - 1] + " needs a value");
        }
        return arguments[index];
    }

    /** True if nothing failed. */
    private boolean run() throws IOException {
        Map<String, List<Script>> folders = select();
        Map<String, Map<EngineMode, Tally>> results = new TreeMap<>();
        Map<EngineMode, Duration> times = new EnumMap<>(EngineMode.class);
        Tally total = new Tally();
        for (EngineMode mode : modes) {
            Instant start = Instant.now();
            for (Map.Entry<String, List<Script>> folder : folders.entrySet()) {
                Tally tally = SuiteRunner.run(mode, folder.getValue());
                tally.failures().forEach(failure -> System.out.println("FAIL " + failure));
                System.out.println((modes.size() > 1 ? mode.name().toLowerCase(Locale.ROOT) + " " : "") + folder.getKey() + ": " + tally);
                results.computeIfAbsent(folder.getKey(), key -> new EnumMap<>(EngineMode.class)).put(mode, tally);
                total.add(tally);
            }
            times.put(mode, Duration.between(start, Instant.now()));
        }
        if (document != null) {
            Files.writeString(document, ConformanceDocument.of(modes, results, times));
        }
        System.out.println(total.summary());
        return total.failures().isEmpty();
    }

    /** The suite's folders of the given names, or scripts elsewhere; a name of neither is an error that is counted. */
    private Map<String, List<Script>> select() throws IOException {
        Map<String, List<Script>> available = suite != null && Files.exists(suite) ? SpecSuite.load(suite) : Map.of();
        Map<String, List<Script>> selected = new TreeMap<>();
        if (wanted.isEmpty()) {
            if (available.isEmpty()) {
                throw new IOException("there is no test suite at " + suite);
            }
            return available;
        }
        for (String name : wanted) {
            Map<String, List<Script>> found = available.containsKey(name) ? Map.of(name, available.get(name))
                            : Files.exists(Path.of(name)) ? SpecSuite.load(Path.of(name)) : Map.of();
            if (found.isEmpty()) {
                found = Map.of(name, List.of(SpecSuite.unreadable(name, "no such folder, or no scripts in it")));
            }
            found.forEach((folder, scripts) -> selected.computeIfAbsent(folder, key -> new ArrayList<>()).addAll(scripts));
        }
        return selected;
    }
}
