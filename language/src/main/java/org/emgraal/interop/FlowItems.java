// SPDX-License-Identifier: Apache-2.0
package org.emgraal.interop;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

/** The items of a publisher, one at a time: each is asked for when somebody waits for it. */
final class FlowItems implements Flow.Subscriber<Object> {

    private final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();
    /** An array with the item; null when there are no more. */
    private CompletableFuture<Object[]> awaited = new CompletableFuture<>();
    private boolean ended;

    FlowItems(Flow.Publisher<?> publisher) {
        publisher.subscribe(this);
    }

    /** The next item in an array, or null at the end. Only after the one before has come. */
    synchronized CompletableFuture<Object[]> next() {
        if (!ended) {
            awaited = new CompletableFuture<>();
            CompletableFuture<Object[]> asked = awaited;
            subscription.thenAccept(source -> source.request(1));
            return asked;
        }
        return awaited;
    }

    void cancel() {
        subscription.thenAccept(Flow.Subscription::cancel);
    }

    @Override
    public void onSubscribe(Flow.Subscription source) {
        if (!subscription.complete(source)) {
            source.cancel();
        }
    }

    @Override
    public void onNext(Object item) {
        waiting(false).complete(new Object[]{item});
    }

    @Override
    public void onError(Throwable failure) {
        waiting(true).completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        waiting(true).complete(null);
    }

    private synchronized CompletableFuture<Object[]> waiting(boolean last) {
        if (last && !ended && awaited.isDone()) {
            awaited = new CompletableFuture<>();
        }
        ended |= last;
        return awaited;
    }
}
