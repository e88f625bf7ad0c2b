// SPDX-License-Identifier: Apache-2.0
package org.emgraal.dylink;

import java.util.HashMap;
import java.util.Map;

/**
 * Promises as a program holds them ({@code emscripten/promise.h}): numbers. Limitation: as long as nobody can wait for
 * one, a promise only remembers how it was settled.
 */
final class Promises {

    /** How a promise was settled, {@code em_promise_result_t}. */
    private record Settled(int result, int value) {
    }

    private static final Settled PENDING = new Settled(-1, 0);

    private final Map<Integer, Settled> promises = new HashMap<>();
    private int last;

    int create() {
        promises.put(++last, PENDING);
        return last;
    }

    void destroy(int promise) {
        promises.remove(promise);
    }

    void resolve(int promise, int result, int value) {
        promises.replace(promise, PENDING, new Settled(result, value));
    }
}
