// SPDX-License-Identifier: Apache-2.0
package org.emgraal.python;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.emgraal.libc.process.Blocking;

/**
 * Teaches CPython's {@code _thread} and {@code _queue}, built for one thread, that there are more, Java's: each has an
 * identity of its own, and who finds a lock taken waits outside the interpreter. The methods that could wait are replaced;
 * the new ones call the old ones so that those need not wait, which they would do by looking again for ever.
 * The methods are those of Modules/_threadmodule.c and Modules/_queuemodule.c.
 */
public final class ThreadModule {

    /** Seconds; CPython refuses larger timeouts ({@code threading.TIMEOUT_MAX}). */
    private static final double MAX_TIMEOUT = 9e9;

    private final PythonApi api;
    private final NativeDefinitions definitions;
    private final IntSupplier identity;
    private final LockWaits waits;
    private ReplacedMethods locks;
    private ReplacedMethods queues;
    private int mainThread;

    /**
     * @param identity of the current Java thread; 0 for the one that is CPython's main thread
     * @param blocking lets other threads run Python meanwhile
     */
    public ThreadModule(PythonApi api, NativeDefinitions definitions, IntSupplier identity, Blocking blocking) {
        this.api = api;
        this.definitions = definitions;
        this.identity = identity;
        this.waits = new LockWaits(api, blocking);
    }

    /** After CPython is initialised. */
    public void extend() {
        int module = api.importModule("_thread");
        int original = api.callMethod(module, "get_ident");
        mainThread = ((Number) api.toNumber(original)).intValue();
        api.decref(original);
        setIdentity();
        locks = type(module, "LockType");
        locks.with("acquire", this::acquire).with("acquire_lock", this::acquire).with("__enter__", this::acquire)
                        .with("release", releasing(locks, "release")).with("release_lock", releasing(locks, "release_lock")).with("__exit__", releasing(locks, "__exit__"));
        new ReentrantLocks(api, waits, this::thread, this::deadline).replace(type(module, "RLock"));
        int queue = api.importModule("_queue");
        queues = type(queue, "SimpleQueue");
        queues.keep("get_nowait");
        queues.with("get", this::get).with("put", releasing(queues, "put")).with("put_nowait", releasing(queues, "put_nowait"));
        api.decref(queue);
        api.decref(module);
    }

    private ReplacedMethods type(int module, String name) {
        return new ReplacedMethods(api, definitions, api.getAttribute(module, name));
    }

    /** The module {@code threading} copies the function when it is imported. */
    private void setIdentity() {
        int function = definitions.newFunction("get_ident", none -> api.newLong(thread()));
        for (String holder : List.of("_thread", "threading")) {
            int name = api.newString(holder);
            int loaded = api.call("PyImport_GetModule", name);
            if (loaded != 0) {
                int attribute = api.newName("get_ident");
                api.call("PyObject_SetAttr", loaded, attribute, function);
                api.decref(attribute);
            }
            api.decref(loaded);
            api.decref(name);
        }
        api.decref(function);
    }

    private int thread() {
        int number = identity.getAsInt();
        return number == 0 ? mainThread : number;
    }

    // ---- locks

    private int acquire(int self, int[] arguments, int names) {
        Long deadline = arguments.length == 0 ? (Long) LockWaits.FOREVER : deadline(arguments, names, "blocking");
        if (deadline == null) {
            return locks.original("acquire", self, arguments, names);
        }
        int result = waits.attempt(self, deadline, () -> {
            int taken = locks.original("acquire", self, api.falseObject);
            if (taken != api.falseObject) {
                return taken;
            }
            api.decref(taken);
            return LockWaits.TAKEN;
        });
        return result == LockWaits.TAKEN ? api.newBool(false) : result;
    }

    /** The original of a method that gives others what they may be waiting for. */
    private ReplacedMethods.Body releasing(ReplacedMethods methods, String name) {
        return (self, arguments, names) -> {
            int result = methods.original(name, self, arguments, names);
            if (result != 0) {
                waits.release(self);
            }
            return result;
        };
    }

    /**
     * When a call that may wait gives up; null if it does not wait or its arguments are wrong, which the original method
     * knows what to do about.
     */
    private Long deadline(int[] arguments, int names, String blockingName) {
        int blocking = argument(arguments, names, 0, blockingName);
        int timeout = argument(arguments, names, 1, "timeout");
        int known = (blocking == 0 ? 0 : 1) + (timeout == 0 ? 0 : 1);
        if (known != arguments.length || blocking != 0 && api.call("PyObject_IsTrue", blocking) != 1) {
            api.clearError();
            return null;
        }
        boolean isQueue = blockingName.equals("block");
        if (timeout == 0 || timeout == api.none && isQueue) {
            return LockWaits.FOREVER;
        }
        int number = api.call("PyNumber_Float", timeout);
        if (number == 0) {
            api.clearError();
            return null;
        }
        double seconds = api.toDouble(number);
        api.decref(number);
        if (seconds == -1 && !isQueue) {
            return LockWaits.FOREVER;
        }
        return seconds >= 0 && seconds < MAX_TIMEOUT ? (Long) (System.nanoTime() + (long) (seconds * TimeUnit.SECONDS.toNanos(1))) : null;
    }

    /** Borrowed; 0 if it is not given. */
    private int argument(int[] arguments, int names, int position, String name) {
        int named = names == 0 ? 0 : api.call("PyTuple_Size", names);
        if (position < arguments.length - named) {
            return arguments[position];
        }
        for (int i = 0; i < named; i++) {
            if (api.toString(api.call("PyTuple_GetItem", names, i)).equals(name)) {
                return arguments[arguments.length - named + i];
            }
        }
        return 0;
    }

    // ---- queues

    private int get(int self, int[] arguments, int names) {
        Long deadline = deadline(arguments, names, "block");
        if (deadline == null) {
            return queues.original("get", self, arguments, names);
        }
        int result = waits.attempt(self, deadline, () -> {
            int item = queues.original("get_nowait", self);
            if (item == 0) {
                // Its only exception is Empty.
                api.clearError();
                return LockWaits.TAKEN;
            }
            return item;
        });
        return result == LockWaits.TAKEN ? queues.original("get_nowait", self) : result;
    }
}
