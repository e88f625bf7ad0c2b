// SPDX-License-Identifier: Apache-2.0
package org.emgraal.emscripten;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The order in which reactions run is that of the same program in JavaScript. */
class GuestPromiseTest {

    private final EventLoop events = new EventLoop(null, milliseconds -> { });
    private final List<String> log = new ArrayList<>();

    private UnaryOperator<Object> note(String name) {
        return value -> {
            log.add(name + value);
            return value;
        };
    }

    private GuestPromise fulfilled(Object value) {
        GuestPromise promise = new GuestPromise(events);
        promise.resolve(value);
        return promise;
    }

    private GuestPromise rejected(Object reason) {
        GuestPromise promise = new GuestPromise(events);
        promise.reject(reason);
        return promise;
    }

    @Test
    void reactionsRunInTheOrderOfJavaScript() {
        GuestPromise late = new GuestPromise(events);
        events.turn(() -> {
            GuestPromise one = fulfilled(1);
            GuestPromise following = fulfilled(one);
            one.then(note("a"), null).then(note("b"), null).then(note("c"), null);
            following.then(note("d"), null);
            GuestPromise failed = rejected(2);
            failed.then(note("x"), null).then(null, note("e")).then(note("f"), null);
            GuestPromise.all(events, List.of(following, late, one)).then(all -> log.add("all" + Arrays.toString((Object[]) all)), null);
            GuestPromise.race(events, List.of(late, following)).then(note("race"), null);
            GuestPromise.any(events, List.of(failed, late)).then(note("any"), null);
            GuestPromise.allSettled(events, List.of(failed, late)).then(all -> log.add("settled" + ((Object[]) all).length), null);
            one.then(value -> following, null).then(note("g"), null);
            one.then(value -> {
                throw new GuestPromise.Rejection(7);
            }, null).then(null, note("h"));
        });
        assertEquals("a1 b1 e2 h7 d1 c1 f2 race1 g1", String.join(" ", log));
        log.clear();
        events.later(() -> late.resolve(9));
        events.run();
        assertEquals("all[1, 9, 1] any9 settled2", String.join(" ", log));
    }

    @Test
    void theFirstSettlementCounts() {
        GuestPromise promise = fulfilled(1);
        promise.resolve(2);
        promise.reject(3);
        assertEquals(GuestPromise.State.FULFILLED, promise.state());
        assertEquals(1, promise.value());
    }

    @Test
    void nothingIsAllFulfilledAndNoneOfAny() {
        assertEquals(GuestPromise.State.FULFILLED, GuestPromise.all(events, List.of()).state());
        assertEquals(GuestPromise.State.REJECTED, GuestPromise.any(events, List.of()).state());
        assertEquals(GuestPromise.State.PENDING, GuestPromise.race(events, List.of()).state());
    }
}
