// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes.call;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.emgraal.runtime.Activation;
import org.emgraal.runtime.WasmFunction;

/** {@code call} of an imported function: which one depends on the activation.instance(). */
public final class ImportCallNode extends CallNode {

    private final int function;
    @Child private FunctionDispatchNode dispatch = new FunctionDispatchNode();

    public ImportCallNode(int function, PassNode[] arguments) {
        super(arguments);
        this.function = function;
    }

    @Override
    protected WasmFunction callee(VirtualFrame frame, Activation activation) {
        return activation.instance().function(function);
    }

    @Override
    protected void call(VirtualFrame frame, Activation activation) {
        dispatch.call(callee(frame, activation), activation.instance());
    }
}
