// SPDX-License-Identifier: Apache-2.0
package org.emgraal.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts what passed, failed and was skipped, with the reasons. */
final class Tally {

    private int passed;
    private final List<String> failures = new ArrayList<>();
    private final Map<String, Integer> skipped = new TreeMap<>();

    void pass() {
        passed++;
    }

    void fail(String where, String reason) {
        failures.add(where + ": " + reason.lines().findFirst().orElse(""));
    }

    void skip(String reason) {
        skipped.merge(reason, 1, Integer::sum);
    }

    void add(Tally other) {
        passed += other.passed;
        failures.addAll(other.failures);
        other.skipped.forEach((reason, count) -> skipped.merge(reason, count, Integer::sum));
    }

    int passed() {
        return passed;
    }

    List<String> failures() {
        return failures;
    }

    int skipped() {
        return skipped.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** {@code N passed, N failed, N skipped}. */
    String summary() {
        return passed + " passed, " + failures.size() + " failed, " + skipped() + " skipped";
    }

    @Override
    public String toString() {
        return summary() + (skipped.isEmpty() ? "" : " " + skipped);
    }
}
