// SPDX-License-Identifier: Apache-2.0
package org.emgraal;

import com.oracle.truffle.api.TruffleSafepoint;
import com.oracle.truffle.api.exception.AbstractTruffleException;
import com.oracle.truffle.api.interop.ExceptionType;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.emgraal.runtime.CurrentSafepoint;
import org.emgraal.runtime.SafepointTimer;
import org.emgraal.libc.process.Blocking;
import org.emgraal.libc.process.SignalQueue;

/**
 * Makes {@code Context.interrupt} the program's SIGINT, hence Python's {@code KeyboardInterrupt}: an exception thrown at
 * just any safepoint would unwind CPython's C code and leave it in disorder. While the guest runs, safepoints do not
 * throw; where CPython looks for signals and where it waits they may, and what they throw becomes the signal.
 * Cancelling a context is not held up.
 *
 * <p>The engine repeats an interrupt at every safepoint until the thread has left the context; the program gets one
 * signal for it, and another each second that it goes on: Python ignores exceptions in callbacks and finalizers.
 */
final class ContextInterrupts implements Blocking {

    private SignalQueue signals;
    private int lastPoll;
    /** Whether the current interrupt has become a signal. */
    private volatile boolean delivered;
    /** How many interrupts have. */
    private volatile int interrupts;

    void sendTo(SignalQueue queue) {
        signals = queue;
    }

    /** Runs guest code that no interrupt unwinds. */
    <T> T deferring(Supplier<T> guest) {
        TruffleSafepoint safepoint = CurrentSafepoint.get();
        if (safepoint == null) {
            return guest.get();
        }
        boolean before = safepoint.setAllowSideEffects(false);
        try {
            return guest.get();
        } finally {
            safepoint.setAllowSideEffects(before);
            delivered &= !before;
        }
    }

    @Override
    public void run(Action action) {
        if (delivered) {
            CurrentSafepoint.block(Action::run, action);
        } else {
            receiving(() -> CurrentSafepoint.block(Action::run, action));
        }
    }

    /** Seldom in earnest: CPython asks up to a million times a second, and each look takes a lock. */
    @Override
    public void poll() {
        int ticks = SafepointTimer.ticks();
        if (ticks != lastPoll) {
            lastPoll = ticks;
            delivered = receiving(() -> TruffleSafepoint.poll(null));
        }
    }

    /** Whether there is an interrupt. */
    private boolean receiving(Runnable body) {
        TruffleSafepoint safepoint = CurrentSafepoint.get();
        if (safepoint == null) {
            body.run();
            return false;
        }
        boolean before = safepoint.setAllowSideEffects(true);
        try {
            body.run();
            return false;
        } catch (AbstractTruffleException exception) {
            if (!isInterrupt(exception)) {
                throw exception;
            }
            if (!delivered) {
                delivered = true;
                send(++interrupts);
            }
            return true;
        } finally {
            safepoint.setAllowSideEffects(before);
        }
    }

    private void send(int interrupt) {
        signals.send(SignalQueue.SIGINT);
        CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS).execute(() -> {
            if (delivered && interrupts == interrupt) {
                send(interrupt);
            }
        });
    }

    private static boolean isInterrupt(AbstractTruffleException exception) {
        try {
            return InteropLibrary.getUncached().getExceptionType(exception) == ExceptionType.INTERRUPT;
        } catch (UnsupportedMessageException impossible) {
            return false;
        }
    }
}
