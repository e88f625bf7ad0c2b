// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes.control;

import com.oracle.truffle.api.Assumption;
import com.oracle.truffle.api.CompilerAsserts;
import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.CompilerDirectives.CompilationFinal;
import com.oracle.truffle.api.TruffleSafepoint;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.ExplodeLoop;
import com.oracle.truffle.api.nodes.LoopNode;
import com.oracle.truffle.api.nodes.RootNode;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.emgraal.nodes.FunctionRootNode;
import org.emgraal.runtime.Activation;
import org.emgraal.runtime.Trap;
import org.emgraal.runtime.WasmInstance;

/**
 * A region of an interpreted program, compiled with the interpreter's blocks as the meaning of its instructions. It begins
 * and ends at the header of the dispatch loop. First it is recorded: the interpreter runs it and notes what ran.
 * <p>
 * Nothing is assumed of the program, which lies in memory. Each instruction begins with a comparison of the key slots with
 * its {@link RegionKey}; whatever was not recorded goes on in the interpreter up to the header.
 */
final class RegionRootNode extends RootNode {

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
    private static final int RECORDED_STEPS = 40_000;
    /** What the program does next has to be reached by the regions around it too. */
    private static final int STEPS_AT_ONCE = 4_000;
    /** Ends in the middle of an instruction after which the region is compiled again, twice as many each time; each costs some 20 microseconds. */
    private static final int FEWEST_EXITS = 100;
    /** Ends at unknown instructions after which it is recorded again. */
    private static final int MAX_MISSES = 20_000;
    private static final int ATTEMPTS = 8;
    /** Interpreted calls after which nobody waits for a compiler any more. */
    private static final int MAX_IDLE_CALLS = 10_000_000;
    private static final int LOOPS_PER_CALL = 10_000;

    private final DispatchLoop loop;
    private final Regions owner;
    private final String name;
    private final LiveSlots live;
    /** States of one instruction: its blocks and, last, that it is over. */
    private final int stride;
    @CompilationFinal(dimensions = 1) private final BasicBlockNode[] originals;
    private final RegionRecording recording;
    @Children private final RegionKey[] keys = new RegionKey[RegionRecording.MAX_KEYS];
    /** Instructions to which jumps, calls and returns lead. */
    @CompilationFinal(dimensions = 1) private RegionKey[] selectable;
    /** That the code is what was chosen last. */
    @CompilationFinal private Assumption current = Assumption.create("region");
    /** Held by the thread that records; others do without. */
    private final ReentrantLock recorder = new ReentrantLock();
    private volatile boolean isRecording = true;
    private volatile boolean abandoned;
    private int steps;
    private int exits;
    private int misses;
    private int attempts;
    private int idleCalls;

    RegionRootNode(RegionEntryNode entry, Regions owner, int address) {
        super(((FunctionRootNode) entry.getRootNode()).language(), entry.getRootNode().getFrameDescriptor());
        this.loop = entry.loop;
        this.owner = owner;
        this.name = entry.getRootNode().getName() + "@" + Integer.toHexString(address);
        this.originals = entry.blocks;
        this.live = originals[loop.header].live;
        this.stride = originals.length + 1;
        this.recording = new RegionRecording(loop);
    }

    /** Whether an instruction is part of it, as far as can be said while another thread may be recording. */
    boolean contains(int address) {
        return !abandoned && ifFree(() -> recording.contains(address));
    }

    /** Lets the region begin at one more address; false if that is one too many, or another thread is recording. */
    boolean addEntry(int address) {
        return !abandoned && ifFree(() -> {
            boolean added = recording.addEntry(address);
            if (added && !isRecording) {
                choose();
            }
            return added;
        });
    }

    /** Nobody may wait for who records: that thread runs the program, and may be waiting for this one. */
    private boolean ifFree(BooleanSupplier action) {
        if (!recorder.tryLock()) {
            return false;
        }
        try {
            return action.getAsBoolean();
        } finally {
            recorder.unlock();
        }
    }

    /** Arguments are the values of the slots live at the header, which it replaces, and the instance. Returns a {@link Result}. */
    @Override
    public Object execute(VirtualFrame frame) {
        long[] values = (long[]) frame.getArguments()[0];
        WasmInstance instance = CompilerDirectives.castExact(frame.getArguments()[1], WasmInstance.class);
        if (CompilerDirectives.inInterpreter() && !isRecording || CompilerDirectives.inCompiledCode() && CompilerDirectives.hasNextTier()) {
            awaitCompilation();
            return Result.NOTHING;
        }
        if (CompilerDirectives.inCompiledCode() && !current.isValid()) {
            CompilerDirectives.transferToInterpreterAndInvalidate();
            return Result.NOTHING;
        }
        Activation activation = new Activation(instance);
        activation.reload();
        live.restore(frame, values);
        Result result = CompilerDirectives.inInterpreter() ? record(frame, activation) : dispatch(frame, activation);
        if (result == Result.HEADER) {
            live.save(frame, values);
        }
        return result;
    }

