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
import java.io.IOException;
import java.nio.file.Path;
import org.emgraal.libc.ProgramExit;
import org.emgraal.runtime.Activation;
import org.emgraal.runtime.Trap;
import org.emgraal.runtime.TrapException;
import org.emgraal.runtime.WasmException;
import org.emgraal.runtime.WasmInstance;

/**
 * A function's code: basic blocks and the loop that goes from one to the next. While interpreting, the loop walks an
 * array; partial evaluation explodes it, merging equal block numbers, which turns the blocks back into the function's
 * control flow graph. WebAssembly's nested {@code block}s cost nothing in either: the translator resolved branches to
 * block numbers. Why not nested nodes or a bytecode loop: docs/syntax-trees.md, "Representation".
 */
public final class BlockDispatchNode extends Node implements BytecodeOSRNode {

    /** Back edges between two looks at safepoints and loop counters while interpreting. */
    private static final int STRIDE = 64;
    /**
     * Rounds of the dispatch loop until it is compiled apart, some twenty seconds' worth: its compilation keeps the compiler
     * busy for ten, and what it calls and regions, which take a fraction of that and gain more, are to come first.
     */
    private static final int LOOP_THRESHOLD = 30_000_000;
    static final int RETURNED = -1;
    /** In place of the block at which on-stack replacement entered. */
    private static final int NOT_OSR = -1;
    /** Stands for a block before all others, which goes on where {@link #outerLoopSlot} says. */
    private static final int SELECT = -2;
    /** Stands for a block before the header of the dispatch loop, where a region may take over ({@link RegionEntryNode}). */
    private static final int REGION = -3;
    /** Stands for a block before that header, where a very large function goes on in code of the loop's own. */
    private static final int LOOP = -4;
    /** A profile is worth recording when the hottest block was entered this often. */
    private static final int MIN_RECORDED = 100_000;
    /** A function's body is too short for more blocks (Limits). */
    private static final int BLOCK_BITS = 24;
    private static final int BLOCK_MASK = (1 << BLOCK_BITS) - 1;

    @Children private final BasicBlockNode[] blocks;
    /** Whether memory 0 is accessed before any call. */
    private final boolean memoryAtEntry;
    /** Null if this is no interpreter. */
    @Child private RegionEntryNode regions;
    /** Null unless the dispatch loop is compiled apart from the rest. */
    @Child private LoopEntryNode loop;
    private final LoopNest nest;
    /** The slot where on-stack replacement keeps the number of the outer loop it goes on with ({@link LoopNest#isAround}). */
    private final int outerLoopSlot;
    private final BlockProfile profile;
    /** Of an earlier run, or null. */
    private final RecordedProfile recorded;
    /** What compiled code consists of; null if it is all, or until the first compilation. */
    @CompilationFinal private HotBlocks hot;
    /** Whether code made of {@link #hot} has run. */
    private boolean compiled;
    @CompilationFinal private Object osrMetadata;
    /** How often {@link #countLoop} saw each block as a loop's header, one in {@link #STRIDE}. */
    private final int[] loops;
    private int allLoops;
    /** The loop header at which on-stack replacement last succeeded, or -1. */
    private int osrEntry = -1;
    /** The target there, and the generation its code is of. */
    private int osrTarget;
    private int osrGeneration;
    /** Entries into code of an older generation since the newest one's was last asked for. */
    private int staleEntries;

    /**
     * @param memoryAtEntry whether memory 0 is accessed before any call
     * @param nest which loops lie around which blocks
     * @param outerLoopSlot a slot of its own for an int; -1 if there are no loops
     * @param recorded the profile of an earlier run, or null
     * @param interpreter the dispatch loop, if this is an interpreter, or null
     */
    public BlockDispatchNode(BasicBlockNode[] blocks, boolean memoryAtEntry, LoopNest nest, int outerLoopSlot,
                    RecordedProfile recorded, DispatchLoop interpreter) {
        this.blocks = blocks;
        this.memoryAtEntry = memoryAtEntry;
        this.outerLoopSlot = outerLoopSlot;
        this.nest = nest;
        this.recorded = recorded;
        this.profile = new BlockProfile(blocks.length, recorded);
        this.loops = new int[blocks.length];
        this.regions = RegionEntryNode.create(interpreter, blocks);
        this.loop = regions != null && isHuge() ? LoopEntryNode.create(interpreter.header, blocks) : null;
    }

