// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes.control;

import com.oracle.truffle.api.CallTarget;

/**
 * Code that is replaced by newer code while it is in use: until the newest is compiled, callers go on with what there was
 * before. Threads may see either for a while; both are right.
 */
final class CodeGenerations {

    /** So many calls of old code until the newest is called, which asks for its compilation. */
    private static final int STALE_CALLS = 64;

    private CallTarget ready;
    private CallTarget newest;
    private int staleCalls;

    /** What is known to be compiled, or null. */
    CallTarget ready() {
        return ready;
    }

    boolean isEmpty() {
        return newest == null;
    }

    void add(CallTarget target) {
        newest = target;
    }

    /** What to call next; null if there is nothing. */
    CallTarget choose() {
        CallTarget wanted = newest;
        if (ready != null && ready != wanted && ++staleCalls < STALE_CALLS) {
            return ready;
        }
        staleCalls = 0;
        return wanted;
    }

    /** Compiled code of a target runs. */
    void compiled(CallTarget target) {
        if (ready != target) {
            ready = target;
        }
    }

    /** A target turned out to have no compiled code. */
    void interpreted(CallTarget target) {
        if (ready == target) {
            ready = null;
        }
    }

    void clear() {
        ready = null;
        newest = null;
    }
}
