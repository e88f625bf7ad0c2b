// SPDX-License-Identifier: Apache-2.0
package org.emgraal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a Pyodide developer knows: pyodide.ffi in Python, and its counterpart in Java. */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PyodideFfiTest extends PythonTest {

    @Test
    void pythonsSide() throws IOException {
        try (var resource = PyodideFfiTest.class.getResourceAsStream("pyodide_ffi.py")) {
            eval(new String(resource.readAllBytes(), StandardCharsets.UTF_8));
        }
        Value failures = eval("""
                        import traceback
                        failures = []
                        tests = [name for name in globals() if name.startswith("test_")]
                        for name in tests:
                            try:
                                globals()[name]()
                            except BaseException as e:
                                failures.append(name + ": " + traceback.format_exc())
                        "\\n".join(failures)""");
        assertEquals("", failures.asString());
        assertEquals(9, eval("len(tests)").asInt());
    }

    @Test
    void coroutinesAreCompletionStages() {
        Value work = eval("""
                        import asyncio
                        async def work(future):
                            await asyncio.sleep(0.001)
                            value = await future
                            if value < 0: raise ValueError("negative")
                            return value + 1
                        work""");
        CompletableFuture<Integer> input = new CompletableFuture<>();
        CompletionStage<?> stage = work.execute(input).as(CompletionStage.class);
        CompletionStage<String> text = stage.thenApply(value -> "got " + value);
        input.complete(41);
        assertEquals("got 42", text.toCompletableFuture().join());
        CompletionStage<?> failing = work.execute(CompletableFuture.completedFuture(-1)).as(CompletionStage.class);
        CompletionException failure = assertThrows(CompletionException.class, () -> failing.toCompletableFuture().join());
        PolyglotException original = (PolyglotException) failure.getCause();
        assertTrue(original.isGuestException());
        assertEquals("ValueError: negative", original.getMessage());
        Value chained = work.execute(CompletableFuture.completedFuture(1)).invokeMember("then", eval("lambda v: v * 10"));
        assertEquals(20, ((CompletionStage<?>) chained.asHostObject()).toCompletableFuture().join());
    }

    @Test
    void handlesEndWhenTheyAreDestroyed() {
        Value list = eval("kept = [1, 2]\nkept");
        int before = eval("import sys; sys.getrefcount(kept)").asInt();
        list.invokeMember("destroy");
        assertEquals(before - 1, eval("sys.getrefcount(kept)").asInt());
        PolyglotException destroyed = assertThrows(PolyglotException.class, () -> list.getArrayElement(0));
        assertTrue(destroyed.getMessage().contains("destroyed"), destroyed.getMessage());
        assertEquals(2, eval("len(kept)").asInt());
    }

    @Test
    void javaRegistersModules() {
        eval("import polyglot; polyglot.register_module").execute("rules", java.util.Map.of("limit", 7));
        assertEquals(7, eval("from rules import limit\nlimit").asInt());
    }

    @Test
    void sourcesAreParsedBeforeTheyRun() {
        PolyglotException wrong = assertThrows(PolyglotException.class, () -> context.parse(LANGUAGE, "def f(:\n  pass"));
        assertTrue(wrong.isSyntaxError());
        Value parsed = context.parse(LANGUAGE, "times = globals().get('times', 0) + 1\ntimes");
        assertEquals(1, parsed.execute().asInt());
        assertEquals(2, parsed.execute().asInt());
    }
}
