// SPDX-License-Identifier: Apache-2.0
package org.emgraal.translation;

import java.util.BitSet;
import java.util.List;

/**
 * Which slots are live at the start of each block: the textbook backward data-flow analysis, iterated to a fixed
 * point. What a handler needs is live throughout the blocks it protects.
 */
final class Liveness {

    private Liveness() {
    }

    static void analyze(List<Block> blocks) {
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int i = blocks.size() - 1; i >= 0; i--) {
                Block block = blocks.get(i);
                BitSet live = liveOut(block);
                live.andNot(block.definitions);
                live.or(block.uses);
                if (block.region != null) {
                    live.or(liveInHandlers(block));
                }
                if (!live.equals(block.liveIn)) {
                    block.liveIn = live;
                    changed = true;
                }
            }
        }
    }

    /** Slots whose value was live or made in {@code from} and that nobody reads from {@code to} on. */
    static BitSet deadOnEdge(Block from, Block to) {
        BitSet dead = (BitSet) from.liveIn.clone();
        dead.or(from.definitions);
        dead.andNot(to.liveIn);
        return dead;
    }

    private static BitSet liveOut(Block block) {
        BitSet live = new BitSet();
        for (Block successor : block.successors) {
            live.or(successor.liveIn);
        }
        return live;
    }

    private static BitSet liveInHandlers(Block block) {
        BitSet live = new BitSet();
        for (TryRegion.Clause clause : block.region.reachableClauses()) {
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
