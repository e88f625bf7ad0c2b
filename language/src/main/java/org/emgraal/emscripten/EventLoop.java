// SPDX-License-Identifier: Apache-2.0
package org.emgraal.emscripten;

import com.oracle.truffle.api.nodes.ControlFlowException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;
import org.emgraal.libc.HostFunction;
import org.emgraal.libc.ProgramExit;
import org.emgraal.libc.process.GuestProcess;

/**
 * What a program lets happen later: timers, a main loop (emscripten/emscripten.h, emscripten/eventloop.h), libraries to
 * load, and reactions to promises. A page runs them when the program has returned; here they run when {@code main} has,
 * each when it is due, until none is left. Reactions to promises run first, at the end of each turn.
 */
final class EventLoop {

    /** Ends this turn of the program and not the program: what the JavaScript glue throws as {@code "unwind"}. */
    private static final class Unwind extends ControlFlowException {
        private static final long serialVersionUID = 1L;
        private static final Unwind INSTANCE = new Unwind();
    }

    /** {@code due} and {@code period} in nanoseconds; a task with a negative period runs once. */
    private record Task(int id, long due, long period, Runnable action) {
    }

    /** How often a browser draws in a second. */
    private static final double FRAME_RATE = 60;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double NANOS_PER_MILLI = 1e6;

    private final GuestProcess process;
    private final DoubleConsumer sleep;
    private final PriorityQueue<Task> queue = new PriorityQueue<>(Comparator.comparingLong(Task::due).thenComparingInt(Task::id));
    private final Map<Integer, Task> tasks = new HashMap<>();
    private final Deque<Runnable> jobs = new ArrayDeque<>();
    private final List<GuestPromise> rejected = new ArrayList<>();
    private int lastId;
    private int mainLoop;

    /** {@code sleep} waits for so many milliseconds. */
    EventLoop(GuestProcess process, DoubleConsumer sleep) {
        this.process = process;
        this.sleep = sleep;
    }

    List<HostFunction> functions() {
        return List.of(
                        new HostFunction("emscripten_set_timeout", "iidi", a -> once(a.f64(1), () -> call(a.i32(0), a.i32(2)))),
                        new HostFunction("emscripten_clear_timeout", "vi", a -> cancel(a.i32(0))),
                        new HostFunction("emscripten_set_immediate", "iii", a -> once(0, () -> call(a.i32(0), a.i32(1)))),
                        new HostFunction("emscripten_clear_immediate", "vi", a -> cancel(a.i32(0))),
                        new HostFunction("emscripten_set_interval", "iidi", a -> repeat(a.f64(1), () -> call(a.i32(0), a.i32(2)))),
                        new HostFunction("emscripten_clear_interval", "vi", a -> cancel(a.i32(0))),
                        new HostFunction("emscripten_async_call", "viii", a -> {
                            once(a.i32(2), () -> call(a.i32(0), a.i32(1)));
                            return null;
                        }),
                        new HostFunction("emscripten_set_main_loop", "viii", a -> startMainLoop(a.i32(1), a.i32(2), () -> call(a.i32(0)))),
                        new HostFunction("emscripten_set_main_loop_arg", "viiii",
                                        a -> startMainLoop(a.i32(2), a.i32(3), () -> call(a.i32(0), a.i32(1)))),
                        new HostFunction("emscripten_cancel_main_loop", "v", a -> cancel(mainLoop)),
                        new HostFunction("emscripten_sleep", "vi", a -> {
                            sleep.accept(a.i32(0));
                            return null;
                        }),
                        new HostFunction("emscripten_exit_with_live_runtime", "v", a -> {
                            process.keepAlive(1);
                            throw Unwind.INSTANCE;
                        }),
                        new HostFunction("emscripten_unwind_to_js_event_loop", "v", a -> {
                            throw Unwind.INSTANCE;
                        }));
    }

    private void call(int function, Object... arguments) {
        process.calls().callPointer(function, arguments);
    }

    private int once(double milliseconds, Runnable action) {
        return schedule(new Task(++lastId, System.nanoTime() + (long) (milliseconds * NANOS_PER_MILLI), -1, action));
    }

    private int repeat(double milliseconds, Runnable action) {
        long period = Math.max(1, (long) (milliseconds * NANOS_PER_MILLI));
        return schedule(new Task(++lastId, System.nanoTime() + period, period, action));
    }

    private int schedule(Task task) {
        tasks.put(task.id(), task);
        queue.add(task);
        return task.id();
    }

    private Object cancel(int id) {
        tasks.remove(id);
        return null;
    }

    /** Calls {@code action} with every frame; with {@code endless} what called this does not go on. */
    private Object startMainLoop(int framesPerSecond, int endless, Runnable action) {
        double rate = framesPerSecond > 0 ? framesPerSecond : FRAME_RATE;
        mainLoop = repeat(NANOS_PER_SECOND / rate / NANOS_PER_MILLI, action);
        if (endless != 0) {
            throw Unwind.INSTANCE;
        }
        return null;
    }

    /** Lets something happen in a turn of its own, as soon as can be. */
    void later(Runnable action) {
        once(0, action);
    }

    /** Lets a promise's reaction run at the end of this turn (ECMA-262, HostEnqueuePromiseJob). */
    void enqueue(Runnable job) {
        jobs.add(job);
    }

    /** Takes note of a promise nobody has waited for when it was rejected; somebody may until the turn ends. */
    void rejected(GuestPromise promise) {
        rejected.add(promise);
    }

    /** One turn of the program, which it may end early, and the reactions to promises that come of it. */
    void turn(Runnable action) {
        beforeUnwinding(action);
        while (!jobs.isEmpty()) {
            beforeUnwinding(jobs.remove());
        }
        rejected.removeIf(GuestPromise::isHandled);
        if (!rejected.isEmpty()) {
            process.console().err("a promise is rejected with %s, and nobody handles it".formatted(rejected.getFirst().value()));
            throw new ProgramExit(1);
        }
    }

    private static void beforeUnwinding(Runnable action) {
        try {
            action.run();
        } catch (Unwind unwind) {
            // Whatever is due later runs in turns of its own.
            return;
        }
    }

    /** Runs everything the program has put off. */
    void run() {
        while (!tasks.isEmpty()) {
            runNext();
        }
    }

    /** Runs what is due until something has happened; if it cannot any more, what has called this does not go on. */
    void runUntil(BooleanSupplier happened) {
        turn(() -> { });
        while (!happened.getAsBoolean()) {
            if (tasks.isEmpty()) {
                throw Unwind.INSTANCE;
            }
            runNext();
        }
    }

    private void runNext() {
        Task task = queue.remove();
        if (tasks.get(task.id()) != task) {
            return;
        }
        long wait = task.due() - System.nanoTime();
        if (wait > 0) {
            sleep.accept(wait / NANOS_PER_MILLI);
        }
        tasks.remove(task.id());
        if (task.period() >= 0) {
            schedule(new Task(task.id(), Math.max(task.due() + task.period(), System.nanoTime()), task.period(), task.action()));
        }
        turn(task.action());
    }
}
