// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.process;

/**
 * How a guest thread blocks. An engine with safepoints supplies its own, so that a blocked thread can be asked to do
 * something in between and be cancelled.
 */
@FunctionalInterface
public interface Blocking {

    /** Blocks the thread and nothing else; interrupting it ends the system call with {@code EINTR}. */
    Blocking PLAIN = Action::run;

    /**
     * Runs {@code action} on this thread. It ends when something happened or its own time limit is over; after an
     * interruption it may be run again.
     */
    void run(Action action) throws InterruptedException;

    /** The guest looks for signals: a good moment for what the engine has to say to it. */
    default void poll() {
    }

    /** One wait. */
    @FunctionalInterface
    interface Action {
        void run() throws InterruptedException;
    }
}
