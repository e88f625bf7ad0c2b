// SPDX-License-Identifier: Apache-2.0
package org.emgraal.python;

import java.util.HashMap;
import java.util.Map;
import java.util.function.IntSupplier;

/**
 * {@code _thread.RLock} between Java threads. CPython would let each of them in, since to it all are the same thread; who
 * owns a lock is known here.
 */
final class ReentrantLocks {

    /** When a call of {@code acquire} gives up; null if it does not wait or is wrong. */
    interface Deadline {
        Long of(int[] arguments, int names, String blockingName);
    }

    private record Owner(int thread, int count) {
    }

    private final PythonApi api;
    private final LockWaits waits;
    private final IntSupplier thread;
    private final Deadline deadlines;
    /** Of the locks that are taken. */
    private final Map<Integer, Owner> owners = new HashMap<>();
    private ReplacedMethods methods;

    ReentrantLocks(PythonApi api, LockWaits waits, IntSupplier thread, Deadline deadlines) {
        this.api = api;
        this.waits = waits;
        this.thread = thread;
        this.deadlines = deadlines;
    }

    void replace(ReplacedMethods type) {
        methods = type.with("acquire", this::acquire).with("__enter__", this::acquire).with("release", release("release"))
                        .with("__exit__", release("__exit__")).with("_is_owned", (self, arguments, names) -> api.newBool(isMine(self)))
                        .with("_recursion_count", (self, arguments, names) -> api.newLong(isMine(self) ? owners.get(self).count : 0))
                        .with("_release_save", this::releaseAll).with("_acquire_restore", this::acquireAgain);
    }

    /** The owner of a lock, or null. */
    private Owner owner(int self) {
        Owner owner = owners.get(self);
        if (owner == null) {
            return null;
        }
        int taken = methods.original("_is_owned", self);
        api.decref(taken);
        if (taken == api.trueObject) {
            return owner;
        }
        // It was deallocated while it was taken, and this is another one.
        owners.remove(self);
        return null;
    }

    private boolean isMine(int self) {
        Owner owner = owner(self);
        return owner != null && owner.thread == thread.getAsInt();
    }

    private int acquire(int self, int[] arguments, int names) {
        Long deadline = arguments.length == 0 ? (Long) LockWaits.FOREVER : deadlines.of(arguments, names, "blocking");
        int result = waits.attempt(self, deadline == null ? System.nanoTime() : deadline, () -> {
            Owner owner = owner(self);
            if (owner != null && owner.thread != thread.getAsInt()) {
                return LockWaits.TAKEN;
            }
            int taken = deadline == null ? methods.original("acquire", self, arguments, names) : methods.original("acquire", self, api.falseObject);
            if (taken == api.trueObject) {
                owners.put(self, new Owner(thread.getAsInt(), owner == null ? 1 : owner.count + 1));
            }
            return taken;
        });
        return result == LockWaits.TAKEN ? api.newBool(false) : result;
    }

    private ReplacedMethods.Body release(String name) {
        return (self, arguments, names) -> {
            Owner owner = owner(self);
            if (owner != null && owner.thread != thread.getAsInt()) {
                api.setError("PyExc_RuntimeError", "cannot release un-acquired lock");
                return 0;
            }
            int result = methods.original(name, self, arguments, names);
            if (result != 0 && owner != null && owner.count > 1) {
                owners.put(self, new Owner(owner.thread, owner.count - 1));
            } else if (result != 0) {
                free(self);
            }
            return result;
        };
    }

    private void free(int self) {
        owners.remove(self);
        waits.release(self);
    }

    /** For a condition that waits: gives the lock up, however often it is taken, and says how it was. */
    private int releaseAll(int self, int[] arguments, int names) {
        if (owner(self) != null && !isMine(self)) {
            api.setError("PyExc_RuntimeError", "cannot release un-acquired lock");
            return 0;
        }
        int state = methods.original("_release_save", self, arguments, names);
        if (state != 0) {
            free(self);
        }
        return state;
    }

    /** What {@link #releaseAll} has given up is taken again. */
    private int acquireAgain(int self, int[] arguments, int names) {
        return waits.attempt(self, LockWaits.FOREVER, () -> {
            if (owner(self) != null) {
                return LockWaits.TAKEN;
            }
            int result = methods.original("_acquire_restore", self, arguments, names);
            if (result != 0) {
                int count = api.call("PyTuple_GetItem", arguments[0], 0);
                owners.put(self, new Owner(thread.getAsInt(), ((Number) api.toNumber(count)).intValue()));
            }
            return result;
        });
    }
}
