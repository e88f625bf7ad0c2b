// SPDX-License-Identifier: Apache-2.0
package org.emgraal.runtime;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Asks every store in which guest code runs to look at safepoints, some hundred times a second. Generated code then needs no
 * counter at its loops, which would cost tight ones a multiple of their time, but one field that is nearly always 0.
 * One thread for the whole JVM; it sleeps for good while no guest code runs.
 */
public final class SafepointTimer {

    private static final long PERIOD = 5_000_000;
    /** Rounds without guest code until the thread sleeps for good. */
    private static final int IDLE_ROUNDS = 100;

    private static final Set<Store> RUNNING = ConcurrentHashMap.newKeySet();
    private static volatile boolean asleep;
    private static volatile Thread thread;
    private static volatile int ticks;

    private SafepointTimer() {
    }

    /** A number that changes some hundred times a second while guest code runs. */
    public static int ticks() {
        return ticks;
    }

    /** Guest code is about to run in a store that has said so before ({@link #add}). */
    static void wake() {
        if (asleep) {
            asleep = false;
            LockSupport.unpark(thread);
        }
    }

    /** From now on the store is looked at, until it has been idle for a while. */
    static void add(Store store) {
        RUNNING.add(store);
        if (thread == null) {
            start();
        }
        wake();
    }

    private static synchronized void start() {
        if (thread == null) {
            Thread created = new Thread(SafepointTimer::run, "emgraal safepoints");
            created.setDaemon(true);
            created.setPriority(Thread.MAX_PRIORITY);
            thread = created;
            created.start();
        }
    }

    private static void run() {
        int idle = 0;
        while (true) {
            boolean active = false;
            ticks++;
            for (Store store : RUNNING) {
                if (store.isActive()) {
                    active = true;
                    store.requestPoll();
                } else if (store.isIdleAgain()) {
                    RUNNING.remove(store);
                    store.forgotten();
                }
            }
            idle = active ? 0 : idle + 1;
            if (idle > IDLE_ROUNDS) {
                sleep();
                idle = 0;
            } else {
                LockSupport.parkNanos(PERIOD);
            }
        }
    }

    private static void sleep() {
        asleep = true;
        for (Store store : RUNNING) {
            if (store.isActive()) {
                asleep = false;
                return;
            }
        }
        while (asleep) {
            LockSupport.park();
        }
    }
}
