// SPDX-License-Identifier: Apache-2.0
package org.emgraal;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** CPython's evaluation loop, the largest function a program runs, reaches Graal's last tier and never bails out. */
@Tag("slow")
class EvaluationLoopCompilationTest {

    /** Only so that a broken engine ends the test: how long compilation takes is the machine's business. */
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    @Test
    void reachesTheLastTier() throws Exception {
        assertCompiled(false, "_PyEval_EvalFrameDefault<loop>");
    }

    @Test
    void isCompiledForOneFunction() throws Exception {
        assertCompiled(true, "_PyEval_EvalFrameDefault@");
    }

    private static void assertCompiled(boolean specialize, String... names) throws Exception {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        try (Engine engine = Engine.newBuilder().allowExperimentalOptions(true).option("engine.TraceCompilation", "true")
                        .option("engine.CompilationFailureAction", "Throw").option("engine.CompileOnly", "_PyEval_EvalFrameDefault")
                        .option("engine.BackgroundCompilation", "false").logHandler(log).build()) {
            assumeTrue(engine.getImplementationName().contains("Graal"), "no Graal compiler here: " + engine.getImplementationName());
            try (Context context = Context.newBuilder(EmscriptenPythonLanguage.ID).engine(engine)
                            .option("emscripten-python.SpecializeInterpreters", String.valueOf(specialize))
                            .option("emscripten-python.Bytecode", "false").build()) {
                DeepStack.call(() -> {
                    context.eval(EmscriptenPythonLanguage.ID, "def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)");
                    long start = System.nanoTime();
                    while (!compiled(log, names) && System.nanoTime() - start < PATIENCE.toNanos()) {
                        context.eval(EmscriptenPythonLanguage.ID, "fib(21)");
                    }
                    context.close();
                    return null;
                });
            }
        }
        String text = log.toString(StandardCharsets.UTF_8);
        assertTrue(compiled(log, names), "never reached tier 2");
        assertFalse(text.contains("opt failed"), () -> text.lines().filter(line -> line.contains("opt failed")).findFirst().get());
    }

    private static boolean compiled(ByteArrayOutputStream log, String[] names) {
        return log.toString(StandardCharsets.UTF_8).lines().anyMatch(line -> line.contains("opt done")
                        && Arrays.stream(names).anyMatch(line::contains) && line.contains("|Tier 2|"));
    }
}
