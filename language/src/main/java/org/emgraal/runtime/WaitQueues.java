// SPDX-License-Identifier: Apache-2.0
package org.emgraal.runtime;

import com.oracle.truffle.api.TruffleSafepoint;
import com.oracle.truffle.api.nodes.Node;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * The threads waiting at addresses of a shared memory (threads proposal, "Wait and Notify operators"), in order of
 * arrival.
 */
public final class WaitQueues {

    /** Results of {@code memory.atomic.wait}: woken by a notify. */
    public static final int OK = 0;
    /** The loaded value was not the expected one. */
    public static final int NOT_EQUAL = 1;
    public static final int TIMED_OUT = 2;

    private final Map<Long, ArrayDeque<Waiter>> queues = new HashMap<>();

    /** A thread's place in a queue. */
    public static final class Waiter {
        private final long address;
        private final CountDownLatch woken = new CountDownLatch(1);

        private Waiter(long address) {
            this.address = address;
        }

        /**
         * Blocks until notified or for {@code timeout} nanoseconds, for ever if that is negative. The thread stays
         * open to Truffle's safepoints, so a context can be cancelled while it waits; it must be in one. Others may run
         * the instances of its store meanwhile.
         */
        public void await(Store store, Node location, long timeout) {
            store.outOfTurn(() -> await(location, timeout));
        }

        private void await(Node location, long timeout) {
            if (timeout < 0) {
                TruffleSafepoint.setBlockedThreadInterruptible(location, CountDownLatch::await, woken);
            } else {
                long deadline = System.nanoTime() + timeout;
                TruffleSafepoint.setBlockedThreadInterruptible(location,
                                latch -> latch.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS), woken);
            }
        }

        public boolean isWoken() {
            return woken.getCount() == 0;
        }
    }

    /**
     * Joins the queue at {@code address} if {@code equal}, which is asked while no notify can come in between.
     *
     * @return null if not equal; else to be awaited and then passed to {@link #leave}
     */
    public Waiter join(long address, BooleanSupplier equal) {
        synchronized (queues) {
            if (!equal.getAsBoolean()) {
                return null;
            }
            Waiter waiter = new Waiter(address);
            queues.computeIfAbsent(address, a -> new ArrayDeque<>()).add(waiter);
            return waiter;
        }
    }

    /** {@link #OK} if the waiter has been woken, else it leaves its queue: {@link #TIMED_OUT}. */
    public int leave(Waiter waiter) {
        synchronized (queues) {
            if (waiter.isWoken()) {
                return OK;
            }
            ArrayDeque<Waiter> queue = queues.get(waiter.address);
            queue.remove(waiter);
            removeIfEmpty(waiter.address, queue);
            return TIMED_OUT;
        }
    }

    /** Wakes at most {@code count} (unsigned) threads waiting at {@code address}; how many there were. */
    public int notify(long address, int count) {
        synchronized (queues) {
            ArrayDeque<Waiter> queue = queues.get(address);
            if (queue == null) {
                return 0;
            }
            int woken = 0;
            while (woken != count && !queue.isEmpty()) {
                queue.remove().woken.countDown();
                woken++;
            }
            removeIfEmpty(address, queue);
            return woken;
        }
    }

    private void removeIfEmpty(long address, ArrayDeque<Waiter> queue) {
        if (queue.isEmpty()) {
            queues.remove(address);
        }
    }
}
