// SPDX-License-Identifier: Apache-2.0
package org.emgraal.emscripten;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.UnaryOperator;
import org.emgraal.libc.HostFunction;
import org.emgraal.libc.LinearMemory;
import org.emgraal.libc.ProgramAbort;
import org.emgraal.libc.process.GuestProcess;
import org.emgraal.runtime.WasmException;

/**
 * Promises as a program holds them: numbers (Emscripten system/include/emscripten/promise.h). Waiting for one, which
 * under JavaScript needs a program whose stack can be put away, runs the event loop until it is settled.
 */
final class Promises {

    /** {@code em_promise_result_t}. */
    private static final int FULFILL = 0;
    private static final int MATCH = 1;
    private static final int MATCH_RELEASE = 2;
    private static final int REJECT = 3;

    private final GuestProcess process;
    private final EventLoop events;
    /** By number; 0 is no promise. */
    private final List<GuestPromise> promises = new ArrayList<>();
    private final Deque<Integer> free = new ArrayDeque<>();

    Promises(GuestProcess process, EventLoop events) {
        this.process = process;
        this.events = events;
        promises.add(null);
    }

    List<HostFunction> functions() {
        return List.of(
                        new HostFunction("emscripten_promise_create", "i", a -> add(new GuestPromise(events))),
                        new HostFunction("emscripten_promise_destroy", "vi", a -> {
                            destroy(a.i32(0));
                            return null;
                        }),
                        new HostFunction("emscripten_promise_resolve", "viii", a -> {
                            resolve(get(a.i32(0)), a.i32(1), a.i32(2));
                            return null;
                        }),
                        new HostFunction("emscripten_promise_then", "iiiii", a -> then(get(a.i32(0)), a.i32(1), a.i32(2), a.i32(3))),
                        new HostFunction("emscripten_promise_all", "iiii", a -> all(get(a.i32(0), a.i32(2)), a.i32(1))),
                        new HostFunction("emscripten_promise_all_settled", "iiii", a -> allSettled(get(a.i32(0), a.i32(2)), a.i32(1))),
                        new HostFunction("emscripten_promise_any", "iiii", a -> any(get(a.i32(0), a.i32(2)), a.i32(1))),
                        new HostFunction("emscripten_promise_race", "iii", a -> add(GuestPromise.race(events, get(a.i32(0), a.i32(1))))),
                        new HostFunction("emscripten_promise_await", "vii", a -> {
                            GuestPromise promise = get(a.i32(1));
                            await(promise);
                            writeSettled(a.i32(0), promise);
                            return null;
                        }),
                        new HostFunction("emscripten_promise_await_unchecked", "ii", a -> {
                            GuestPromise promise = get(a.i32(0));
                            await(promise);
                            if (promise.state() == GuestPromise.State.REJECTED) {
                                throw new ProgramAbort("a promise that was awaited is rejected with " + number(promise.value()));
                            }
                            return number(promise.value());
                        }));
    }

    private int add(GuestPromise promise) {
        Integer id = free.poll();
        if (id == null) {
            promises.add(promise);
            return promises.size() - 1;
        }
        promises.set(id, promise);
        return id;
    }

    private GuestPromise get(int id) {
        GuestPromise promise = id >= 0 && id < promises.size() ? promises.get(id) : null;
        if (promise == null) {
            throw new ProgramAbort("invalid handle of a promise: " + id);
        }
        return promise;
    }

    private List<GuestPromise> get(int address, int count) {
        List<GuestPromise> list = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            list.add(get(memory().loadInt(address + Integer.BYTES * i)));
        }
        return list;
    }

    private void destroy(int id) {
        get(id);
        promises.set(id, null);
        free.push(id);
    }

    private void resolve(GuestPromise promise, int result, int value) {
        if (result == REJECT) {
            promise.reject(value);
        } else {
            promise.resolve(resolution(result, value));
        }
    }

    /** What a promise is resolved with: a number, or another promise to follow. */
    private Object resolution(int result, int value) {
        return switch (result) {
            case FULFILL -> value;
            case MATCH -> get(value);
            case MATCH_RELEASE -> {
                GuestPromise followed = get(value);
                destroy(value);
                yield followed;
            }
            case REJECT -> throw new GuestPromise.Rejection(value);
            default -> throw new ProgramAbort("unexpected promise callback result " + result);
        };
    }

    private int then(GuestPromise promise, int onFulfilled, int onRejected, int data) {
        process.keepAlive(1);
        return add(promise.then(callback(onFulfilled, data), callback(onRejected, data)));
    }

    /** {@code em_promise_callback_t}: it writes its result to a place on the program's stack. */
    private UnaryOperator<Object> callback(int function, int data) {
        return function == 0 ? null : value -> {
            process.keepAlive(-1);
            Object stack = call("emscripten_stack_get_current", "stackSave");
            try {
                int result = (Integer) call("_emscripten_stack_alloc", "stackAlloc", Integer.BYTES);
                memory().storeInt(result, 0);
                int outcome = (Integer) process.calls().callPointer(function, result, data, number(value));
                return resolution(outcome, memory().loadInt(result));
            } catch (EmscriptenUnwind | WasmException thrown) {
                throw new GuestPromise.Rejection(thrown instanceof EmscriptenUnwind unwind ? unwind.exception() : 0);
            } finally {
                call("_emscripten_stack_restore", "stackRestore", stack);
            }
        };
    }

    private Object call(String name, String olderName, Object... arguments) {
        return process.calls().callExport(process.calls().hasExport(name) ? name : olderName, arguments);
    }

    private int all(List<GuestPromise> list, int results) {
        return add(GuestPromise.all(events, list).then(values -> write(results, (Object[]) values), null));
    }

    private int any(List<GuestPromise> list, int errors) {
        return add(GuestPromise.any(events, list).then(null, reasons -> {
            throw new GuestPromise.Rejection(write(errors, (Object[]) reasons));
        }));
    }

    private Object write(int address, Object[] values) {
        for (int i = 0; address != 0 && i < values.length; i++) {
            memory().storeInt(address + Integer.BYTES * i, number(values[i]));
        }
        return address;
    }

    private int allSettled(List<GuestPromise> list, int results) {
        return add(GuestPromise.allSettled(events, list).then(settled -> {
            for (int i = 0; results != 0 && i < list.size(); i++) {
                writeSettled(results + 2 * Integer.BYTES * i, list.get(i));
            }
            return results;
        }, null));
    }

    /** {@code em_settled_result_t}. */
    private void writeSettled(int address, GuestPromise promise) {
        memory().storeInt(address, promise.state() == GuestPromise.State.FULFILLED ? FULFILL : REJECT);
        memory().storeInt(address + Integer.BYTES, number(promise.value()));
    }

    private void await(GuestPromise promise) {
        // Whoever waits handles a rejection.
        promise.then(null, reason -> reason);
        events.runUntil(() -> promise.state() != GuestPromise.State.PENDING);
    }

    private static int number(Object value) {
        return value instanceof Integer number ? number : 0;
    }

    private LinearMemory memory() {
        return process.memory();
    }
}
