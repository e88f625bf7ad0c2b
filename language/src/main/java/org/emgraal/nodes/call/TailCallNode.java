// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes.call;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.emgraal.nodes.ExpressionNode;
import org.emgraal.runtime.Activation;

/**
 * {@code return_call}, {@code return_call_indirect} and {@code return_call_ref}: puts arguments and callee into the
 * registers. The function then returns, and {@link TailCallRootNode} makes the call when its frame is gone.
 */
public final class TailCallNode extends ExpressionNode.Statement {

    @Child private CallNode call;

    public TailCallNode(CallNode call) {
        this.call = call;
    }

    @Override
    public void executeVoid(VirtualFrame frame, Activation activation) {
        call.leaveToCaller(frame, activation);
    }
}
