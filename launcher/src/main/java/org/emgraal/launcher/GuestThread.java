// SPDX-License-Identifier: Apache-2.0
package org.emgraal.launcher;

/**
 * Runs the guest on a thread with a stack to match CPython's 10 MiB linear stack: while interpreting, a WebAssembly
 * frame takes about a hundred times its linear stack on the Java stack.
 */
final class GuestThread {

    private static final long STACK_SIZE = 1L << 30;

    private GuestThread() {
    }

    /** Returns when {@code body} has; most launchers end in {@link System#exit} before that. */
    static void run(Runnable body) {
        Thread thread = new Thread(null, body, "main", STACK_SIZE);
        thread.start();
        while (true) {
            try {
                thread.join();
                return;
            } catch (InterruptedException e) {
                thread.interrupt();
            }
        }
    }
}
