// SPDX-License-Identifier: Apache-2.0
package org.emgraal;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
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

    static PolyglotException fails(String source) {
        return assertThrows(PolyglotException.class, () -> eval(source));
    }
}
