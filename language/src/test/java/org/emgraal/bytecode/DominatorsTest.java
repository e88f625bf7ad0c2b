// SPDX-License-Identifier: Apache-2.0
package org.emgraal.bytecode;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A block's parent is the last of those without which control cannot get there. */
class DominatorsTest {

    @Test
    void areThoseOfTheDefinition() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            StackCode code = graph(random, 2 + random.nextInt(25));
            Dominators dominators = new Dominators(code);
            Block first = code.placed.get(0);
            List<Block> order = dominators.order;
            assertEquals(reached(first, null), new HashSet<>(order), "seed " + seed);
            for (int i = 1; i < order.size(); i++) {
                assertEquals(parent(first, order, i), order.get(dominators.parent(i)), "seed " + seed + ", block " + order.get(i).number);
            }
        }
    }

    private static StackCode graph(Random random, int size) {
        StackCode code = new StackCode();
        for (int i = 0; i < size; i++) {
            code.placed.add(code.newBlock(null));
        }
        for (Block block : code.blocks) {
            for (int edges = random.nextInt(4); edges > 0; edges--) {
                block.addSuccessor(code.blocks.get(random.nextInt(size)));
            }
            if (random.nextInt(6) == 0) {
                block.addHandler(code.blocks.get(random.nextInt(size)));
            }
        }
        return code;
    }

    /** Of the blocks without which one cannot be reached, the one that the others come before. */
    private static Block parent(Block first, List<Block> order, int position) {
        Block last = null;
        for (Block candidate : order) {
            boolean needed = candidate != order.get(position) && !reached(first, candidate).contains(order.get(position));
            // In reverse postorder dominators come in the order of the tree.
            last = needed ? candidate : last;
        }
        return last;
    }

    /** What control gets to by ways that avoid a block. */
    private static Set<Block> reached(Block first, Block avoided) {
        Set<Block> seen = new HashSet<>();
        Deque<Block> work = new ArrayDeque<>(List.of(first));
        while (!work.isEmpty()) {
            Block block = work.pop();
            if (block != avoided && seen.add(block)) {
                work.addAll(block.successors);
                work.addAll(block.handlers);
            }
        }
        return seen;
    }
}