    private void awaitCompilation() {
        LoopNode.reportLoopCount(this, LOOPS_PER_CALL);
        if (CompilerDirectives.inInterpreter() && ++idleCalls == MAX_IDLE_CALLS) {
            abandon();
        }
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
                for (int i = 0; i < selectable.length; i++) {
                    RegionKey next = selectable[i];
                    if (next.matches(frame, loop)) {
                        next.assume(frame, loop);
                        state = state(next, loop.header);
                        continue loop;
                    }
                }
                if (++misses >= MAX_MISSES) {
                    CompilerDirectives.transferToInterpreter();
                    ifFree(this::recordMore);
                }
                return Result.HEADER;
            }
            RegionKey key = keys[state / stride];
            int number = state % stride;
            if (number == originals.length) {
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
                    if (recording.hasRun(key, otherwise) && Integer.compareUnsigned(selector, edges.length - 1) >= 0) {
                        state = follow(frame, activation, key, otherwise);
                        continue loop;
                    }
                    CompilerDirectives.transferToInterpreter();
                    return leave(frame, activation, state(key, select(edges, selector).target));
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
        return state(key, edge.target == loop.header ? originals.length : edge.target);
    }

    private int state(RegionKey key, int block) {
        return key.number * stride + block;
    }

    private static Edge select(Edge[] edges, int selector) {
        return edges[Integer.compareUnsigned(selector, edges.length - 1) < 0 ? selector : edges.length - 1];
    }

    // ---- interpreted

    private Result record(VirtualFrame frame, Activation activation) {
        if (!recorder.tryLock()) {
            return Result.NOTHING;
        }
        try {
            RegionKey last = null;
            for (int i = 0; i < STEPS_AT_ONCE && steps < RECORDED_STEPS; i++) {
                RegionKey key = recording.next(frame);
                if (key == null) {
                    steps = RECORDED_STEPS;
                    break;
                }
                keys[key.number] = insert(key);
                if (last != null) {
                    last.followers.add(key);
                }
                key.count++;
                steps++;
                if (interpret(frame, activation, loop.header, key) == Result.RETURNED) {
                    return Result.RETURNED;
                }
                last = key;
            }
            return Result.HEADER;
        } finally {
            if (steps >= RECORDED_STEPS && isRecording) {
                choose();
            }
            recorder.unlock();
        }
    }

    /** Goes on from a block that was not recorded for this instruction, but now is. */
    private Result leave(VirtualFrame frame, Activation activation, int state) {
        int block = state == SELECT ? originals.length : state % stride;
        if (block == originals.length) {
            return Result.HEADER;
        }
        if (!recorder.tryLock()) {
            return interpret(frame, activation, block, null);
        }
        try {
            RegionKey key = keys[state / stride];
            Result result = interpret(frame, activation, block, key);
            if (result == Result.HEADER) {
                RegionKey next = recording.next(frame);
                if (next != null) {
                    keys[next.number] = insert(next);
                    next.chosen |= !isRecording;
                    key.followers.add(next);
                }
            }
            if (++exits >= FEWEST_EXITS << attempts && !isRecording && !abandoned) {
                chooseAgain();
            }
            return result;
        } finally {
            recorder.unlock();
        }
    }

    /** Runs blocks, as those of an instruction unless {@code key} is null, up to the header. */
    private Result interpret(VirtualFrame frame, Activation activation, int start, RegionKey key) {
        int index = start;
        while (true) {
            RegionBlock copy = key == null ? null : key.block(index, originals[index]);
            BasicBlockNode block = copy == null ? originals[index] : copy.code;
            if (copy != null) {
                copy.enter();
            }
            block.executeStatements(frame, activation);
            Edge edge;
            switch (block.terminator) {
                case GOTO -> edge = block.edges[0];
                case IF -> {
                    boolean taken = block.condition.executeInt(frame, activation) != 0;
                    if (taken && copy != null) {
                        copy.take();
                    }
                    edge = block.edges[taken ? 0 : 1];
                }
                case TABLE -> edge = select(block.edges, block.condition.executeInt(frame, activation));
                case RETURN -> {
                    return Result.RETURNED;
                }
                default -> throw Trap.UNREACHABLE.at(block);
            }
            if (edge.back) {
                TruffleSafepoint.poll(this);
            }
            index = edge.target;
            if (index == loop.header) {
                return Result.HEADER;
            }
        }
    }

    // ---- what to compile

    private void choose() {
        current.invalidate("other instructions");
        current = Assumption.create("region");
        selectable = recording.choose(originals);
        isRecording = false;
        idleCalls = 0;
        exits = 0;
    }

    /** Because instructions that were compiled have left the code too often. */
    private void chooseAgain() {
        if (++attempts < ATTEMPTS) {
            choose();
        } else {
            abandon();
        }
    }

    /** Because the program goes on with instructions that were not recorded. */
    private boolean recordMore() {
        if (++attempts >= ATTEMPTS) {
            misses = Integer.MIN_VALUE;
            return false;
        }
        misses = 0;
        current.invalidate("more to record");
        steps = 0;
        isRecording = true;
        return true;
    }

    private void abandon() {
        abandoned = true;
        current.invalidate("abandoned");
        owner.abandon(this);
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
