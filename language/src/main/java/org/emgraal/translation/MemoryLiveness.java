// SPDX-License-Identifier: Apache-2.0
package org.emgraal.translation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Where the array of memory 0 is needed, which an {@link org.emgraal.runtime.Activation} keeps between calls: the backward
 * analysis of {@link Liveness} for this one value. It tells the calls behind which the array is to be fetched again;
 * handlers of exceptions always fetch it.
 */
final class MemoryLiveness {

    private final BitSet liveIn = new BitSet();

    /** Completes the calls of {@code blocks}. */
    static MemoryLiveness analyze(List<Block> blocks) {
        MemoryLiveness liveness = new MemoryLiveness();
        List<List<Block>> predecessors = new ArrayList<>();
        blocks.forEach(block -> predecessors.add(new ArrayList<>(2)));
        blocks.forEach(block -> block.successors.forEach(successor -> predecessors.get(successor.number).add(block)));
        ArrayDeque<Block> waiting = new ArrayDeque<>();
        for (Block block : blocks) {
            if (block.accessesMemory) {
                liveness.liveIn.set(block.number);
                waiting.add(block);
            }
        }
        while (!waiting.isEmpty()) {
            for (Block predecessor : predecessors.get(waiting.remove().number)) {
                if (predecessor.lastCall != null) {
                    predecessor.lastCall.setReloads();
                } else if (!predecessor.reloadsMemory && !liveness.isLiveAt(predecessor)) {
                    liveness.liveIn.set(predecessor.number);
                    waiting.add(predecessor);
                }
            }
        }
        return liveness;
    }

    /** Whether somebody accesses memory 0 from the start of {@code block} on, before any call. */
    boolean isLiveAt(Block block) {
        return liveIn.get(block.number);
    }

    boolean diesOnEdge(Block from, Block to) {
        return !isLiveAt(to) && (isLiveAt(from) || from.reloadsMemory);
    }
}
