// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes.control;

import com.oracle.truffle.api.CallTarget;
import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.CompilerDirectives.CompilationFinal;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.IndirectCallNode;
import com.oracle.truffle.api.nodes.Node;
import org.emgraal.runtime.Activation;

/** Where a very large interpreter's function goes on in the code of its dispatch loop ({@link LoopRootNode}). */
final class LoopEntryNode extends Node {

    /** Nothing was executed: there is no code yet. */
    static final int NOTHING = -2;

    final int header;
    @CompilationFinal(dimensions = 1) private final BasicBlockNode[] blocks;
    private final LiveSlots live;
    /** One for each choice of hot blocks. */
    private final CodeGenerations code = new CodeGenerations();
    @Child private IndirectCallNode call = IndirectCallNode.create();

    private LoopEntryNode(int header, BasicBlockNode[] blocks) {
        this.header = header;
        this.blocks = blocks;
        this.live = blocks[header].live;
    }

    /** Null if some block needs more than numbers. */
    static LoopEntryNode create(int header, BasicBlockNode[] blocks) {
        for (BasicBlockNode block : blocks) {
            if (block.live.hasReferences()) {
                return null;
            }
        }
        return new LoopEntryNode(header, blocks);
    }

    boolean isReady() {
        return code.ready() != null;
    }

    /** The choice of hot blocks has changed. */
    void renew() {
        code.add(new LoopRootNode((BlockDispatchNode) getParent(), blocks, header, code).getCallTarget());
    }

    /**
     * Runs the loop from its header. The block with which to go on, in the interpreter and with its live slots in the
     * frame, or {@link BlockDispatchNode#RETURNED}, or {@link #NOTHING}.
     */
    int execute(VirtualFrame frame, Activation activation) {
        if (CompilerDirectives.inInterpreter() && code.isEmpty()) {
            renew();
        }
        CallTarget target = CompilerDirectives.inInterpreter() ? code.choose() : code.ready();
        if (target == null) {
            CompilerDirectives.transferToInterpreter();
            return NOTHING;
        }
        long[] values = live.save(frame);
        Object result = call.call(target, values, activation.instance());
        if (result == LoopRootNode.RETURNED) {
            return BlockDispatchNode.RETURNED;
        }
        CompilerDirectives.transferToInterpreter();
        if (result == null) {
            code.interpreted(target);
            return NOTHING;
        }
        LoopRootNode.Interrupted interrupted = (LoopRootNode.Interrupted) result;
        blocks[interrupted.block()].live.restore(frame, interrupted.values());
        activation.reload();
        return interrupted.block();
    }
}
