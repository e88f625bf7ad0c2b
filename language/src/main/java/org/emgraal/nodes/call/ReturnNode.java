// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes.call;

import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.ExplodeLoop;
import org.emgraal.nodes.ExpressionNode;
import org.emgraal.runtime.Activation;
import org.emgraal.runtime.CallRegisters;

/**
 * Puts a function's results into the call registers. A statement of the block that returns, not part of its
 * terminator: partial evaluation merges the exits of the dispatch loop, where the block is no constant any more.
 */
public final class ReturnNode extends ExpressionNode.Statement {

    @Children private final PassNode[] results;

    public ReturnNode(PassNode[] results) {
        this.results = results;
    }

    @Override
    @ExplodeLoop
    public void executeVoid(VirtualFrame frame, Activation activation) {
        CallRegisters registers = activation.instance().registers();
        for (PassNode result : results) {
            result.pass(frame, activation, registers);
        }
    }
}
