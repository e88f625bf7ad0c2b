// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes.call;

import com.oracle.truffle.api.CallTarget;
import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.nodes.DirectCallNode;
import com.oracle.truffle.api.nodes.ExplodeLoop;
import com.oracle.truffle.api.nodes.IndirectCallNode;
import com.oracle.truffle.api.nodes.Node;
import java.util.Arrays;
import org.emgraal.runtime.WasmFunction;

/** Calls a function known only at run time: an inline cache over call targets, then an indirect call. */
public final class FunctionDispatchNode extends Node {

    private static final int LIMIT = 3;

    @Children private DirectCallNode[] cached = new DirectCallNode[0];
    @Child private IndirectCallNode generic = IndirectCallNode.create();

    public void call(WasmFunction function) {
        call(function.target(), function.arguments());
    }

    /** Executes a function up to a tail call: the function that the caller must call next, or null. */
    WasmFunction callBody(WasmFunction function) {
        return (WasmFunction) call(function.body(), function.arguments());
    }

    @ExplodeLoop(kind = ExplodeLoop.LoopExplosionKind.FULL_UNROLL_UNTIL_RETURN)
    private Object call(CallTarget target, Object[] arguments) {
        for (DirectCallNode call : cached) {
            if (call.getCallTarget() == target) {
                return call.call(arguments);
            }
        }
        if (CompilerDirectives.inInterpreter() && cached.length < LIMIT) {
            add(target);
        }
        return generic.call(target, arguments);
    }

    /**
     * Only while interpreting: compiled code must not be invalidated by a new callee. Other threads may be adding their
     * own in other contexts.
     */
    private void add(CallTarget target) {
        atomic(() -> {
            DirectCallNode[] known = cached;
            if (known.length < LIMIT && Arrays.stream(known).noneMatch(call -> call.getCallTarget() == target)) {
                DirectCallNode[] extended = Arrays.copyOf(known, known.length + 1);
                extended[known.length] = DirectCallNode.create(target);
                cached = insert(extended);
            }
        });
    }
}
