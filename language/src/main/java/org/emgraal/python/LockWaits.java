// SPDX-License-Identifier: Apache-2.0
package org.emgraal.python;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.emgraal.libc.process.Blocking;

/** Java threads that wait for each other's Python code to release an object. Used by the thread that runs Python. */
final class LockWaits {

    static final long FOREVER = Long.MAX_VALUE;
    /** Nanoseconds after which a waiting thread looks for signals. */
    private static final long SLICE = TimeUnit.MILLISECONDS.toNanos(100);

    /** What an attempt answers that found the object taken; else it answers a new reference, or 0 with the error set. */
    static final int TAKEN = -1;

    /** Tries to get something without waiting. */
    interface Attempt {
        int make();
    }

    private final PythonApi api;
    private final Blocking blocking;
    private final Map<Integer, Deque<Semaphore>> waiting = new HashMap<>();

    /** @param blocking lets other threads run Python meanwhile */
    LockWaits(PythonApi api, Blocking blocking) {
        this.api = api;
        this.blocking = blocking;
    }

    /**
     * Makes an attempt until it succeeds or fails, or the time is over.
     *
     * @param deadline time of {@link System#nanoTime}, or {@link #FOREVER}
     */
    int attempt(int object, long deadline, Attempt attempt) {
        boolean woken = false;
        while (true) {
            int result = attempt.make();
            boolean late = deadline != FOREVER && System.nanoTime() - deadline >= 0;
            if (result != TAKEN || late) {
                if (result == TAKEN && woken) {
                    release(object);
                }
                return result;
            }
            woken = await(object, deadline == FOREVER ? SLICE : Math.min(SLICE, deadline - System.nanoTime()));
            if (api.call("PyErr_CheckSignals") < 0) {
                release(object);
                return 0;
            }
        }
    }

    /** Whether the wait has ended by {@link #release}. */
    private boolean await(int object, long nanoseconds) {
        Semaphore gate = new Semaphore(0);
        Deque<Semaphore> queue = waiting.computeIfAbsent(object, none -> new ArrayDeque<>());
        queue.add(gate);
        boolean[] woken = new boolean[1];
        try {
            blocking.run(() -> woken[0] = gate.tryAcquire(nanoseconds, TimeUnit.NANOSECONDS));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            boolean released = !queue.remove(gate);
            woken[0] |= released;
            if (queue.isEmpty()) {
                waiting.remove(object, queue);
            }
        }
        return woken[0];
    }

    /** Lets one of those who wait for an object try again. */
    void release(int object) {
        Deque<Semaphore> queue = waiting.isEmpty() ? null : waiting.get(object);
        if (queue != null && !queue.isEmpty()) {
            queue.poll().release();
        }
    }
}
