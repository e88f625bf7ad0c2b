// SPDX-License-Identifier: Apache-2.0
package org.emgraal.translation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;

/** Where slots got the values that they have at a loop's header, coming from within the loop (reaching definitions). */
final class LoopDefinitions {

    private final int header;
    /** By number, within the loop. */
    private final List<List<Block>> predecessors = new ArrayList<>();

    LoopDefinitions(List<Block> blocks, int header, int end) {
        this.header = header;
        blocks.forEach(block -> predecessors.add(new ArrayList<>()));
        for (Block block : blocks.subList(header, end + 1)) {
            new HashSet<>(block.successors).forEach(successor -> predecessors.get(successor.number).add(block));
        }
    }

    /** The last expressions that set a slot, on all ways round. */
    List<Effects> reaching(int slot) {
        List<Effects> found = new ArrayList<>();
        BitSet seen = new BitSet();
        Deque<Block> next = new ArrayDeque<>(predecessors.get(header));
        while (!next.isEmpty()) {
            Block block = next.remove();
            if (seen.get(block.number)) {
                continue;
            }
            seen.set(block.number);
            if (block.definitions.get(slot)) {
                found.add(last(block, slot));
            } else if (block.number != header) {
                next.addAll(predecessors.get(block.number));
            }
        }
        return found;
    }

    private static Effects last(Block block, int slot) {
        List<Effects> setting = block.effects.stream()
                        .filter(expression -> Arrays.stream(expression.writes()).anyMatch(written -> written == slot)).toList();
        return setting.get(setting.size() - 1);
    }
}
