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
    /** So many entries into code of old blocks until that of the newest is asked for. */
    private static final int STALE_ENTRIES = 64;

    final int header;
    @CompilationFinal(dimensions = 1) private final BasicBlockNode[] blocks;
    private final LiveSlots live;
    /** Has code, as far as known; null if none has. Threads may see either of two for a while. */
    private CallTarget ready;
    /** Made of the newest choice of blocks. */
    private CallTarget newest;
    private int staleEntries;
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
        return ready != null;
    }

    /** The choice of hot blocks has changed; code of the one before is used until there is newer. */
    void renew() {
        newest = null;
    }

    /**
     * Runs the loop from its header. The block with which to go on, in the interpreter and with its live slots in the
     * frame, or {@link BlockDispatchNode#RETURNED}, or {@link #NOTHING}.
     */
    int execute(VirtualFrame frame, Activation activation) {
        CallTarget target = CompilerDirectives.inInterpreter() ? choose() : ready;
        if (target == null) {
            CompilerDirectives.transferToInterpreter();
            return NOTHING;
        }
        long[] values = new long[live.numbers()];
        live.save(frame, values);
        Object result = call.call(target, values, activation.instance());
        if (result == LoopRootNode.RETURNED) {
            if (CompilerDirectives.inInterpreter()) {
                ready = target;
            }
            return BlockDispatchNode.RETURNED;
        }
        CompilerDirectives.transferToInterpreter();
        if (result == null) {
            if (ready == target) {
                ready = null;
            }
            return NOTHING;
        }
        ready = target;
        LoopRootNode.Interrupted interrupted = (LoopRootNode.Interrupted) result;
        blocks[interrupted.block()].live.restore(frame, interrupted.values());
        activation.reload();
        return interrupted.block();
    }

    private CallTarget choose() {
        CallTarget wanted = newest;
        if (wanted == null) {
            wanted = new LoopRootNode((BlockDispatchNode) getParent(), blocks, header).getCallTarget();
            newest = wanted;
        }
        if (ready != null && ready != wanted && ++staleEntries < STALE_ENTRIES) {
            return ready;
        }
        staleEntries = 0;
        return wanted;
    }
}