    public void execute(VirtualFrame frame, WasmInstance instance) {
        if (CompilerDirectives.inCompiledCode() && hot != null) {
            if (loop == null && !hot.isNewest()) {
                CompilerDirectives.transferToInterpreterAndInvalidate();
            } else {
                compiled = true;
            }
        }
        Activation activation = new Activation(instance);
        if (memoryAtEntry) {
            activation.reload();
        }
        dispatch(frame, activation, 0, NOT_OSR, new BackEdgeCounter(this));
    }

    /** Kept in an object: a local would be part of the state that loop explosion merges by. */
    private static final class BackEdgeCounter {
        /** In the code that is executed. */
        final Node code;
        int count;
        /** Address of the last instruction of an interpreted program; at first, higher than all. */
        int address = -1;

        BackEdgeCounter(Node code) {
            this.code = code;
        }

        void report() {
            LoopNode.reportLoopCount(code, count);
            count = 0;
        }
    }

    /** Chooses what to compile. To be called before a compilation begins. False if it is too early. */
    public boolean prepareForCompilation() {
        chooseHotBlocks();
        return loop == null || loop.isReady();
    }

    void chooseHotBlocks() {
        if (hot == null && blocks.length >= HotBlocks.MIN_BLOCKS) {
            hot = HotBlocks.choose(blocks, profile, recorded);
        }
    }

    /** Where regions begin; null if this is no interpreter. */
    RegionEntryNode regionEntry() {
        return regions;
    }

    /** Whether compiling the whole is a lot of work. */
    public boolean isHuge() {
        return blocks.length >= RecordedProfile.MIN_BLOCKS;
    }

    /** The number of blocks. */
    public int blocks() {
        return blocks.length;
    }

    /** Records the profile of this run, if there is anything to say, as that of the function with this code. */
    public void record(Path folder, String function, byte[] module, int start, int end) throws IOException {
        BlockProfile counted = profile.without(recorded);
        if (isHuge() && counted.hottest() >= MIN_RECORDED) {
            RecordedProfile.write(folder, function, module, start, end, counted);
        }
    }

    @Override
    public void prepareOSR(int target) {
        chooseHotBlocks();
    }

    /**
     * Target is a block and, in the upper bits, a generation of {@link HotBlocks}, if not a younger one's by the time
     * of compilation. Thus code of the last generation can be used until that of the next is compiled.
     */
    @Override
    public Object executeOSR(VirtualFrame frame, int target, Object interpreterState) {
        osrGeneration = hot == null ? 0 : hot.generation;
        int next = enter(frame, instance(frame), target & BLOCK_MASK, this);
        if (next != RETURNED) {
            // In the interpreter.
            blocks[next].live.copy(frame, (VirtualFrame) frame.getArguments()[0]);
        }
        return next;
    }

    /**
     * Runs from a loop's header as {@link #dispatch} does for an activation that replaces another.
     *
     * @param code a node of the code that is executed
     */
    int enter(VirtualFrame frame, WasmInstance instance, int block, Node code) {
        int start = block;
        if (nest.isNested(block)) {
            frame.setIntStatic(outerLoopSlot, block);
            start = SELECT;
        }
        Activation activation = new Activation(instance);
        activation.reload();
        return dispatch(frame, activation, start, block, new BackEdgeCounter(code));
    }

    /**
     * Moves what is live, nothing else. The runtime's own transfer would make each int a long for the rest of the code,
     * and keep what is dead: 688 KB instead of 500 for CPython's evaluation loop.
     */
    @Override
    public void copyIntoOSRFrame(VirtualFrame osrFrame, VirtualFrame parentFrame, int target, Object targetMetadata) {
        blocks[target & BLOCK_MASK].live.copy(parentFrame, osrFrame);
    }

