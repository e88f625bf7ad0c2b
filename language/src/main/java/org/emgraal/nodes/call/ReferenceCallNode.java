// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes.call;

import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.frame.VirtualFrame;
import org.emgraal.nodes.ExpressionNode;
import org.emgraal.runtime.Activation;
import org.emgraal.runtime.Trap;
import org.emgraal.runtime.WasmFunction;

/** {@code call_ref}: validation already fixed the type, only null has to be checked. */
public final class ReferenceCallNode extends CallNode {

    @Child private ExpressionNode callee;
    @Child private FunctionDispatchNode dispatch = new FunctionDispatchNode();

    public ReferenceCallNode(ExpressionNode callee, PassNode[] arguments) {
        super(arguments);
        this.callee = callee;
    }

    @Override
    protected WasmFunction callee(VirtualFrame frame, Activation activation) {
        Object function = callee.executeReference(frame, activation);
        if (function == null) {
            throw Trap.NULL_FUNCTION_REFERENCE.at(this);
        }
        return CompilerDirectives.castExact(function, WasmFunction.class);
    }

    @Override
    protected void call(VirtualFrame frame, Activation activation) {
        dispatch.call(callee(frame, activation), activation.instance());
    }
}
