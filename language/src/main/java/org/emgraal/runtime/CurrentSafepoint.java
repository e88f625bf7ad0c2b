// SPDX-License-Identifier: Apache-2.0
package org.emgraal.runtime;

import com.oracle.truffle.api.TruffleSafepoint;

/**
 * The current thread's safepoint, or null where it has none although it has entered a context: the JDK clears the thread
 * locals of the common pool's threads after each task (ForkJoinPool, since 19), Truffle's among them, and Truffle sets
 * them up for a thread once. Such a thread runs guest code as any other, but nothing interrupts it.
 */
public final class CurrentSafepoint {

    private CurrentSafepoint() {
    }

    public static TruffleSafepoint get() {
        try {
            return TruffleSafepoint.getCurrent();
        } catch (IllegalStateException cleared) {
            return null;
        }
    }

    /** Waits, interruptible if the thread can be. */
    public static <T> void block(TruffleSafepoint.Interruptible<T> action, T object) {
        if (get() != null) {
            TruffleSafepoint.setBlockedThreadInterruptible(null, action, object);
            return;
        }
        boolean interrupted = false;
        while (true) {
            try {
                action.apply(object);
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
