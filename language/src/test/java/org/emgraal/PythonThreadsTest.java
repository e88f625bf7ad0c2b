// SPDX-License-Identifier: Apache-2.0
package org.emgraal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.graalvm.polyglot.Value;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many Java threads in one context. */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PythonThreadsTest extends PythonTest {

    /** Runs Python code on another thread. */
    @FunctionalInterface
    public interface Submit {
        Future<Object> submit(Callable<Object> task);
    }

    private static ExecutorService threads;

    @BeforeAll
    static void startThreads() {
        threads = Executors.newFixedThreadPool(4, body -> new Thread(null, body, "worker", 64L << 20));
    }

    @AfterAll
    static void stopThreads() {
        threads.shutdown();
    }

    @Test
    void callsAreSerialised() throws Exception {
        eval("""
                        counter = 0
                        def count(times):
                            global counter
                            for _ in range(times):
                                counter = counter + 1
                            return counter""");
        Value count = context.getBindings(LANGUAGE).getMember("count");
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            running.add(threads.submit(() -> {
                for (int j = 0; j < 50; j++) {
                    count.execute(10);
                }
            }));
        }
        for (Future<?> future : running) {
            future.get();
        }
        assertEquals(8 * 50 * 10, eval("counter").asInt());
    }

    @Test
    void pythonWaitsForPythonOnAnotherThread() {
        context.getBindings(LANGUAGE).putMember("submit", (Submit) threads::submit);
        eval("""
                        def square(n):
                            return sum(n for _ in range(n))
                        def ask(n):
                            return submit(lambda: square(n)).get()
                        results = [ask(n) for n in range(20)]""");
        assertEquals("[0, 1, 4, 9, 16, 25, 36, 49, 64, 81, 100, 121, 144, 169, 196, 225, 256, 289, 324, 361]", eval("results").toString());
    }

    @Test
    void callsNestThroughBothSides() {
        UnaryOperator<Object> java = value -> context.getBindings(LANGUAGE).getMember("down").execute(value).as(Object.class);
        context.getBindings(LANGUAGE).putMember("up", java);
        eval("def down(n): return 0 if n == 0 else 1 + up(n - 1)");
        assertEquals(30, eval("down(30)").asInt());
    }

    @Test
    void threadsWaitInEachOthersCalls() throws Exception {
        context.getBindings(LANGUAGE).putMember("pause", (Supplier<Integer>) () -> {
            try {
                Thread.sleep(2);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return 1;
        });
        eval("""
                        def work(n):
                            data = [n] * 5
                            for i in range(10):
                                local = [n, i, str(n)]
                                assert pause() == 1
                                assert local == [n, i, str(n)] and data == [n] * 5
                                try:
                                    deep(n, 5)
                                except KeyError as e:
                                    assert e.args == (n,)
                            return n
                        def deep(n, level):
                            pause()
                            if level == 0: raise KeyError(n)
                            return deep(n, level - 1)""");
        Value work = context.getBindings(LANGUAGE).getMember("work");
        List<Future<Integer>> running = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            int number = i;
            running.add(threads.submit(() -> work.execute(number).asInt()));
        }
        for (int i = 0; i < running.size(); i++) {
            assertEquals(i, running.get(i).get());
        }
    }

    @Test
    void recursionIsBoundedOnOtherThreadsToo() throws Exception {
        context.getBindings(LANGUAGE).putMember("other", (Submit) threads::submit);
        eval("""
                        def endless(n): return endless(n + 1)
                        def attempt():
                            try:
                                endless(0)
                            except RecursionError:
                                return 'bounded'""");
        assertTrue(eval("other(attempt).get()").asString().equals("bounded"));
        assertEquals("bounded", eval("attempt()").asString());
    }
}
