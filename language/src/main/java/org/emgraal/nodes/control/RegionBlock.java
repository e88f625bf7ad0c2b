// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes.control;

import com.oracle.truffle.api.CompilerDirectives.CompilationFinal;
import com.oracle.truffle.api.nodes.Node;
import com.oracle.truffle.api.nodes.NodeUtil;
import org.emgraal.nodes.call.CallNode;
import org.emgraal.nodes.call.DirectCallNode;
import org.emgraal.nodes.call.FunctionDispatchNode;

/** A basic block as one instruction runs it: a copy with inline caches, call counts and a branch profile of its own. */
final class RegionBlock extends Node {

    /** Position of the original in its function. */
    final int number;
    @Child BasicBlockNode code;
    private int entries;
    private int taken;
    /** That its branch is taken. */
    @CompilationFinal double probability;
    /** Indices into the table at its end whose targets ran too. */
    @CompilationFinal(dimensions = 1) int[] selectors = {};

    RegionBlock(int number, BasicBlockNode original) {
        this.number = number;
        this.code = NodeUtil.cloneNode(original);
        NodeUtil.findAllNodeInstances(code, FunctionDispatchNode.class).forEach(FunctionDispatchNode::forget);
        NodeUtil.findAllNodeInstances(code, DirectCallNode.class).forEach(DirectCallNode::forget);
    }

    void enter() {
        entries++;
    }

    /** How often it ran while the region was recorded, if it calls a function; else 0. */
    int calls() {
        return NodeUtil.findFirstNodeInstance(code, CallNode.class) == null ? 0 : entries;
    }

    void take() {
        taken++;
    }

    /** Makes constants of what was counted. */
    void settle(int[] reachedSelectors) {
        selectors = reachedSelectors;
        probability = (taken + 0.5) / (entries + 1.0);
    }
}
