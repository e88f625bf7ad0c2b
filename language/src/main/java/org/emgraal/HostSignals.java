// SPDX-License-Identifier: Apache-2.0
package org.emgraal;

import org.emgraal.libc.process.SignalQueue;
import sun.misc.Signal;

/**
 * Passes the host's SIGINT on to the program, for the command line only: an embedded program does not take a process's
 * signals. A program that waits in a system call is woken by the queue and sees {@code EINTR}.
 */
final class HostSignals {

    private HostSignals() {
    }

    static void forward(SignalQueue signals) {
        Signal.handle(new Signal("INT"), signal -> signals.send(SignalQueue.SIGINT));
    }
}
