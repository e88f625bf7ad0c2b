// SPDX-License-Identifier: Apache-2.0
package org.emgraal.bytecode.support;

import com.oracle.truffle.api.TruffleSafepoint;
import org.emgraal.runtime.WasmInstance;

/**
 * Where generated code looks whether somebody wants something of the thread: cancel it, interrupt it, run an action in it. A
 * function counts down at its loops and, if it calls others, when it begins; only every thousandth time it asks.
 */
public final class Safepoints {

    /** Rounds of loops that an activation may make until it asks. */
    public static final int ROUNDS = 1000;

    private Safepoints() {
    }


    /** A function begins. */
    public static void enter(WasmInstance instance) {
        if (--instance.entries < 0) {
            instance.entries = ROUNDS;
            poll(instance);
        }
    }

    /** The budget is used up: asks, and returns a new one. */
    public static int poll(WasmInstance instance) {
        TruffleSafepoint.poll(instance.code().location());
        return ROUNDS;
    }
}
