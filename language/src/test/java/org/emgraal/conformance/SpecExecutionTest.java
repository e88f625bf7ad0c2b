// SPDX-License-Identifier: Apache-2.0
package org.emgraal.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.emgraal.conformance.SpecSuite.Script;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Execution against the specification's test suite: all of it interpreted, a share compiled. {@code ci/conformance.sh}
 * runs any part in any mode.
 */
class SpecExecutionTest {

    /** Compiled, every so many-th script of a folder runs; the first always. */
    private static final int COMPILED_SHARE = 8;

    @TestFactory
    Stream<DynamicTest> interpreted() throws IOException {
        return folders().map(folder -> DynamicTest.dynamicTest(folder.getKey(), () -> run(EngineMode.INTERPRETER, folder.getValue())));
    }

    @TestFactory
    Stream<DynamicTest> asBytecode() throws IOException {
        return folders().map(folder -> DynamicTest.dynamicTest(folder.getKey(), () -> run(EngineMode.BASELINE, folder.getValue())));
    }

    @TestFactory
    Stream<DynamicTest> compiled() throws IOException {
        Assumptions.assumeTrue(EngineMode.hasCompiler(), "skipped: this JVM has no Graal compiler");
        return folders().map(folder -> DynamicTest.dynamicTest(folder.getKey(), () -> run(EngineMode.COMPILED, share(folder.getValue()))));
    }

    private static Stream<Map.Entry<String, List<Script>>> folders() throws IOException {
        return SpecSuite.load().entrySet().stream().filter(folder -> !SpecSuite.UNSUPPORTED.contains(folder.getKey()));
    }

    private static List<Script> share(List<Script> scripts) {
        return IntStream.range(0, scripts.size()).filter(i -> i % COMPILED_SHARE == 0).mapToObj(scripts::get).toList();
    }

    private static void run(EngineMode mode, List<Script> scripts) {
        Tally tally = SuiteRunner.run(mode, scripts);
        assertTrue(tally.passed() > 0, "no assertion was run");
        assertEquals(List.of(), tally.failures());
    }
}
