// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes;

import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.RootCallTarget;
import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.DirectCallNode;
import com.oracle.truffle.api.nodes.RootNode;
import org.emgraal.nodes.call.FunctionDispatchNode;
import org.emgraal.runtime.WasmFunction;
import org.emgraal.runtime.WasmInstance;

/**
 * A function of a module that instances may replace by another ({@link WasmInstance#replace}): every call of it, direct
 * ones within the module included, goes to the replacement. The arguments stay in the call registers.
 */
public final class ReplaceableRootNode extends RootNode {

    private final int function;
    private final RootCallTarget original;
    @Child private DirectCallNode call;
    @Child private FunctionDispatchNode dispatch = new FunctionDispatchNode();

    public ReplaceableRootNode(TruffleLanguage<?> language, int function, RootCallTarget original) {
        super(language);
        this.function = function;
        this.original = original;
        this.call = DirectCallNode.create(original);
    }

    @Override
    public Object execute(VirtualFrame frame) {
        Object[] arguments = frame.getArguments();
        WasmFunction replacement = CompilerDirectives.castExact(arguments[0], WasmInstance.class).replacement(function);
        if (replacement == null) {
            return call.call(arguments);
        }
        dispatch.call(replacement);
        return null;
    }

    @Override
    public String getName() {
        return original.getRootNode().getName();
    }

    @Override
    public boolean isInternal() {
        return true;
    }
}
