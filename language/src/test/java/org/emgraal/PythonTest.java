// SPDX-License-Identifier: Apache-2.0
package org.emgraal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.PolyglotAccess;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tests that share one context of Python, which may use all of Java, and run on a thread with the stack CPython wants. */
@ExtendWith(DeepStack.class)
abstract class PythonTest {

    static final String LANGUAGE = EmscriptenPythonLanguage.ID;
    /** Translates and compiles CPython once for all of these tests. */
    static final Engine ENGINE = Engine.newBuilder().option("engine.WarnInterpreterOnly", "false").build();
    static final ByteArrayOutputStream OUTPUT = new ByteArrayOutputStream();
    static Context context;

    @BeforeAll
    static void start() {
        context = newContext();
    }

    static Context newContext() {
        return Context.newBuilder().engine(ENGINE).allowHostAccess(HostAccess.ALL).allowHostClassLookup(name -> true)
                        .allowHostClassLoading(true).allowPolyglotAccess(PolyglotAccess.ALL).allowCreateThread(true)
                        .out(OUTPUT).build();
    }

    @AfterAll
    static void stop() throws Exception {
        DeepStack.call(() -> {
            context.close();
            return null;
        });
    }

    static Value eval(String source) {
        return context.eval(LANGUAGE, source);
    }

    /** Runs the functions {@code test_*} of a Python file beside the tests, each for itself. */
    static void runPythonTests(String resource, int count) throws IOException {
        try (var stream = PythonTest.class.getResourceAsStream(resource)) {
            Value run = eval("""
                            import traceback
                            def run(name, text):
                                space = {"__name__": name}
                                exec(compile(text, name, "exec"), space)
                                failures = []
                                tests = [value for key, value in space.items() if key.startswith("test_")]
                                for test in tests:
                                    try:
                                        test()
                                    except BaseException as e:
                                        failures.append(test.__name__ + ": " + traceback.format_exc())
                                return [len(tests), "\\n".join(failures)]
                            run""").execute(resource, new String(stream.readAllBytes(), StandardCharsets.UTF_8));
            assertEquals("", run.getArrayElement(1).asString());
            assertEquals(count, run.getArrayElement(0).asInt());
        }
    }

    static PolyglotException fails(String source) {
        return assertThrows(PolyglotException.class, () -> eval(source));
    }
}
