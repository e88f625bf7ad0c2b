// SPDX-License-Identifier: Apache-2.0
package org.emgraal.bytecode.support;

import com.oracle.truffle.api.TruffleSafepoint;
import org.emgraal.runtime.WasmInstance;

/**
 * Where generated code looks whether somebody wants something of the thread: cancel it, interrupt it, run an action in it. A
 * loop does at its header, a function that calls others when it begins.
 */
public final class Safepoints {

    private Safepoints() {
    }

    /** A function begins: as this is no loop, the field need not be volatile. */
    public static void enter(WasmInstance instance) {
        if (instance.pollAtEntry) {
            slowPoll(instance);
        }
    }

    /** In a loop, out of which HotSpot would move the reading of an ordinary field. */
    public static void poll(WasmInstance instance) {
        if (instance.pollRequested) {
            slowPoll(instance);
        }
    }

    private static void slowPoll(WasmInstance instance) {
        instance.pollAtEntry = false;
        instance.pollRequested = false;
        TruffleSafepoint.poll(instance.code().location());
    }
}
