// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes.call;

import com.oracle.truffle.api.CallTarget;
import com.oracle.truffle.api.RootCallTarget;
import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.TruffleSafepoint;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.DirectCallNode;
import com.oracle.truffle.api.nodes.LoopNode;
import com.oracle.truffle.api.nodes.RootNode;
import org.emgraal.runtime.TailCalling;
import org.emgraal.runtime.WasmFunction;

/**
 * A function with tail calls, as others call it: executes its body, and then whatever the body left to call, until one
 * returns. Any number of tail calls takes the Java stack of this node and one body. Functions without tail calls do
 * without: their call target is the body.
 */
public final class TailCallRootNode extends RootNode implements TailCalling {

    private final RootCallTarget body;
    @Child private DirectCallNode first;
    @Child private FunctionDispatchNode next = new FunctionDispatchNode();

    public TailCallRootNode(TruffleLanguage<?> language, RootCallTarget body) {
        super(language);
        this.body = body;
        this.first = DirectCallNode.create(body);
    }

    @Override
    public Object execute(VirtualFrame frame) {
        WasmFunction callee = (WasmFunction) first.call(frame.getArguments());
        while (callee != null) {
            LoopNode.reportLoopCount(this, 1);
            TruffleSafepoint.poll(this);
            callee = next.callBody(callee);
        }
        return null;
    }

    @Override
    public CallTarget body() {
        return body;
    }

    @Override
    public String getName() {
        return body.getRootNode().getName();
    }

    @Override
    public boolean isInternal() {
        return true;
    }
}
