// SPDX-License-Identifier: Apache-2.0
package org.emgraal.emscripten;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * A promise as JavaScript has it (ECMA-262, section 27.2), because programs see in which order callbacks run: reactions
 * run as jobs of the event loop, and following another promise takes two of them. A value is a number or what
 * {@link #all} gathers; null stands for {@code undefined}.
 */
final class GuestPromise {

    /** What a reaction throws to reject the promise that {@link #then} has given. */
    static final class Rejection extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Object reason;

        Rejection(Object reason) {
            super("rejected with " + reason, null, false, false);
            this.reason = reason;
        }
    }

    enum State {
        PENDING, FULFILLED, REJECTED
    }

    private final EventLoop events;
    private final List<Runnable> reactions = new ArrayList<>();
    private State state = State.PENDING;
    private Object value;
    private boolean resolved;
    private boolean handled;

    GuestPromise(EventLoop events) {
        this.events = events;
    }

    State state() {
        return state;
    }

    /** What it is fulfilled with, or the reason of its rejection. */
    Object value() {
        return value;
    }

    boolean isHandled() {
        return handled;
    }

    /** Fulfils it, or lets it follow another promise; the first of {@code resolve} and {@link #reject} counts. */
    void resolve(Object newValue) {
        if (resolved) {
            return;
        }
        resolved = true;
        if (newValue == this) {
            settle(State.REJECTED, null);
        } else if (newValue instanceof GuestPromise followed) {
            events.enqueue(() -> followed.whenSettled(result -> settle(State.FULFILLED, result), reason -> settle(State.REJECTED, reason)));
        } else {
            settle(State.FULFILLED, newValue);
        }
    }

    void reject(Object reason) {
        if (!resolved) {
            resolved = true;
            settle(State.REJECTED, reason);
        }
    }

    private void settle(State newState, Object newValue) {
        state = newState;
        value = newValue;
        reactions.forEach(events::enqueue);
        reactions.clear();
        if (state == State.REJECTED && !handled) {
            events.rejected(this);
        }
    }

    /** The promise of what a reaction makes of this one; without a reaction for its state it is settled alike. */
    GuestPromise then(UnaryOperator<Object> onFulfilled, UnaryOperator<Object> onRejected) {
        GuestPromise derived = new GuestPromise(events);
        whenSettled(result -> derived.settleWith(onFulfilled, result), reason -> {
            if (onRejected == null) {
                derived.reject(reason);
            } else {
                derived.settleWith(onRejected, reason);
            }
        });
        return derived;
    }

    private void settleWith(UnaryOperator<Object> reaction, Object settled) {
        try {
            resolve(reaction == null ? settled : reaction.apply(settled));
        } catch (Rejection rejection) {
            reject(rejection.reason);
        }
    }

    private void whenSettled(Consumer<Object> onFulfilled, Consumer<Object> onRejected) {
        handled = true;
        Runnable reaction = () -> (state == State.FULFILLED ? onFulfilled : onRejected).accept(value);
        if (state == State.PENDING) {
            reactions.add(reaction);
        } else {
            events.enqueue(reaction);
        }
    }

    /** Fulfilled with the array of their values when all are fulfilled; rejected as the first that is. */
    static GuestPromise all(EventLoop events, List<GuestPromise> promises) {
        GuestPromise result = new GuestPromise(events);
        Gathering values = new Gathering(promises.size(), result::resolve);
        for (int i = 0; i < promises.size(); i++) {
            promises.get(i).whenSettled(values.place(i), result::reject);
        }
        return result;
    }

    /** Fulfilled with all of them when all are settled. */
    static GuestPromise allSettled(EventLoop events, List<GuestPromise> promises) {
        GuestPromise result = new GuestPromise(events);
        Gathering settled = new Gathering(promises.size(), result::resolve);
        for (int i = 0; i < promises.size(); i++) {
            GuestPromise promise = promises.get(i);
            Consumer<Object> place = settled.place(i);
            promise.whenSettled(ignored -> place.accept(promise), ignored -> place.accept(promise));
        }
        return result;
    }

    /** Fulfilled as the first that is; rejected with the array of their reasons when all are rejected. */
    static GuestPromise any(EventLoop events, List<GuestPromise> promises) {
        GuestPromise result = new GuestPromise(events);
        Gathering reasons = new Gathering(promises.size(), result::reject);
        for (int i = 0; i < promises.size(); i++) {
            promises.get(i).whenSettled(result::resolve, reasons.place(i));
        }
        return result;
    }

    /** Settled as the first that is. */
    static GuestPromise race(EventLoop events, List<GuestPromise> promises) {
        GuestPromise result = new GuestPromise(events);
        promises.forEach(promise -> promise.whenSettled(result::resolve, result::reject));
        return result;
    }

    /** Collects a value from each of several promises. */
    private static final class Gathering {
        private final Object[] values;
        private final Consumer<Object> whenComplete;
        private int missing;

        Gathering(int count, Consumer<Object> whenComplete) {
            values = new Object[count];
            missing = count;
            this.whenComplete = whenComplete;
            if (count == 0) {
                whenComplete.accept(values);
            }
        }

        Consumer<Object> place(int index) {
            return value -> {
                values[index] = value;
                if (--missing == 0) {
                    whenComplete.accept(values);
                }
            };
        }
    }
}
