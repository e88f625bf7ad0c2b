// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes.call;

import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.frame.VirtualFrame;
import org.emgraal.nodes.ExpressionNode;
import org.emgraal.runtime.Trap;
import org.emgraal.runtime.WasmFunction;
import org.emgraal.runtime.WasmInstance;

/** {@code call_ref}: validation already fixed the type, only null has to be checked. */
public final class ReferenceCallNode extends CallNode {

    @Child private ExpressionNode callee;
    @Child private FunctionDispatchNode dispatch = new FunctionDispatchNode();

    public ReferenceCallNode(ExpressionNode callee, PassNode[] arguments) {
        super(arguments);
        this.callee = callee;
    }

    @Override
    protected WasmFunction callee(VirtualFrame frame, WasmInstance instance) {
        Object function = callee.executeReference(frame, instance);
        if (function == null) {
            throw Trap.NULL_FUNCTION_REFERENCE.at(this);
        }
        return CompilerDirectives.castExact(function, WasmFunction.class);
    }

    @Override
    protected void call(VirtualFrame frame, WasmInstance instance) {
        dispatch.call(callee(frame, instance), instance);
    }
}
