// SPDX-License-Identifier: Apache-2.0
package org.emgraal.translation;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/** Which slots get a new identity on the way from a large {@code br_table} to one of its targets. */
final class RenamedSlots {

    /** Branches with fewer targets are left alone. */
    static final int MIN_TARGETS = 8;

    /** How many blocks of a target are looked at: what comes later is rarely common to many targets. */
    private static final int NEAR = 100;

    private RenamedSlots() {
    }

    /** Slots live at {@code target} that it, or a block soon behind it, reads. */
    static BitSet usedNear(Block target) {
        BitSet used = new BitSet();
        Set<Block> seen = new HashSet<>();
        Deque<Block> next = new ArrayDeque<>();
        next.add(target);
        while (!next.isEmpty() && seen.size() < NEAR) {
            Block block = next.remove();
            if (!seen.add(block)) {
                continue;
            }
            used.or(block.uses);
            if (block.successors.size() < MIN_TARGETS) {
                for (Block successor : block.successors) {
                    if (successor.number > block.number) {
                        next.add(successor);
                    }
                }
            }
        }
        used.and(target.liveIn);
        return used;
    }
}
