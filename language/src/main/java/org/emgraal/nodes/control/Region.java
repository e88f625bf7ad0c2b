// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes.control;

import com.oracle.truffle.api.TruffleSafepoint;
import com.oracle.truffle.api.frame.VirtualFrame;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.emgraal.nodes.control.RegionRootNode.Result;
import org.emgraal.runtime.Activation;
import org.emgraal.runtime.Trap;

/**
 * A hot part of an interpreted program: a loop or function with what it calls. First it is recorded: the interpreter runs
 * it and notes what ran. Then it is compiled, and again when it turns out that something was missing; the code there was
 * remains in use meanwhile.
 */
final class Region {

    private static final int RECORDED_STEPS = 40_000;
    /** What the program does next has to be reached by the regions around it too. */
    private static final int STEPS_AT_ONCE = 4_000;
    /** Ends in the middle of an instruction after which there is new code, twice as many each time; each costs some 20 microseconds. */
    private static final int FEWEST_EXITS = 100;
    /** Ends at unknown instructions after which more is recorded. */
    private static final int MAX_MISSES = 20_000;
    private static final int MAX_GENERATIONS = 8;

    private final RegionEntryNode entry;
    private final DispatchLoop loop;
    private final BasicBlockNode[] originals;
    private final String name;
    private final RegionRecording recording;
    private final RegionKeys keys = new RegionKeys();
    private final CodeGenerations code = new CodeGenerations();
    /** Held by the thread that records; others do without. */
    private final ReentrantLock recorder = new ReentrantLock();
    private volatile boolean abandoned;
    private boolean used;
    private int generations;
    private int steps;
    private int exits;
    /** Whether some exit has shown what the newest code lacks. */
    private boolean hasLearned;
    private int misses;

    Region(RegionEntryNode entry, int address) {
        this.entry = entry;
        this.loop = entry.loop;
        this.originals = entry.blocks;
        this.name = entry.getRootNode().getName() + "@" + Integer.toHexString(address);
        this.recording = new RegionRecording(loop);
        add(null);
    }

    String name() {
        return name;
    }

    CodeGenerations code() {
        return code;
    }

    void use() {
        used = true;
    }

    /** From now on it is to be seen whether it is used. */
    void beginUse() {
        used = false;
    }

    boolean abandonIfUnused() {
        if (!used) {
            abandon();
        }
        return !used;
    }

    private void abandon() {
        abandoned = true;
        code.clear();
    }

    /** Whether an instruction is part of it, as far as can be said while another thread may be recording. */
    boolean contains(int address) {
        return !abandoned && ifFree(() -> recording.contains(address));
    }

    /** Lets the region begin at one more address; false if that is one too many, or another thread is recording. */
    boolean addEntry(int address) {
        return !abandoned && ifFree(() -> {
            boolean added = recording.addEntry(address);
            if (added && steps >= RECORDED_STEPS && !recording.beginsAt(address)) {
                add(recording.choose());
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

    private void add(RegionKey[] selectable) {
        exits = 0;
        hasLearned = false;
        code.add(new RegionRootNode(this, entry, keys, generations++ == 0, selectable).getCallTarget());
    }

    /** Counts that compiled code has met an instruction that it does not have. */
    boolean isMissedTooOften() {
        return ++misses >= MAX_MISSES;
    }

    /** Begins a generation with what else the program does. */
    void recordMore() {
        misses = generations < MAX_GENERATIONS && !recording.isFull() ? 0 : Integer.MIN_VALUE;
        if (misses == 0) {
            ifFree(() -> {
                steps = 0;
                add(null);
                return true;
            });
        }
    }

    /** Runs instructions, as code that has yet to be recorded, and notes them. */
    Result record(RegionRootNode generation, VirtualFrame frame, Activation activation) {
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
                keys.add(key);
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
            // An activation within this one may have come to the end before.
            if (steps >= RECORDED_STEPS && !generation.isRecorded()) {
                generation.settle(recording.choose());
                if (recording.callsInHundredSteps() > entry.maximumCalls) {
                    abandon();
                    entry.refuse();
                }
            }
            recorder.unlock();
        }
    }

    /** Goes on from a block that was not recorded for this instruction, but now is. */
    Result leave(VirtualFrame frame, Activation activation, RegionKey key, int block) {
        if (!recorder.tryLock()) {
            return interpret(frame, activation, block, null);
        }
        try {
            int known = key.size();
            Result result = interpret(frame, activation, block, key);
            if (result == Result.HEADER) {
                RegionKey next = recording.next(frame);
                if (next != null) {
                    keys.add(next);
                    next.chosen = true;
                    key.followers.add(next);
                }
            }
            // Deoptimisations of what is compiled already end here too.
            exits++;
            hasLearned |= key.size() > known;
            if (exits >= FEWEST_EXITS << generations && hasLearned && steps >= RECORDED_STEPS && !abandoned) {
                improve();
            }
            return result;
        } finally {
            recorder.unlock();
        }
    }

    /** Because the code is left too often. */
    private void improve() {
        if (generations < MAX_GENERATIONS) {
            add(recording.choose());
        } else {
            abandon();
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
                case TABLE -> edge = block.select(block.condition.executeInt(frame, activation));
                case RETURN -> {
                    return Result.RETURNED;
                }
                default -> throw Trap.UNREACHABLE.at(block);
            }
            if (edge.back) {
                TruffleSafepoint.poll(keys);
            }
            index = edge.target;
            if (index == loop.header) {
                return Result.HEADER;
            }
        }
    }
}
