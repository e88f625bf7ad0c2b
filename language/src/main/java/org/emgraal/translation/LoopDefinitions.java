// SPDX-License-Identifier: Apache-2.0
package org.emgraal.translation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;

/** Where slots got the values that they have at a loop's header, coming from within the loop (reaching definitions). */
final class LoopDefinitions {

    private final int header;
    /** Of each block of the loop, from its header on, those within the loop. */
    private final List<List<Block>> predecessors = new ArrayList<>();

    /** @param loop its blocks in order, header first */
    LoopDefinitions(List<Block> loop) {
        header = loop.get(0).number;
        loop.forEach(block -> predecessors.add(new ArrayList<>()));
        for (Block block : loop) {
            for (Block successor : new HashSet<>(block.successors)) {
                int position = successor.number - header;
                if (position >= 0 && position < loop.size()) {
                    predecessors.get(position).add(block);
                }
            }
        }
    }

    /** The last expressions that set a slot, on all ways round. */
    List<Effects> reaching(int slot) {
        List<Effects> found = new ArrayList<>();
        BitSet seen = new BitSet();
        Deque<Block> next = new ArrayDeque<>(predecessors.get(0));
        while (!next.isEmpty()) {
            Block block = next.remove();
            if (seen.get(block.number)) {
                continue;
            }
            seen.set(block.number);
            if (block.definitions.get(slot)) {
                found.add(last(block, slot));
            } else if (block.number != header) {
                next.addAll(predecessors.get(block.number - header));
            }
        }
        return found;
    }

    private static Effects last(Block block, int slot) {
        int i = block.effects.size() - 1;
        while (!sets(block.effects.get(i), slot)) {
            i--;
        }
        return block.effects.get(i);
    }

    private static boolean sets(Effects expression, int slot) {
        for (int written : expression.writes()) {
            if (written == slot) {
                return true;
            }
        }
        return false;
    }
}
