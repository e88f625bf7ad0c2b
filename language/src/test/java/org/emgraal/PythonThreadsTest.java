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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many Java threads in one context. */
@Tag("slow")
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
    void locksAreHeldByThreads() throws Exception {
        context.getBindings(LANGUAGE).putMember("submit", (Submit) threads::submit);
        assertEquals("[]", eval("""
                        import threading
                        def with_locks():
                            problems = []
                            def check(condition, what):
                                if not condition: problems.append(what)
                            for kind in (threading.Lock, threading.RLock):
                                lock, entered, log = kind(), threading.Event(), []
                                def other():
                                    check(not lock.acquire(False), "not blocking")
                                    check(not lock.acquire(timeout=0.01), "timeout")
                                    entered.set()
                                    with lock:
                                        log.append("other")
                                    return threading.get_ident()
                                with lock:
                                    future = submit(other)
                                    check(entered.wait(60), "entered")
                                    log.append("mine")
                                check(future.get() != threading.get_ident(), "identity")
                                check(log == ["mine", "other"], log)
                            lock = threading.RLock()
                            with lock, lock:
                                check(not submit(lambda: lock.acquire(False)).get(), "recursive")
                                def release():
                                    try: lock.release()
                                    except RuntimeError as e: return str(e)
                                check(submit(release).get() == "cannot release un-acquired lock", "release")
                                check(lock._is_owned() and not submit(lock._is_owned).get(), "owned")
                            check(submit(lambda: lock.acquire() and lock.release() is None).get(), "free")
                            for bad, kind in (((True, -5), ValueError), ((False, 1), ValueError), ((1, 2, 3), TypeError), ((1, "x"), TypeError)):
                                try:
                                    threading.Lock().acquire(*bad)
                                    check(False, bad)
                                except kind: pass
                            return problems
                        with_locks()""").toString());
    }

    /** Who waits has entered before who ends the wait. */
    @Test
    void threadsWaitForOthersThatComeLater() throws Exception {
        for (String kind : List.of("Queue", "SimpleQueue")) {
            eval("import queue, threading\nmailbox = queue.%s()\nturns = threading.Condition()\nready = False".formatted(kind));
            Value get = eval("lambda: mailbox.get()");
            Value put = eval("lambda item: mailbox.put(item)");
            Future<Integer> waiting = threads.submit(() -> get.execute().asInt());
            Thread.sleep(20);
            put.execute(7);
            assertEquals(7, waiting.get());
        }
        Value wait = eval("""
                        def wait():
                            with turns:
                                return turns.wait_for(lambda: ready, 60)
                        wait""");
        Value tell = eval("""
                        def tell():
                            global ready
                            with turns:
                                ready = True
                                turns.notify_all()
                        tell""");
        List<Future<Boolean>> told = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            told.add(threads.submit(() -> wait.execute().asBoolean()));
        }
        tell.execute();
        for (Future<Boolean> one : told) {
            assertTrue(one.get());
        }
    }

    /**
     * Threads that call, wait, lock, call back and raise at once. For longer: {@code -Demgraal.threads.rounds=10000}.
     */
    @Test
    void nothingDeadlocks() throws Exception {
        context.getBindings(LANGUAGE).putMember("submit", (Submit) threads::submit);
        context.getBindings(LANGUAGE).putMember("again", (UnaryOperator<Object>) value -> context.getBindings(LANGUAGE).getMember("step").execute(value).as(Object.class));
        Value work = eval("""
                        import queue, random, threading, time
                        locks, inner = [threading.Lock() for _ in range(3)], threading.RLock()
                        mailbox, done, counts = queue.Queue(2), queue.SimpleQueue(), [0] * 3
                        def step(depth):
                            with inner:
                                return 0 if depth == 0 else 1 + again(depth - 1)
                        def work(seed):
                            choose = random.Random(seed)
                            for _ in range(20):
                                kind = choose.randrange(6)
                                if kind == 0:
                                    i = choose.randrange(3)
                                    with locks[i]:
                                        before = counts[i]
                                        time.sleep(0)
                                        counts[i] = before + 1
                                elif kind == 1:
                                    assert again(3) == 3
                                elif kind == 2:
                                    try:
                                        mailbox.put_nowait(seed)
                                    except queue.Full:
                                        mailbox.get(timeout=60)
                                elif kind == 3:
                                    done.put(1)
                                    assert done.get() == 1
                                elif kind == 4:
                                    with inner, inner:
                                        time.sleep(0.0001)
                                else:
                                    try:
                                        again("x")
                                    except TypeError as e:
                                        assert "-" in str(e)
                            return counts
                        work""");
        int rounds = Integer.getInteger("emgraal.threads.rounds", 20);
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            int seed = i;
            running.add(threads.submit(() -> work.execute(seed)));
        }
        for (Future<?> future : running) {
            future.get();
        }
        int expected = eval("""
                        def expected(rounds):
                            total = 0
                            for seed in range(rounds):
                                choose = random.Random(seed)
                                for _ in range(20):
                                    if choose.randrange(6) == 0:
                                        choose.randrange(3)
                                        total += 1
                            return total
                        expected""").execute(rounds).asInt();
        assertEquals(expected, eval("sum(counts)").asInt());
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
