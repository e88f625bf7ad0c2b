// SPDX-License-Identifier: Apache-2.0
package org.emgraal.translation;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.List;

/**
 * Which slots are live at the start of each block: the textbook backward data-flow analysis with a work list. What a
 * handler needs is live throughout the blocks it protects. All it serves is to let go of dead values early, so that a
 * function for which it would take too long is left without.
 */
final class Liveness {

    /** Most bits that all live sets together may have. */
    private static final long MAX_BITS = 1L << 30;
    /** Most words of live sets that are looked at: about a second. */
    private static final long MAX_WORK = 1L << 30;

    private final List<Block> blocks;
    private final int slots;
    private final boolean known;

    private Liveness(List<Block> blocks, int slots, boolean known) {
        this.blocks = blocks;
        this.slots = slots;
        this.known = known;
    }

    /** @param slots number of frame slots */
    static Liveness analyze(List<Block> blocks, int slots) {
        Liveness liveness = new Liveness(blocks, slots, (long) blocks.size() * slots <= MAX_BITS);
        return liveness.known && liveness.iterate(slots / Long.SIZE + 1) ? liveness : new Liveness(blocks, slots, false);
    }

    /** Slots that somebody may read from {@code block} on before they are written; all if there was no analysis. */
    BitSet liveAt(Block block) {
        if (known) {
            return block.liveIn;
        }
        BitSet all = new BitSet();
        all.set(0, slots);
        return all;
    }

    /** Slots whose value was live or made in {@code from} and that nobody reads from {@code to} on. */
    BitSet deadOnEdge(Block from, Block to) {
        BitSet dead = new BitSet();
        if (known) {
            dead.or(from.liveIn);
            dead.or(from.definitions);
            dead.andNot(to.liveIn);
        }
        return dead;
    }

    /** False if it took too long. */
    private boolean iterate(int words) {
        int[][] predecessors = predecessors();
        ArrayDeque<Block> waiting = new ArrayDeque<>(blocks.size());
        BitSet isWaiting = new BitSet();
        for (int i = blocks.size() - 1; i >= 0; i--) {
            waiting.add(blocks.get(i));
            isWaiting.set(i);
        }
        long work = 0;
        while (!waiting.isEmpty()) {
            Block block = waiting.remove();
            isWaiting.clear(block.number);
            BitSet live = liveIn(block);
            work += words;
            if (work > MAX_WORK) {
                return false;
            }
            if (!live.equals(block.liveIn)) {
                block.liveIn = live;
                for (int predecessor : predecessors[block.number]) {
                    if (!isWaiting.get(predecessor)) {
                        isWaiting.set(predecessor);
                        waiting.add(blocks.get(predecessor));
                    }
                }
            }
        }
        return true;
    }

    /** By block the numbers of those that look at its live set. */
    private int[][] predecessors() {
        int[] counts = new int[blocks.size()];
        for (Block block : blocks) {
            block.successors.forEach(successor -> counts[successor.number]++);
            clauses(block).forEach(clause -> counts[clause.target().number]++);
        }
        int[][] predecessors = new int[counts.length][];
        for (int i = 0; i < counts.length; i++) {
            predecessors[i] = new int[counts[i]];
        }
        for (Block block : blocks) {
            block.successors.forEach(successor -> predecessors[successor.number][--counts[successor.number]] = block.number);
            clauses(block).forEach(clause -> predecessors[clause.target().number][--counts[clause.target().number]] = block.number);
        }
        return predecessors;
    }

    private static List<TryRegion.Clause> clauses(Block block) {
        return block.region == null ? List.of() : block.region.reachableClauses();
    }

    private static BitSet liveIn(Block block) {
        BitSet live = new BitSet();
        for (Block successor : block.successors) {
            live.or(successor.liveIn);
        }
        live.andNot(block.definitions);
        live.or(block.uses);
        for (TryRegion.Clause clause : clauses(block)) {
            BitSet target = (BitSet) clause.target().liveIn.clone();
            for (int slot : clause.slots()) {
                target.clear(slot);
            }
            if (clause.exceptionSlot() >= 0) {
                target.clear(clause.exceptionSlot());
            }
            live.or(target);
        }
        return live;
    }
}
