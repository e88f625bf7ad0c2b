// SPDX-License-Identifier: Apache-2.0
package org.emgraal.runtime;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.TruffleSafepoint;
import com.oracle.truffle.api.nodes.Node;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * The threads waiting at addresses of a shared memory (threads proposal, "wait and notify"), in order of arrival.
 */
public final class WaitQueues {

    /** {@code memory.atomic.wait}: woken by a notify. */
    public static final int OK = 0;
    /** The loaded value was not the expected one. */
    public static final int NOT_EQUAL = 1;
    public static final int TIMED_OUT = 2;

    private final Map<Long, ArrayDeque<CountDownLatch>> queues = new HashMap<>();

    /**
     * Blocks until notified, unless {@code equal} is false when checked atomically with joining the queue. The thread
     * stays open to Truffle's safepoints, so a context can be cancelled while it waits.
     *
     * @param timeout nanoseconds; negative waits for ever
     * @return {@link #OK}, {@link #NOT_EQUAL} or {@link #TIMED_OUT}
     */
    @TruffleBoundary
    public int await(Node node, long address, BooleanSupplier equal, long timeout) {
        CountDownLatch latch = new CountDownLatch(1);
        synchronized (queues) {
            if (!equal.getAsBoolean()) {
                return NOT_EQUAL;
            }
            queues.computeIfAbsent(address, a -> new ArrayDeque<>()).add(latch);
        }
        boolean woken = false;
        try {
            if (timeout < 0) {
                TruffleSafepoint.setBlockedThreadInterruptible(node, CountDownLatch::await, latch);
            } else {
                long deadline = System.nanoTime() + timeout;
                TruffleSafepoint.setBlockedThreadInterruptible(node,
                                l -> l.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS), latch);
            }
        } finally {
            woken = !leave(address, latch);
        }
        return woken ? OK : TIMED_OUT;
    }

    /** Whether the latch was still queued, that is, not notified. */
    private boolean leave(long address, CountDownLatch latch) {
        synchronized (queues) {
            ArrayDeque<CountDownLatch> queue = queues.get(address);
            if (queue == null || !queue.remove(latch)) {
                return false;
            }
            if (queue.isEmpty()) {
                queues.remove(address);
            }
            return true;
        }
    }

    /** Wakes at most {@code count} (unsigned) threads waiting at {@code address}; how many there were. */
    @TruffleBoundary
    public int notify(long address, int count) {
        synchronized (queues) {
            ArrayDeque<CountDownLatch> queue = queues.get(address);
            if (queue == null) {
                return 0;
            }
            int woken = 0;
            for (Iterator<CountDownLatch> waiters = queue.iterator(); woken != count && waiters.hasNext(); woken++) {
                waiters.next().countDown();
                waiters.remove();
            }
            if (queue.isEmpty()) {
                queues.remove(address);
            }
            return woken;
        }
    }
}
