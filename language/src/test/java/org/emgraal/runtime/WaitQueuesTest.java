// SPDX-License-Identifier: Apache-2.0
package org.emgraal.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** The queues behind {@code memory.atomic.wait} and {@code notify}. */
class WaitQueuesTest {

    private final WaitQueues queues = new WaitQueues();

    @Test
    void aDifferentValueDoesNotWait() {
        assertNull(queues.join(8, () -> false));
        assertEquals(0, queues.notify(8, 1));
    }

    @Test
    void whoTimesOutIsNotCounted() {
        WaitQueues.Waiter waiter = queues.join(8, () -> true);
        assertEquals(WaitQueues.TIMED_OUT, queues.leave(waiter));
        assertEquals(0, queues.notify(8, 1));
        assertFalse(waiter.isWoken());
    }

    @Test
    void notifyWakesInOrderAsManyAsItSaysAtItsAddress() {
        WaitQueues.Waiter first = queues.join(8, () -> true);
        WaitQueues.Waiter second = queues.join(8, () -> true);
        WaitQueues.Waiter third = queues.join(8, () -> true);
        WaitQueues.Waiter other = queues.join(16, () -> true);
        assertEquals(0, queues.notify(24, -1));
        assertEquals(0, queues.notify(8, 0));
        assertEquals(1, queues.notify(8, 1));
        assertTrue(first.isWoken());
        assertFalse(second.isWoken());
        assertEquals(WaitQueues.OK, queues.leave(first));
        assertEquals(2, queues.notify(8, -1));
        assertTrue(second.isWoken() && third.isWoken());
        assertFalse(other.isWoken());
        assertEquals(1, queues.notify(16, 5));
    }
}
