// SPDX-License-Identifier: Apache-2.0
package org.emgraal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.PolyglotException.StackFrame;
import org.graalvm.polyglot.Source;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A trap shows the WebAssembly and the Python functions it happened in, and ends the interpreter (PEP 776). */
@ExtendWith(DeepStack.class)
class FatalFailureTest {

    private static final String PYTHON = "emscripten-python";
    /** Reads memory that is not there. */
    private static final String TRAP = "import ctypes\ndef trap(): ctypes.string_at(0xFFFFFFF0, 4)\n";

    private static final Engine ENGINE = Engine.newBuilder().option("engine.WarnInterpreterOnly", "false").build();

    private final Context context = Context.newBuilder(PYTHON).engine(ENGINE).allowAllAccess(true).build();

    @AfterAll
    static void closeEngine() {
        ENGINE.close();
    }

    @AfterEach
    void close() {
        context.close(true);
    }

    private PolyglotException fails(String source) throws IOException {
        Source named = Source.newBuilder(PYTHON, source, "fatal.py").build();
        return assertThrows(PolyglotException.class, () -> context.eval(named));
    }

    /** Name and line of the Python functions, name alone of the others; innermost first. */
    private static List<String> frames(PolyglotException failure) {
        List<String> frames = new ArrayList<>();
        for (StackFrame frame : failure.getPolyglotStackTrace()) {
            if (frame.isGuestFrame()) {
                frames.add(frame.getSourceLocation() == null ? frame.getRootName() : frame.getRootName() + ":" + frame.getSourceLocation().getStartLine());
            }
        }
        return frames;
    }

    @Test
    void showsBothKindsOfFramesAndEndsTheInterpreter() throws IOException {
        context.eval(PYTHON, TRAP);
        PolyglotException failure = fails("""
                        class Outer:
                            def method(self):
                                return [
                                    trap()
                                    for _ in range(1)
                                ]
                        def generator():
                            yield Outer().method()
                        next(generator())
                        """);
        assertTrue(failure.isGuestException());
        assertFalse(failure.isInternalError());
        assertTrue(failure.getMessage().matches("out of bounds memory access, in WebAssembly function \\S+"), failure.getMessage());
        List<String> frames = frames(failure);
        assertEquals(failure.getMessage().replaceAll(".* ", ""), frames.getFirst());
        int python = frames.indexOf("trap:2");
        assertTrue(frames.get(python - 1).startsWith("string_at:"), frames::toString);
        assertEquals("_PyEval_EvalFrameDefault", frames.get(python - 2));
        assertEquals(List.of("method:4", "generator:8"), frames.subList(python + 1, python + 3));
        // next() is a function in C: it runs the evaluation loop within that of the module.
        int module = frames.indexOf("<module>:9");
        assertEquals("_PyEval_EvalFrameDefault", frames.get(module - 1));
        assertTrue(module > python + 4, frames::toString);
        PolyglotException later = fails("1 + 1");
        assertEquals("the Emscripten runtime has fatally failed and cannot be used any more: " + failure.getMessage(), later.getMessage());
        assertTrue(later.isGuestException());
    }

    @Test
    void showsFramesOnBothSidesOfJava() throws Exception {
        context.eval(PYTHON, TRAP);
        Callable<Object> inner = () -> context.getBindings(PYTHON).getMember("trap").execute();
        context.getBindings(PYTHON).putMember("through", inner);
        List<String> frames = frames(fails("def über_ж():\n  through()\nüber_ж()"));
        assertTrue(frames.containsAll(List.of("trap:2", "über_ж:2", "<module>:3")), frames::toString);
        assertEquals(1, frames.stream().filter("über_ж:2"::equals).count());
        assertTrue(frames.indexOf("trap:2") < frames.indexOf("über_ж:2"));
    }

    @Test
    void findsLinesOfLongFunctions() throws IOException {
        String filler = "    x = (1,\n\n\n    2) if True else [y for y in 'z']\n".repeat(500);
        String source = TRAP + "def long():\n" + filler + "    trap()\n" + filler + "long()";
        List<String> frames = frames(fails(source));
        int python = frames.indexOf("trap:2");
        assertEquals(List.of("long:2004", "<module>:4005"), frames.subList(python + 1, python + 3));
    }
}
