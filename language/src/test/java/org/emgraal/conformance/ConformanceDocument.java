// SPDX-License-Identifier: Apache-2.0
package org.emgraal.conformance;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code docs/conformance.md}. */
final class ConformanceDocument {

    private static final String HEAD = """
                    # Conformance

                    What the WebAssembly specification's test suite says of this implementation, by folder of
                    `../shared/conformance/spec.tar.gz` and by mode: assertions passed / failed / skipped. Written by
                    `ci/conformance.sh --mode interpreter --mode compiled --mode default --document docs/conformance.md`.

                    * `interpreter`: without compilation; `compiled`: every function compiled before it first runs, and a
                      bailout is a failure; `default`: as programs run.
                    * Skipped are assertions about the text format, which is not read here, and two that later proposals
                      made valid (several tables, several memories).
                    * Custom descriptors and page sizes are proposals that Emscripten does not emit and that are not
                      implemented: a module that needs them is refused ([limitations.md](limitations.md)). What passes in
                      their folders are the suite's other tests.
                    * The wall time is that of one JVM on two cores beside other work: it compares modes, no more.

                    Beyond the suite, `ci/fuzz.sh --modules N --seed S` compares random modules with Node on all tiers, and
                    `ci/mutate.sh --modules N --seed S` damages real ones; each prints what it found.

                    """;

    private ConformanceDocument() {
    }

    static String of(List<EngineMode> modes, Map<String, Map<EngineMode, Tally>> results, Map<EngineMode, Duration> times) {
        StringBuilder text = new StringBuilder(HEAD.stripIndent()).append("| folder |");
        modes.forEach(mode -> text.append(' ').append(mode.name().toLowerCase(Locale.ROOT)).append(" |"));
        text.append("\n|---|").append("---|".repeat(modes.size())).append('\n');
        results.forEach((folder, tallies) -> {
            text.append("| ").append(folder).append(" |");
            modes.forEach(mode -> text.append(' ').append(cell(tallies.get(mode))).append(" |"));
            text.append('\n');
        });
        text.append("| **all** |");
        for (EngineMode mode : modes) {
            Tally sum = new Tally();
            results.values().forEach(tallies -> sum.add(tallies.get(mode)));
            text.append(' ').append(cell(sum)).append(" |");
        }
        text.append("\n| wall time |");
        modes.forEach(mode -> text.append(String.format(Locale.ROOT, " %,d s |", times.get(mode).toSeconds())));
        return text.append('\n').toString();
    }

    private static String cell(Tally tally) {
        return String.format(Locale.ROOT, "%,d / %d / %,d", tally.passed(), tally.failures().size(), tally.skipped());
    }
}
