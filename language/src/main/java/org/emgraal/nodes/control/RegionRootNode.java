// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes.control;

import com.oracle.truffle.api.CompilerAsserts;
import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.CompilerDirectives.CompilationFinal;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.ExplodeLoop;
import com.oracle.truffle.api.nodes.LoopNode;
import org.emgraal.runtime.Activation;
import org.emgraal.runtime.Trap;
import org.emgraal.runtime.WasmInstance;

/**
 * One generation of the code of a {@link Region}: instructions of an interpreted program, with the interpreter's blocks as
 * their meaning. It begins and ends at the header of the dispatch loop.
 * <p>
 * Nothing is assumed of the program, which lies in memory. Each instruction begins with a comparison of the key slots with
 * its {@link RegionKey}; whatever was not recorded goes on in the interpreter up to the header.
 */
final class RegionRootNode extends SplitCodeRootNode {

    /** How a call of a region ended. */
    enum Result {
        /** Nothing was executed. */
        NOTHING,
        /** The dispatch loop goes on with another instruction. */
        HEADER,
        /** The function returned. */
        RETURNED
    }

    /** In place of a state: the instruction that is next has yet to be found. */
    private static final int SELECT = -1;
    /** So many that the last tier of a hot region does not wait for the first tiers of whatever ran 400 times. */
    private static final int LOOPS_PER_JUMP = 100;

    private final Region region;
    private final DispatchLoop loop;
    private final LiveSlots live;
    /** The region's; a child only of the first generation, for the sake of the nodes' parents. */
    private final RegionKeys keys;
    @Child private RegionKeys owned;
    /** States of one instruction: its blocks and, last, that it is over. */
    private final int stride;
    /** Instructions to which jumps, calls and returns lead; null until the region is recorded. */
    @CompilationFinal(dimensions = 1) private RegionKey[] selectable;

    /** @param selectable null to begin with recording the region */
    RegionRootNode(Region region, RegionEntryNode entry, RegionKeys keys, boolean first, RegionKey[] selectable) {
        super(entry, region.name(), region.code());
        this.region = region;
        this.loop = entry.loop;
        this.live = entry.blocks[loop.header].live;
        this.keys = keys;
        this.owned = first ? keys : null;
        this.stride = entry.blocks.length + 1;
        this.selectable = selectable;
    }

    boolean isRecorded() {
        return selectable != null;
    }

    void settle(RegionKey[] recorded) {
        selectable = recorded;
    }

    /** Arguments are the values of the slots live at the header, which it replaces, and the instance. Returns a {@link Result}. */
    @Override
    public Object execute(VirtualFrame frame) {
        boolean recording = CompilerDirectives.inInterpreter() && !isRecorded();
        if (!recording && !isCompiled()) {
            return Result.NOTHING;
        }
        long[] values = (long[]) frame.getArguments()[0];
        WasmInstance instance = CompilerDirectives.castExact(frame.getArguments()[1], WasmInstance.class);
        Activation activation = new Activation(instance);
        activation.reload();
        live.restore(frame, values);
        Result result = recording ? region.record(this, frame, activation) : dispatch(frame, activation);
        if (result == Result.HEADER) {
            live.save(frame, values);
        }
        return result;
    }

    @ExplodeLoop(kind = ExplodeLoop.LoopExplosionKind.MERGE_EXPLODE)
    private Result dispatch(VirtualFrame frame, Activation activation) {
        int state = SELECT;
        loop: while (true) {
            CompilerAsserts.partialEvaluationConstant(state);
            if (CompilerDirectives.inInterpreter()) {
                return leave(frame, activation, state);
            }
            if (state == SELECT) {
                if (CompilerDirectives.hasNextTier()) {
                    LoopNode.reportLoopCount(this, LOOPS_PER_JUMP);
                }
                for (int i = 0; i < selectable.length; i++) {
                    RegionKey next = selectable[i];
                    if (next.matches(frame, loop)) {
                        next.assume(frame, loop);
                        state = state(next, loop.header);
                        continue loop;
                    }
                }
                if (region.isMissedTooOften()) {
                    CompilerDirectives.transferToInterpreter();
                    region.recordMore();
                }
                return Result.HEADER;
            }
            RegionKey key = keys.get(state / stride);
            int number = state % stride;
            if (number == stride - 1) {
                for (int i = 0; i < key.successors.length; i++) {
                    RegionKey next = key.successors[i];
                    if (next.matches(frame, loop)) {
                        next.assume(frame, loop);
                        state = state(next, loop.header);
                        continue loop;
                    }
                }
                state = SELECT;
                continue loop;
            }
            RegionBlock copy = key.find(number);
            if (copy == null) {
                CompilerDirectives.transferToInterpreter();
                return leave(frame, activation, state);
            }
            BasicBlockNode block = copy.code;
            block.executeStatements(frame, activation);
            CompilerAsserts.partialEvaluationConstant(block.terminator);
            switch (block.terminator) {
                case GOTO -> {
                    state = follow(frame, activation, key, block.edges[0]);
                    continue loop;
                }
                case IF -> {
                    boolean condition = block.condition.executeInt(frame, activation) != 0;
                    if (CompilerDirectives.injectBranchProbability(copy.probability, condition)) {
                        state = follow(frame, activation, key, block.edges[0]);
                        continue loop;
                    } else {
                        state = follow(frame, activation, key, block.edges[1]);
                        continue loop;
                    }
                }
                case TABLE -> {
                    Edge[] edges = block.edges;
                    int selector = block.condition.executeInt(frame, activation);
                    int[] selectors = copy.selectors;
                    for (int i = 0; i < selectors.length; i++) {
                        if (selector == selectors[i]) {
                            state = follow(frame, activation, key, edges[selectors[i]]);
                            continue loop;
                        }
                    }
                    Edge otherwise = edges[edges.length - 1];
                    if (loop.hasRun(key, otherwise) && Integer.compareUnsigned(selector, edges.length - 1) >= 0) {
                        state = follow(frame, activation, key, otherwise);
                        continue loop;
                    }
                    CompilerDirectives.transferToInterpreter();
                    return leave(frame, activation, state(key, block.select(selector).target));
                }
                case RETURN -> {
                    return Result.RETURNED;
                }
                case UNREACHABLE -> throw Trap.UNREACHABLE.at(block);
            }
        }
    }

    private int follow(VirtualFrame frame, Activation activation, RegionKey key, Edge edge) {
        edge.clearDead(frame, activation);
        return state(key, edge.target == loop.header ? stride - 1 : edge.target);
    }

    private int state(RegionKey key, int block) {
        return key.number * stride + block;
    }

    private Result leave(VirtualFrame frame, Activation activation, int state) {
        if (state == SELECT || state % stride == stride - 1) {
            return Result.HEADER;
        }
        return region.leave(frame, activation, keys.get(state / stride), state % stride);
    }
}
