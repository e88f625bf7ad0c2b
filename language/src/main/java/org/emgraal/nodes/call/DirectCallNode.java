// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes.call;

import com.oracle.truffle.api.CallTarget;
import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.frame.VirtualFrame;
import org.emgraal.runtime.Activation;
import org.emgraal.runtime.WasmFunction;
import org.emgraal.runtime.WasmInstance;

/**
 * {@code call} of a function of the same module. The callee is translated at the first execution while interpreting;
 * compiled code that reaches a site never executed before does what {@link ColdCall} says.
 */
public final class DirectCallNode extends CallNode {

    private final int function;
    private final ColdCall cold = new ColdCall();
    @Child private com.oracle.truffle.api.nodes.DirectCallNode target;

    public DirectCallNode(int function, PassNode[] arguments) {
        super(arguments);
        this.function = function;
    }

    @Override
    protected WasmFunction callee(VirtualFrame frame, Activation activation) {
        return activation.instance().function(function);
    }

    @Override
    protected void call(VirtualFrame frame, Activation activation) {
        if (target == null) {
            if (CompilerDirectives.inInterpreter() || cold.leave(this)) {
                link(activation.instance());
            } else {
                callCold(activation.instance());
                return;
            }
        }
        target.call(new Object[]{activation.instance()});
    }

    /** Makes a copy for another place of what this was copied from: calls are counted anew, which decides what is inlined. */
    public void forget() {
        target = null;
    }

    private void link(WasmInstance instance) {
        CallTarget code = instance.code().target(function);
        target = insert(com.oracle.truffle.api.nodes.DirectCallNode.create(code));
    }

    @TruffleBoundary(transferToInterpreterOnException = false)
    private void callCold(WasmInstance instance) {
        instance.code().target(function).call(this, instance.arguments());
    }
}
