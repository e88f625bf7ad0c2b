// SPDX-License-Identifier: Apache-2.0
package org.emgraal.emscripten;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.emgraal.conformance.SharedFiles;
import org.graalvm.polyglot.Engine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Programs of three compilers do here what they do under Node: the same standard output, the same exit status. */
class SamplesTest {

    private static Engine engine;

    @BeforeAll
    static void createEngine() {
        engine = Engine.newBuilder().option("engine.WarnInterpreterOnly", "false").build();
    }

    @AfterAll
    static void closeEngine() {
        engine.close();
    }

    @TestFactory
    Stream<DynamicTest> samples() {
        return SampleRun.all(SharedFiles.require("samples")).stream().map(run -> DynamicTest.dynamicTest(run.toString(), () -> check(run)));
    }

    private static void check(SampleRun run) throws IOException {
        assumeFalse(run.failedUnderNode(), () -> run + " failed under Node as well");
        SampleRun.Outcome outcome = run.execute(engine);
        assertEquals(text(run.expectedOutput()), text(outcome.output()), () -> "standard output of " + run + "; error output:\n" + outcome.error());
        assertEquals(run.expectedStatus(), outcome.status(), () -> "exit status of " + run + "; error output:\n" + outcome.error());
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
