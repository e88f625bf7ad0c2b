// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes.control;

import com.oracle.truffle.api.CompilerAsserts;
import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.CompilerDirectives.CompilationFinal;
import com.oracle.truffle.api.HostCompilerDirectives.BytecodeInterpreterSwitch;
import com.oracle.truffle.api.TruffleSafepoint;
import com.oracle.truffle.api.exception.AbstractTruffleException;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.BytecodeOSRNode;
import com.oracle.truffle.api.nodes.ExplodeLoop;
import com.oracle.truffle.api.nodes.LoopNode;
import com.oracle.truffle.api.nodes.Node;
import org.emgraal.libc.ProgramExit;
import org.emgraal.runtime.Trap;
import org.emgraal.runtime.TrapException;
import org.emgraal.runtime.WasmException;
import org.emgraal.runtime.WasmInstance;

/**
 * A function's code: basic blocks and the loop that goes from one to the next. While interpreting, the loop walks an
 * array; partial evaluation explodes it, merging equal block numbers, which turns the blocks back into the function's
 * control flow graph. WebAssembly's nested {@code block}s cost nothing in either: the translator resolved branches to
 * block numbers. Why not nested nodes or a bytecode loop: docs/performance.md, "Representation".
 */
public final class BlockDispatchNode extends Node implements BytecodeOSRNode {

    /** Back edges between two looks at safepoints and loop counters while interpreting. */
    private static final int STRIDE = 64;
    private static final Object RETURNED = "returned";

    @Children private final BasicBlockNode[] blocks;
    @CompilationFinal private Object osrMetadata;

    public BlockDispatchNode(BasicBlockNode[] blocks) {
        this.blocks = blocks;
    }

    public void execute(VirtualFrame frame, WasmInstance instance) {
        dispatch(frame, instance, 0, new BackEdgeCounter());
    }

    /** Kept in an object: a local would be part of the state that loop explosion merges by. */
    private static final class BackEdgeCounter {
        int count;
    }

    @Override
    public Object executeOSR(VirtualFrame frame, int target, Object interpreterState) {
        return dispatch(frame, instance(frame), target, new BackEdgeCounter());
    }

    /** The instance goes along as argument 1; as argument 0 it is only in the frame of an ordinary call. */
    @Override
    public Object[] storeParentFrameInArguments(VirtualFrame parentFrame) {
        return new Object[]{parentFrame, instance(parentFrame)};
    }

    private static WasmInstance instance(VirtualFrame frame) {
        Object[] arguments = frame.getArguments();
        return CompilerDirectives.castExact(arguments[arguments.length - 1], WasmInstance.class);
    }

    @Override
    public Object getOSRMetadata() {
        return osrMetadata;
    }

    @Override
    public void setOSRMetadata(Object metadata) {
        osrMetadata = metadata;
    }

    @BytecodeInterpreterSwitch
    @ExplodeLoop(kind = ExplodeLoop.LoopExplosionKind.MERGE_EXPLODE)
    private Object dispatch(VirtualFrame frame, WasmInstance instance, int start, BackEdgeCounter counter) {
        int index = start;
        loop: while (true) {
            CompilerAsserts.partialEvaluationConstant(index);
            BasicBlockNode block = blocks[index];
            if (block.handlers == null) {
                block.executeStatements(frame, instance);
            } else {
                ExceptionHandler[] handlers = block.handlers;
                Throwable exception = executeProtected(frame, instance, block);
                if (exception != null) {
                    for (int i = 0; i < handlers.length; i++) {
                        if (handlers[i].matches(instance, exception)) {
                            handlers[i].store(frame, exception);
                            index = handlers[i].target;
                            continue loop;
                        }
                    }
                    throw sneakyThrow(exception);
                }
            }
            CompilerAsserts.partialEvaluationConstant(block.terminator);
            switch (block.terminator) {
                case GOTO -> {
                    Edge edge = block.edges[0];
                    if (edge.back && backEdge(frame, edge, counter)) {
                        return RETURNED;
                    }
                    if (CompilerDirectives.inCompiledCode()) {
                        edge.clearDeadSlots(frame);
                    }
                    index = edge.target;
                    continue loop;
                }
                case IF -> {
                    boolean condition = block.condition.executeInt(frame, instance) != 0;
                    if (CompilerDirectives.inInterpreter()) {
                        block.profile(condition);
                    }
                    if (CompilerDirectives.injectBranchProbability(block.probability(), condition)) {
                        Edge edge = block.edges[0];
                        if (edge.back && backEdge(frame, edge, counter)) {
                            return RETURNED;
                        }
                        if (CompilerDirectives.inCompiledCode()) {
                            edge.clearDeadSlots(frame);
                        }
                        index = edge.target;
                        continue loop;
                    } else {
                        Edge edge = block.edges[1];
                        if (edge.back && backEdge(frame, edge, counter)) {
                            return RETURNED;
                        }
                        if (CompilerDirectives.inCompiledCode()) {
                            edge.clearDeadSlots(frame);
                        }
                        index = edge.target;
                        continue loop;
                    }
                }
                case TABLE -> {
                    Edge[] edges = block.edges;
                    int selector = block.condition.executeInt(frame, instance);
                    if (CompilerDirectives.inInterpreter()) {
                        Edge edge = edges[Integer.compareUnsigned(selector, edges.length - 1) < 0 ? selector : edges.length - 1];
                        if (edge.back && backEdge(frame, edge, counter)) {
                            return RETURNED;
                        }
                        index = edge.target;
                        continue loop;
                    }
                    // Compiled: Graal turns the exploded chain of comparisons into one switch.
                    for (int i = 0; i < edges.length - 1; i++) {
                        if (selector == i) {
                            if (edges[i].back && backEdge(frame, edges[i], counter)) {
                                return RETURNED;
                            }
                            edges[i].clearDeadSlots(frame);
                            index = edges[i].target;
                            continue loop;
                        }
                    }
                    Edge edge = edges[edges.length - 1];
                    if (edge.back && backEdge(frame, edge, counter)) {
                        return RETURNED;
                    }
                    edge.clearDeadSlots(frame);
                    index = edge.target;
                    continue loop;
                }
                case RETURN -> {
                    if (CompilerDirectives.hasNextTier() && counter.count > 0) {
                        LoopNode.reportLoopCount(this, counter.count);
                    }
                    return RETURNED;
                }
                case UNREACHABLE -> throw Trap.UNREACHABLE.at(block);
            }
        }
    }

    /** True if on-stack replacement ran the rest of the function. */
    private boolean backEdge(VirtualFrame frame, Edge edge, BackEdgeCounter counter) {
        if (CompilerDirectives.hasNextTier() && ++counter.count >= STRIDE) {
            int count = counter.count;
            counter.count = 0;
            LoopNode.reportLoopCount(this, count);
            if (CompilerDirectives.inInterpreter()) {
                TruffleSafepoint.poll(this);
                if (BytecodeOSRNode.pollOSRBackEdge(this, count)) {
                    return BytecodeOSRNode.tryOSR(this, edge.target, null, null, frame) != null;
                }
            }
        }
        return false;
    }

    /** What a statement threw, if a handler may see it; traps are not seen by any. */
    private static Throwable executeProtected(VirtualFrame frame, WasmInstance instance, BasicBlockNode block) {
        try {
            block.executeStatements(frame, instance);
            return null;
        } catch (WasmException | ProgramExit exception) {
            return exception;
        } catch (TrapException trap) {
            throw trap;
        } catch (AbstractTruffleException exception) {
            return exception;
        }
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> RuntimeException sneakyThrow(Throwable exception) throws T {
        throw (T) exception;
    }
}
