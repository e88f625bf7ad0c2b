// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes.call;

import com.oracle.truffle.api.CallTarget;
import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.nodes.DirectCallNode;
import com.oracle.truffle.api.nodes.ExplodeLoop;
import com.oracle.truffle.api.nodes.IndirectCallNode;
import com.oracle.truffle.api.nodes.Node;
import java.util.Arrays;
import org.emgraal.nodes.FunctionRootNode;
import org.emgraal.runtime.WasmFunction;

/** Calls a function known only at run time: an inline cache over call targets, most frequent first, then an indirect call. */
public final class FunctionDispatchNode extends Node {

    private static final int LIMIT = 6;
    /** Calls that compiled code makes past the cache before it is worth a recompilation to have their callee in it. */
    private static final int MISSES = 5_000;

    @Children private DirectCallNode[] cached = new DirectCallNode[0];
    /** How often each was called while interpreting; threads may miscount. */
    private final int[] calls = new int[LIMIT];
    @Child private IndirectCallNode generic = IndirectCallNode.create();
    private int misses;

    public void call(WasmFunction function) {
        call(function.target(), function.arguments());
    }

    /** Executes a function up to a tail call: the function that the caller must call next, or null. */
    WasmFunction callBody(WasmFunction function) {
        return (WasmFunction) call(function.body(), function.arguments());
    }

    @ExplodeLoop(kind = ExplodeLoop.LoopExplosionKind.FULL_UNROLL_UNTIL_RETURN)
    private Object call(CallTarget target, Object[] arguments) {
        DirectCallNode[] known = cached;
        for (int i = 0; i < known.length; i++) {
            DirectCallNode call = known[i];
            if (call.getCallTarget() == target) {
                if (CompilerDirectives.inInterpreter()) {
                    return call(call, i, arguments);
                }
                return call.call(arguments);
            }
        }
        if (known.length < LIMIT) {
            if (CompilerDirectives.inInterpreter()) {
                add(target);
            } else if (isCheapToCompile() && ++misses >= MISSES) {
                CompilerDirectives.transferToInterpreterAndInvalidate();
                misses = 0;
                add(target);
            }
        }
        return generic.call(target, arguments);
    }

    private Object call(DirectCallNode call, int position, Object[] arguments) {
        int count = ++calls[position];
        if (position > 0 && count > calls[position - 1]) {
            advance(call);
        }
        return call.call(arguments);
    }

    /** Puts a callee before its predecessor. Compiled code keeps the old order, which is as right. */
    private void advance(DirectCallNode call) {
        atomic(() -> {
            DirectCallNode[] order = cached.clone();
            int position = Arrays.asList(order).indexOf(call);
            if (position > 0) {
                order[position] = order[position - 1];
                order[position - 1] = call;
                int count = calls[position];
                calls[position] = calls[position - 1];
                calls[position - 1] = count;
                cached = order;
            }
        });
    }

    /** Other threads may be adding their own in other contexts. */
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

    private boolean isCheapToCompile() {
        return !(getRootNode() instanceof FunctionRootNode function && function.isHuge());
    }
}
