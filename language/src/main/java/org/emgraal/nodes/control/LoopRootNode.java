// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes.control;

import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.LoopNode;
import com.oracle.truffle.api.nodes.RootNode;
import org.emgraal.nodes.FunctionRootNode;
import org.emgraal.runtime.WasmInstance;

/**
 * The dispatch loop of a very large interpreter, compiled apart from its function, which otherwise would be compiled twice:
 * for calls, and for activations that were running before (on-stack replacement). Does nothing until it is compiled.
 */
final class LoopRootNode extends RootNode {

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

    private static final int LOOPS_PER_CALL = 10_000;

    private final BlockDispatchNode function;
    private final BasicBlockNode[] blocks;
    private final LiveSlots live;
    private final int header;
    private final CodeGenerations code;
    private final String name;
    private boolean used;

    LoopRootNode(BlockDispatchNode function, BasicBlockNode[] blocks, int header, CodeGenerations code) {
        super(((FunctionRootNode) function.getRootNode()).language(), function.getRootNode().getFrameDescriptor());
        this.function = function;
        this.blocks = blocks;
        this.header = header;
        this.code = code;
        this.live = blocks[header].live;
        this.name = function.getRootNode().getQualifiedName() + "<loop>";
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
        if (CompilerDirectives.inInterpreter() || CompilerDirectives.hasNextTier()) {
            LoopNode.reportLoopCount(this, LOOPS_PER_CALL);
            return null;
        }
        if (!used) {
            used = true;
            code.compiled(getCallTarget());
        }
        live.restore(frame, (long[]) frame.getArguments()[0]);
        WasmInstance instance = CompilerDirectives.castExact(frame.getArguments()[1], WasmInstance.class);
        int next = function.enter(frame, instance, header);
        if (next == BlockDispatchNode.RETURNED) {
            return RETURNED;
        }
        // In the interpreter.
        LiveSlots liveThere = blocks[next].live;
        long[] values = new long[liveThere.numbers()];
        liveThere.save(frame, values);
        return new Interrupted(next, values);
    }

    @Override
    public String getName() {
        return name;
    }

    /** Below it in each stack trace is the function that it is part of. */
    @Override
    public boolean isInternal() {
        return true;
    }

    @Override
    public String toString() {
        return name;
    }
}
