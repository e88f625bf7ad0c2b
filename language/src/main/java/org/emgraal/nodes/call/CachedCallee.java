// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes.call;

import com.oracle.truffle.api.CallTarget;
import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.nodes.DirectCallNode;
import com.oracle.truffle.api.nodes.Node;
import org.emgraal.runtime.WasmFunction;
import org.emgraal.runtime.WasmInstance;

/**
 * An entry of an inline cache: code, and whether it runs in the caller's own instance. If so, the arguments are a fresh
 * array, which vanishes when the call is inlined and shows the compiler that memory and registers are the caller's;
 * others get the array that the function keeps.
 */
final class CachedCallee extends Node {

    private final boolean isLocal;
    @Child private DirectCallNode code;
    /** How often it was called while interpreting; threads may miscount. */
    private int count;

    CachedCallee(CallTarget target, boolean isLocal) {
        this.code = DirectCallNode.create(target);
        this.isLocal = isLocal;
    }

    boolean matches(CallTarget target, boolean isLocalCall) {
        return code.getCallTarget() == target && isLocal == isLocalCall;
    }

    boolean isMoreFrequentThan(CachedCallee other) {
        return count > other.count;
    }

    Object call(WasmFunction function, WasmInstance caller) {
        if (CompilerDirectives.inInterpreter()) {
            count++;
        }
        return code.call(isLocal ? new Object[]{caller} : function.arguments());
    }
}
