// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes.control;

import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.frame.VirtualFrame;
import org.emgraal.runtime.WasmInstance;

/**
 * The dispatch loop of a very large interpreter, compiled apart from its function, which otherwise would be compiled twice:
 * for calls, and for activations that were running before (on-stack replacement). Does nothing until it is compiled.
 */
final class LoopRootNode extends SplitCodeRootNode {

    /** Result of a call: the function has returned. */
    static final Object RETURNED = new Object();

    /**
     * Result of a call: the interpreter has to go on.
     *
     * @param block the next
     * @param values of the slots live there
     */
    record Interrupted(int block, long[] values) {
    }

    private final BlockDispatchNode function;
    private final BasicBlockNode[] blocks;
    private final LiveSlots live;
    private final int header;

    LoopRootNode(BlockDispatchNode function, BasicBlockNode[] blocks, int header, CodeGenerations code) {
        super(function, function.getRootNode().getQualifiedName() + "<loop>", code);
        this.function = function;
        this.blocks = blocks;
        this.header = header;
        this.live = blocks[header].live;
    }

    @Override
    protected boolean prepareForCompilation(boolean rootCompilation, int compilationTier, boolean lastTier) {
        function.chooseHotBlocks();
        return true;
    }

    /**
     * Arguments are the values of the slots live at the header and the instance. Returns {@link #RETURNED}, an
     * {@link Interrupted}, or null if nothing was executed.
     */
    @Override
    public Object execute(VirtualFrame frame) {
        if (!isCompiled()) {
            return null;
        }
        live.restore(frame, (long[]) frame.getArguments()[0]);
        WasmInstance instance = CompilerDirectives.castExact(frame.getArguments()[1], WasmInstance.class);
        int next = function.enter(frame, instance, header, this);
        if (next == BlockDispatchNode.RETURNED) {
            return RETURNED;
        }
        // In the interpreter.
        return new Interrupted(next, blocks[next].live.save(frame));
    }
}
