// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes.call;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.emgraal.runtime.WasmFunction;
import org.emgraal.runtime.WasmInstance;

/** {@code call} of an imported function: which one depends on the instance. */
public final class ImportCallNode extends CallNode {

    private final int function;
    @Child private FunctionDispatchNode dispatch = new FunctionDispatchNode();

    public ImportCallNode(int function, PassNode[] arguments) {
        super(arguments);
        this.function = function;
    }

    @Override
    protected WasmFunction callee(VirtualFrame frame, WasmInstance instance) {
        return instance.function(function);
    }

    @Override
    protected void call(VirtualFrame frame, WasmInstance instance) {
        dispatch.call(callee(frame, instance), instance);
    }
}
