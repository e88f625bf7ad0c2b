// SPDX-License-Identifier: Apache-2.0
package org.emgraal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.HostAccess;
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
        runPythonTests("pyodide_tests.py", 49);
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

    /** An object of objects. */
    public static final class Segment {

        public static final class End {
            public int at;

            End(int at) {
                this.at = at;
            }
        }

        public final End from;
        public final End to;
        public final List<String> names = List.of("a", "b");

        public Segment(int from, int to) {
            this.from = new End(from);
            this.to = new End(to);
        }
    }

    @Test
    void generatorsGoStepByStep() {
        Value generator = eval("""
                        def numbers():
                            try:
                                got = yield 1
                                yield got
                            except IllegalState:
                                yield 'caught'
                            return 7
                        import java
                        IllegalState = java.lang.IllegalStateException
                        numbers""");
        Value first = generator.execute();
        assertEquals(1, first.invokeMember("next").getMember("value").asInt());
        Value second = first.invokeMember("next", "sent");
        assertEquals("sent", second.getMember("value").asString());
        assertFalse(second.getMember("done").asBoolean());
        Value last = first.invokeMember("next");
        assertTrue(last.getMember("done").asBoolean());
        assertEquals(7, last.getMember("value").asInt());
        Value thrown = generator.execute();
        thrown.invokeMember("next");
        assertEquals("caught", thrown.invokeMember("throw", new IllegalStateException("no")).asString());
        Value other = generator.execute();
        other.invokeMember("next");
        PolyglotException left = assertThrows(PolyglotException.class, () -> other.invokeMember("throw", new IllegalArgumentException("mine")));
        assertTrue(left.isHostException() && left.asHostException() instanceof IllegalArgumentException, left.toString());
        Value returned = generator.execute();
        returned.invokeMember("next");
        assertEquals(5, returned.invokeMember("return", 5).getMember("value").asInt());
        Value closed = generator.execute();
        closed.invokeMember("next");
        closed.invokeMember("close");
        assertTrue(closed.invokeMember("next").getMember("done").asBoolean());
    }

    private static Value step(Value generator, String method, Object... arguments) {
        return context.asValue(generator.invokeMember(method, arguments).as(CompletionStage.class).toCompletableFuture().join());
    }

    @Test
    void asynchronousGeneratorsGoStepByStep() {
        Value generator = eval("""
                        import asyncio
                        async def numbers():
                            n = 0
                            for _ in range(2):
                                await asyncio.sleep(0)
                                n = yield n + 2
                        numbers""");
        Value first = generator.execute();
        assertEquals(2, step(first, "next").getMember("value").asInt());
        assertEquals(5, step(first, "next", 3).getMember("value").asInt());
        assertTrue(step(first, "next").getMember("done").asBoolean());
        Value second = generator.execute();
        step(second, "next");
        assertEquals(9, step(second, "return", 9).getMember("value").asInt());
        Value third = generator.execute();
        step(third, "next");
        CompletionException failure = assertThrows(CompletionException.class, () -> step(third, "throw", new IllegalStateException("mine")));
        assertEquals("mine", failure.getCause().getMessage());
    }

    /** Collects what it has asked for. */
    public static final class Collector implements Flow.Subscriber<Object> {
        private final int wanted;
        private final List<Object> items = new ArrayList<>();
        private final CompletableFuture<List<Object>> done = new CompletableFuture<>();
        private Flow.Subscription subscription;

        Collector(int wanted) {
            this.wanted = wanted;
        }

        @Override
        public void onSubscribe(Flow.Subscription source) {
            subscription = source;
            source.request(1);
        }

        @Override
        public void onNext(Object item) {
            items.add(item);
            if (items.size() < wanted) {
                subscription.request(1);
            } else {
                subscription.cancel();
                done.complete(items);
            }
        }

        @Override
        public void onError(Throwable failure) {
            done.completeExceptionally(failure);
        }

        @Override
        public void onComplete() {
            done.complete(items);
        }
    }

    @Test
    void asynchronousIterablesArePublishers() throws Exception {
        Value numbers = eval("""
                        import asyncio
                        closed = []
                        async def numbers(count):
                            try:
                                for i in range(count):
                                    await asyncio.sleep(0)
                                    yield i
                                if count == 4: raise ValueError("four")
                            finally:
                                closed.append(count)
                        class Numbers:
                            def __init__(self): self.i = 0
                            def __aiter__(self): return self
                            async def __anext__(self):
                                self.i += 1
                                if self.i > 2: raise StopAsyncIteration
                                return self.i
                        numbers""");
        assertEquals(List.of(0, 1, 2), collect(numbers.execute(3), 100));
        assertEquals(List.of(0, 1), collect(numbers.execute(9), 2));
        assertEquals(List.of(1, 2), collect(eval("Numbers()"), 100));
        ExecutionException failure = assertThrows(ExecutionException.class, () -> collect(numbers.execute(4), 100));
        assertEquals("ValueError: four", failure.getCause().getMessage());
    }

    private static List<Object> collect(Value source, int wanted) throws Exception {
        Collector collector = new Collector(wanted);
        Flow.Publisher<?> publisher = source.as(Flow.Publisher.class);
        publisher.subscribe(collector);
        return collector.done.get(1, TimeUnit.MINUTES);
    }

    /** Without threads the loop goes on above the waiting task. */
    @Test
    void withoutThreadsWaitsEndInnermostFirst() {
        try (Context alone = Context.newBuilder(LANGUAGE).engine(ENGINE).allowHostAccess(HostAccess.ALL).build()) {
            assertEquals("['a', RuntimeError('run_sync waits for a task that waits below it: without threads (allowCreateThread) "
                            + "tasks cannot wait for each other crosswise')]", alone.eval(LANGUAGE, """
                            import asyncio
                            from pyodide.ffi import run_sync
                            async def main():
                                a_began, b_began, a_done = asyncio.Event(), asyncio.Event(), asyncio.Event()
                                async def a():
                                    a_began.set()
                                    run_sync(b_began.wait())
                                    a_done.set()
                                    return "a"
                                async def b():
                                    await a_began.wait()
                                    b_began.set()
                                    run_sync(a_done.wait())
                                return await asyncio.gather(a(), b(), return_exceptions=True)
                            asyncio.run(main())""").toString());
        }
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
