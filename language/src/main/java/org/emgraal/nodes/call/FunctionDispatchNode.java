// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes.call;

import com.oracle.truffle.api.CallTarget;
import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.nodes.ExplodeLoop;
import com.oracle.truffle.api.nodes.IndirectCallNode;
import com.oracle.truffle.api.nodes.Node;
import java.util.Arrays;
import org.emgraal.runtime.WasmFunction;
import org.emgraal.runtime.WasmInstance;

/** Calls a function known only at run time: an inline cache of callees, most frequent first, then an indirect call. */
public final class FunctionDispatchNode extends Node {

    private static final int LIMIT = 6;
    /** Calls that code which stays valid makes past the cache before it is worth a recompilation to have their callee. */
    private static final int MISSES = 5_000;

    @Children private CachedCallee[] cached = new CachedCallee[0];
    @Child private IndirectCallNode generic = IndirectCallNode.create();
    private final ColdCall cold = new ColdCall();
    private int misses;

    /** Calls a function from code that runs in an instance. */
    public void call(WasmFunction function, WasmInstance caller) {
        call(function, function.knownTarget(), caller);
    }

    /** Calls a function from code of the host. */
    public void call(WasmFunction function) {
        call(function, function.target(), null);
    }

    /** Makes a copy for another place of what this was copied from. */
    public void forget() {
        cached = new CachedCallee[0];
    }

    /** Executes a function up to a tail call: the function that the caller must call next, or null. */
    WasmFunction callBody(WasmFunction function) {
        return (WasmFunction) call(function, function.body(), null);
    }

    /** {@code known} is null for a function that was never called. */
    @ExplodeLoop(kind = ExplodeLoop.LoopExplosionKind.FULL_UNROLL_UNTIL_RETURN)
    private Object call(WasmFunction function, CallTarget known, WasmInstance caller) {
        boolean isLocal = caller != null && function.environment() == caller;
        CachedCallee[] callees = cached;
        for (int i = 0; i < callees.length; i++) {
            CachedCallee callee = callees[i];
            if (callee.matches(known, isLocal)) {
                if (CompilerDirectives.inInterpreter() && i > 0 && callee.isMoreFrequentThan(callees[i - 1])) {
                    advance(callee);
                }
                return callee.call(function, caller);
            }
        }
        boolean hasRoom = callees.length < LIMIT;
        if (CompilerDirectives.inCompiledCode() && hasRoom && !cold.leave(this) && !ColdCall.isHuge(this) && ++misses >= MISSES) {
            CompilerDirectives.transferToInterpreterAndInvalidate();
            misses = 0;
        }
        CallTarget target = known != null ? known : function.target();
        if (CompilerDirectives.inInterpreter() && hasRoom) {
            add(target, isLocal);
        }
        return generic.call(target, function.arguments());
    }

    /** Puts a callee before its predecessor. Compiled code keeps the old order, which is as right. */
    private void advance(CachedCallee callee) {
        atomic(() -> {
            CachedCallee[] order = cached.clone();
            int position = Arrays.asList(order).indexOf(callee);
            if (position > 0) {
                order[position] = order[position - 1];
                order[position - 1] = callee;
                cached = order;
            }
        });
    }

    /** Other threads may be adding their own in other contexts. */
    private void add(CallTarget target, boolean isLocal) {
        atomic(() -> {
            CachedCallee[] known = cached;
            if (known.length < LIMIT && Arrays.stream(known).noneMatch(callee -> callee.matches(target, isLocal))) {
                CachedCallee[] extended = Arrays.copyOf(known, known.length + 1);
                extended[known.length] = new CachedCallee(target, isLocal);
                cached = insert(extended);
            }
        });
    }
}
