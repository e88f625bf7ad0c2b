// SPDX-License-Identifier: Apache-2.0
package org.emgraal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
        runPythonTests("pyodide_ffi.py", 9);
    }

    @Test
    void whatPyodidesTestsAsk() throws IOException {
        runPythonTests("pyodide_tests.py", 37);
    }

    /** {@code pyodide-ffi.tsv} says of each of Pyodide's tests which of ours asks the same, or why none does. */
    @Test
    void pyodidesTestsAreAccountedFor() throws IOException, ReflectiveOperationException {
        int[] counts = new int[3];
        for (String line : text("pyodide-ffi.tsv").lines().toList()) {
            String[] fields = line.split("\t");
            assertEquals(3, fields.length, line);
            if (fields[2].startsWith("- ")) {
                counts[fields[2].equals("- open") ? 1 : 2]++;
                continue;
            }
            counts[0]++;
            String[] place = fields[2].split("[ .](?!py)", 2);
            if (place[0].endsWith(".py")) {
                assertTrue(text(place[0]).contains("def " + place[1] + "("), line);
            } else {
                Class<?> test = Class.forName("org.emgraal." + place[0]);
                assertTrue(place.length == 1 || test.getDeclaredMethod(place[1]).isAnnotationPresent(Test.class), line);
            }
        }
        String counted = "%d of them are asked here too, %d are open, %d have no meaning here".formatted(counts[0], counts[1], counts[2]);
        assertTrue(Files.readString(Path.of("../docs/type-conversions.md")).replaceAll("\\s+", " ").contains(counted), counted);
    }

    private static String text(String resource) throws IOException {
        try (var stream = PyodideFfiTest.class.getResourceAsStream(resource)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
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
