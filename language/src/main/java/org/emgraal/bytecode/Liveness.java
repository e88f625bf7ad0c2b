// SPDX-License-Identifier: Apache-2.0
package org.emgraal.bytecode;

import static org.emgraal.bytecode.StackCode.*;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/** Finds, for each block, the slots whose values somebody may still read ({@link Block#live}). */
final class Liveness {

    /** Words of all blocks' sets together: 64 MB. */
    private static final long MAX_WORDS = 1 << 23;

    private final StackCode code;
    private final int words;

    Liveness(StackCode code) {
        this.code = code;
        this.words = code.slotCount() + 63 >>> 6;
        if ((long) words * code.blocks.size() * 3 > MAX_WORDS) {
            throw new UnsupportedFunctionException(code.blocks.size() + " blocks with " + code.slotCount() + " values");
        }
    }

    static boolean contains(long[] set, int slot) {
        return (set[slot >>> 6] >>> slot & 1) != 0;
    }

    static void add(long[] set, int slot) {
        set[slot >>> 6] |= 1L << slot;
    }

    static void addAll(long[] set, long[] others) {
        for (int i = 0; i < set.length; i++) {
            set[i] |= others[i];
        }
    }

    long[] newSet() {
        return new long[words];
    }

    /** To be called when the blocks are connected. */
    void find() {
        Deque<Block> work = new ArrayDeque<>();
        boolean[] queued = new boolean[code.blocks.size()];
        for (Block block : code.placed) {
            block.live = newSet();
            work.push(block);
            queued[block.number] = true;
        }
        while (!work.isEmpty()) {
            Block block = work.pop();
            queued[block.number] = false;
            long[] live = liveAtStart(block);
            if (!Arrays.equals(live, block.live)) {
                block.live = live;
                enqueue(block.predecessors, queued, work);
                enqueue(block.protectedBlocks, queued, work);
            }
        }
    }

    /** Going backwards: a block has exits in its middle too. */
    private long[] liveAtStart(Block block) {
        long[] live = newSet();
        for (int i = block.end - WIDTH; i >= block.start; i -= WIDTH) {
            int first = code.operations[i + 1];
            switch (code.operations[i]) {
                case LOAD -> add(live, first);
                case STORE -> remove(live, first);
                case RELOAD -> remove(live, 0);
                case JUMP -> addAll(live, code.blocks.get(first).live);
                case BRANCH -> addAll(live, code.blocks.get(code.operations[i + 2]).live);
                case SWITCH -> {
                    for (Block successor : block.successors) {
                        addAll(live, successor.live);
                    }
                }
                default -> {
                }
            }
        }
        if (block.region != null) {
            addHandlers(block.region, live);
        }
        return live;
    }

    private static void remove(long[] set, int slot) {
        set[slot >>> 6] &= ~(1L << slot);
    }

    private static void enqueue(List<Block> blocks, boolean[] queued, Deque<Block> work) {
        for (Block block : blocks) {
            if (!queued[block.number]) {
                queued[block.number] = true;
                work.push(block);
            }
        }
    }

    /** What handlers read, an exception anywhere in the block needs; but for what they are given. */
    private void addHandlers(TryRegion region, long[] live) {
        for (TryRegion.Clause clause : region.handlers()) {
            long[] wanted = clause.target().live;
            if (wanted == null) {
                continue;
            }
            wanted = wanted.clone();
            wanted[0] &= ~1L;
            for (int slot : clause.slots()) {
                wanted[slot >>> 6] &= ~(1L << slot);
            }
            if (clause.exceptionSlot() >= 0) {
                wanted[clause.exceptionSlot() >>> 6] &= ~(1L << clause.exceptionSlot());
            }
            addAll(live, wanted);
        }
    }
}
