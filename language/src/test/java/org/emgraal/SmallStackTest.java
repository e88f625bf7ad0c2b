// SPDX-License-Identifier: Apache-2.0
package org.emgraal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Recursion that is too deep for an ordinary Java thread is Python's RecursionError, and Python goes on. */
@Tag("slow")
class SmallStackTest {

    private static final long STACK_SIZE = 1 << 20;

    private static Context context;

    @BeforeAll
    static void open() {
        context = Context.newBuilder().option("engine.WarnInterpreterOnly", "false").build();
    }

    @AfterAll
    static void close() {
        context.close();
    }

    /** What a source's evaluation says on a thread with a small stack: its value or its exception. */
    private static String evaluate(String source) {
        CompletableFuture<String> result = new CompletableFuture<>();
        new Thread(null, () -> {
            try {
                result.complete(context.eval("emscripten-python", source).toString());
            } catch (PolyglotException exception) {
                result.complete(exception.getMessage());
            } catch (Throwable failure) {
                result.completeExceptionally(failure);
            }
        }, "small", STACK_SIZE).start();
        return result.join();
    }

    private static void assertRecursionError(String source) {
        String result = evaluate("""
                        nested = []
                        for i in range(5000): nested = [nested]
                        """ + source);
        assertTrue(result.startsWith("RecursionError: "), result);
        assertEquals("1275", evaluate("sum(range(51))"));
    }

    @Test
    void pythonFunctions() {
        assertRecursionError("def f(): f()\nf()");
    }

    @Test
    void pythonFunctionsThroughC() {
        assertRecursionError("def f(x): return list(map(f, [x]))\nf(1)");
    }

    @Test
    void representation() {
        assertRecursionError("repr(nested)");
    }

    @Test
    void jsonBothWays() {
        assertRecursionError("import json\njson.dumps(nested)");
        assertRecursionError("import json\njson.loads('[' * 5000)");
    }

    @Test
    void comparison() {
        assertRecursionError("other = []\nfor i in range(5000): other = [other]\nnested == other");
    }

    @Test
    void deallocationIsNotRecursive() {
        assertEquals("None", evaluate("""
                        nested = []
                        for i in range(5000): nested = [nested]
                        del nested
                        """));
    }

    /** What Python calls again and again through Java. */
    public static class Caller {
        public Object call(java.util.function.Supplier<?> function) {
            return function.get();
        }
    }

    @Test
    void throughJava() throws Exception {
        for (long size : new long[]{512 << 10, 16 << 20}) {
            CompletableFuture<String> result = new CompletableFuture<>();
            new Thread(null, () -> {
                try (Context own = Context.newBuilder("emscripten-python").allowAllAccess(true).build()) {
                    own.getBindings("emscripten-python").putMember("caller", new Caller());
                    own.getBindings("emscripten-python").putMember("Caller", Caller.class);
                    String program = """
                                    class Override(Caller):
                                        def call(self, function):
                                            return super().call(lambda: self.call(function))
                                    def recursion():
                                        return caller.call(recursion)
                                    def error(function):
                                        try:
                                            return function()
                                        except BaseException as e:
                                            return type(e).__name__
                                    [error(recursion), error(lambda: Override().call(len)), sum(range(51))]""";
                    result.complete(own.eval("emscripten-python", program).toString() + own.eval("emscripten-python", "1 + 1"));
                } catch (Throwable failure) {
                    result.completeExceptionally(failure);
                }
            }, "small", size).start();
            String expected = "['RecursionError', 'RecursionError', 1275]";
            assertEquals(expected + "2", result.get(), size + " bytes of stack");
        }
    }
}