    /** Nothing: who returns needs no frame, and {@link #executeOSR} has copied for who goes on. */
    @Override
    public void restoreParentFrame(VirtualFrame osrFrame, VirtualFrame parentFrame) {
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

    /**
     * Runs from block {@code start} until the function returns ({@link #RETURNED}). An activation that replaced another
     * on the stack ({@code osr}) goes back to that one as soon as it is no longer compiled, with the index of the block
     * that is next: thus activations never pile up, and the one below can enter compiled code again.
     */
    @BytecodeInterpreterSwitch
    @ExplodeLoop(kind = ExplodeLoop.LoopExplosionKind.MERGE_EXPLODE)
    private int dispatch(VirtualFrame frame, Activation activation, int start, int osr, BackEdgeCounter counter) {
        int index = start;
        loop: while (true) {
            CompilerAsserts.partialEvaluationConstant(index);
            if (index == SELECT) {
                int selected = frame.getIntStatic(outerLoopSlot);
                frame.clearPrimitiveStatic(outerLoopSlot);
                for (int i = 0; i < osr; i++) {
                    if (nest.isAround(i, osr) && selected == i) {
                        index = i;
                        continue loop;
                    }
                }
                index = osr;
                continue loop;
            }
            if (index == REGION) {
                if (regions.execute(frame, activation)) {
                    return RETURNED;
                }
                if (CompilerDirectives.inInterpreter() && osr == NOT_OSR) {
                    index = interpretedBackEdge(frame, activation, regions.loop.header, counter);
                    if (index == RETURNED) {
                        return RETURNED;
                    }
                } else {
                    index = loop != null && osr == NOT_OSR ? LOOP : regions.loop.header;
                }
                continue loop;
            }
            if (index == LOOP) {
                int next = loop.execute(frame, activation);
                if (next == RETURNED) {
                    return RETURNED;
                }
                // In the interpreter.
                compiled |= next != LoopEntryNode.NOTHING;
                index = next == LoopEntryNode.NOTHING ? loop.header : next;
                continue loop;
            }
            BasicBlockNode block = blocks[index];
            if (CompilerDirectives.inInterpreter()) {
                if (osr != NOT_OSR) {
                    return index;
                }
                profile.enter(index);
                countIfCold(index);
            } else {
                if (index != start && isCold(index)) {
                    // The interpreter resumes at the head of this loop.
                    CompilerDirectives.transferToInterpreter();
                }
                if (countsInFirstTier()) {
                    profile.enter(index);
                }
            }
            if (block.handlers == null) {
                block.executeStatements(frame, activation);
            } else {
                ExceptionHandler[] handlers = block.handlers;
                Throwable exception = executeProtected(frame, activation, block);
                if (exception != null) {
                    for (int i = 0; i < handlers.length; i++) {
                        if (handlers[i].matches(activation.instance(), exception)) {
                            handlers[i].store(frame, exception);
                            activation.reload();
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
                    if (CompilerDirectives.inInterpreter()) {
                        index = interpretedEdge(frame, activation, index, edge, counter);
                        if (index == RETURNED) {
                            return RETURNED;
                        }
                        continue loop;
                    }
                    index = compiledEdge(frame, activation, index, edge, osr, counter);
                    continue loop;
                }
                case IF -> {
                    boolean condition = block.condition.executeInt(frame, activation) != 0;
                    if (CompilerDirectives.inInterpreter()) {
                        Edge edge = block.edges[condition ? 0 : 1];
                        if (condition) {
                            profile.take(index);
                        }
                        index = interpretedEdge(frame, activation, index, edge, counter);
                        if (index == RETURNED) {
                            return RETURNED;
                        }
                        continue loop;
                    }
                    if (CompilerDirectives.injectBranchProbability(profile.probability(index), condition)) {
                        if (countsInFirstTier()) {
                            profile.take(index);
                        }
                        Edge edge = block.edges[0];
                        index = compiledEdge(frame, activation, index, edge, osr, counter);
                        continue loop;
                    } else {
                        Edge edge = block.edges[1];
                        index = compiledEdge(frame, activation, index, edge, osr, counter);
                        continue loop;
                    }
                }
                case TABLE -> {
                    Edge[] edges = block.edges;
                    int selector = block.condition.executeInt(frame, activation);
                    if (CompilerDirectives.inInterpreter()) {
                        index = interpretedEdge(frame, activation, index, block.select(selector), counter);
                        if (index == RETURNED) {
                            return RETURNED;
                        }
                        continue loop;
                    }
                    // Compiled: Graal turns the exploded chain of comparisons into one switch.
                    for (int i = 0; i < edges.length - 1; i++) {
                        if (selector == i) {
                            edges[i].renameSlots(frame, activation);
                            index = compiledEdge(frame, activation, index, edges[i], osr, counter);
                            continue loop;
                        }
                    }
                    Edge edge = edges[edges.length - 1];
                    edge.renameSlots(frame, activation);
                    index = compiledEdge(frame, activation, index, edge, osr, counter);
                    continue loop;
                }
                case RETURN -> {
                    if (CompilerDirectives.hasNextTier() && counter.count > 0) {
                        counter.report();
                    }
                    return RETURNED;
                }
                case UNREACHABLE -> throw Trap.UNREACHABLE.at(block);
            }
        }
    }

    /** A very large function has a recorded profile, and more than enough to compile. */
    private boolean countsInFirstTier() {
        return loop == null && CompilerDirectives.hasNextTier();
    }

    private boolean isCold(int index) {
        return hot != null && hot.isCold(index);
    }

    private void countIfCold(int index) {
        if (compiled && isCold(index) && hot.countExit()) {
            CompilerDirectives.transferToInterpreterAndInvalidate();
            compiled = false;
            hot = hot.next(profile.entries());
            if (loop != null) {
                loop.renew();
            }
        }
    }

    /** The block to go on with. */
    private int compiledEdge(VirtualFrame frame, Activation activation, int from, Edge edge, int osr, BackEdgeCounter counter) {
        if (edge.back && CompilerDirectives.hasNextTier() && ++counter.count >= STRIDE) {
            counter.report();
        }
        edge.clearDead(frame, activation);
        if (edge.back && osr != NOT_OSR && nest.isAround(edge.target, osr)) {
            frame.setIntStatic(outerLoopSlot, edge.target);
            return SELECT;
        }
        if (regions != null && regions.isEntry(from, edge)) {
            return REGION;
        }
        return loop != null && osr == NOT_OSR && edge.target == loop.header ? LOOP : edge.target;
    }

    /** The block to go on with, or {@link #RETURNED} if compiled code ran the rest of the function. */
    private int interpretedEdge(VirtualFrame frame, Activation activation, int from, Edge edge, BackEdgeCounter counter) {
        if (regions != null && edge.target == regions.loop.header) {
            regions.observe(from, frame, counter.address);
            counter.address = regions.loop.address(frame);
            if (regions.isEntry(from, edge)) {
                return REGION;
            }
        }
        return edge.back ? interpretedBackEdge(frame, activation, edge.target, counter) : edge.target;
    }

    /** As {@link #interpretedEdge}, to the header of a loop. */
    private int interpretedBackEdge(VirtualFrame frame, Activation activation, int target, BackEdgeCounter counter) {
        if (loop != null && target == loop.header && loop.isReady()) {
            return LOOP;
        }
        if (++counter.count >= STRIDE) {
            counter.count = 0;
            return countLoop(frame, activation, target);
        }
        if (target == osrEntry) {
            return enterCompiledCode(frame, activation, osrEntry, targetToEnter());
        }
        return target;
    }

    /** The one known to have code, but if it is old, now and then the newest one: this asks for its compilation. */
    private int targetToEnter() {
        if (hot != null && hot.generation != osrGeneration && ++staleEntries >= STRIDE) {
            staleEntries = 0;
            return newestTarget(osrEntry);
        }
        return osrTarget;
    }

    private int newestTarget(int block) {
        int generation = hot == null ? 0 : hot.generation;
        return generation << BLOCK_BITS & Integer.MAX_VALUE | block;
    }

    private int countLoop(VirtualFrame frame, Activation activation, int target) {
        LoopNode.reportLoopCount(this, STRIDE);
        TruffleSafepoint.poll(this);
        loops[target]++;
        allLoops++;
        // One entry into a large function is enough, but it has to be the one of the loop that is hot.
        if (loop != null && target == loop.header) {
            return loops[target] >= LOOP_THRESHOLD / STRIDE ? LOOP : target;
        }
        if (BytecodeOSRNode.pollOSRBackEdge(this, STRIDE) && loops[target] >= allLoops >>> 2) {
            return enterCompiledCode(frame, activation, target, target == osrEntry ? targetToEnter() : newestTarget(target));
        }
        return target;
    }

    /** Where compiled code has got to; {@code block} if there is none, and then it is asked for. */
    private int enterCompiledCode(VirtualFrame frame, Activation activation, int block, int target) {
        Object result = BytecodeOSRNode.tryOSR(this, target, null, null, frame);
        if (result == null) {
            return block;
        }
        activation.reload();
        osrEntry = block;
        osrTarget = target;
        compiled |= hot != null && hot.generation == osrGeneration;
        return (Integer) result;
    }

    /** What a statement threw, if a handler may see it; traps are not seen by any. */
    private static Throwable executeProtected(VirtualFrame frame, Activation activation, BasicBlockNode block) {
        try {
            block.executeStatements(frame, activation);
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
