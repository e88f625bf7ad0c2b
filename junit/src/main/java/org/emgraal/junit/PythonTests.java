// SPDX-License-Identifier: Apache-2.0
package org.emgraal.junit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.emgraal.EmgraalResources;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.IOAccess;
import org.junit.jupiter.api.DynamicTest;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/**
 * Python tests as tests of JUnit: pytest runs once, and each test that it has found is a dynamic test with its outcome.
 *
 * <pre>{@code
 * @TestFactory
 * Stream<DynamicTest> python() throws IOException {
 *     return PythonTests.in(Path.of("src/test/python"));
 * }
 * }</pre>
 *
 * The goal {@code process-test-resources} of {@code emgraal-maven-plugin} provides pytest and the other packages.
 */
public final class PythonTests {

    /** Where the plugin puts the packages of program and tests. */
    public static final String RESOURCES = "META-INF/emgraal/tests";

    private static final String LANGUAGE = "emscripten-python";
    private static final String SCRIPT = "run_pytest.py";
    /** CPython recurses deeply. */
    private static final long STACK_SIZE = 512L << 20;

    private PythonTests() {
    }

    /** What became of one test; a message if it has not passed. */
    private record Outcome(String name, String kind, String message) {
    }

    /**
     * The tests in a file or folder, in a context that sees the working directory and nothing else of the host.
     *
     * @throws IOException if pytest cannot be run, or cannot read a file of tests; the message says why
     */
    public static Stream<DynamicTest> in(Path tests) throws IOException {
        return in(tests, builder -> builder.allowIO(IOAccess.newBuilder().allowHostFileAccess(true).build()));
    }

    /**
     * As {@link #in(Path)}, in a context of which the test decides what it grants and where its limits are.
     *
     * @param configure gets a builder that grants nothing; the tests must be in what the context sees
     */
    public static Stream<DynamicTest> in(Path tests, UnaryOperator<Context.Builder> configure) throws IOException {
        String path = tests.toRealPath().toString();
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        FutureTask<List<Outcome>> run = new FutureTask<>(() -> run(path, configure));
        Thread thread = new Thread(null, run, "python", STACK_SIZE);
        thread.setContextClassLoader(loader);
        thread.start();
        try {
            return run.get().stream().map(outcome -> DynamicTest.dynamicTest(outcome.name(), () -> report(outcome)));
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
            throw new IOException("pytest was interrupted", e);
        } catch (ExecutionException e) {
            throw new IOException("pytest cannot be run: " + e.getCause().getMessage(), e.getCause());
        }
    }

    private static List<Outcome> run(String tests, UnaryOperator<Context.Builder> configure) throws IOException {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (Context context = configure.apply(EmgraalResources.contextBuilder(RESOURCES).out(printed).err(printed)).build();
                        InputStream script = PythonTests.class.getResourceAsStream(SCRIPT)) {
            Value run = context.eval(LANGUAGE, new String(script.readAllBytes(), StandardCharsets.UTF_8));
            Value result = run.execute(tests);
            List<Outcome> outcomes = new ArrayList<>();
            for (long i = 0; i < result.getArraySize(); i++) {
                Value outcome = result.getArrayElement(i);
                outcomes.add(new Outcome(outcome.getArrayElement(0).asString(), outcome.getArrayElement(1).asString(),
                                outcome.getArrayElement(2).asString()));
            }
            if (outcomes.isEmpty()) {
                throw new IOException("it has found no tests in " + tests + System.lineSeparator() + printed.toString(StandardCharsets.UTF_8));
            }
            return outcomes;
        }
    }

    private static void report(Outcome outcome) {
        switch (outcome.kind()) {
            case "passed" -> { }
            case "skipped" -> throw new TestAbortedException(outcome.message());
            default -> throw new AssertionFailedError(outcome.message());
        }
    }
}
