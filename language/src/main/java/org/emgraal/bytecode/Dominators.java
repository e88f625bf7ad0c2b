// SPDX-License-Identifier: Apache-2.0
package org.emgraal.bytecode;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/**
 * The dominator tree of a function's blocks: a block's parent is the last that control must pass on its way there. (Cooper,
 * Harvey and Kennedy, "A Simple, Fast Dominance Algorithm".)
 */
final class Dominators {

    /** The blocks in reverse postorder. */
    final List<Block> order = new ArrayList<>();
    /** By block number, the position in {@link #order}; -1 for one that cannot be reached. */
    private final int[] positions;
    /** By position, that of the parent. */
    private final int[] parents;

    Dominators(StackCode code) {
        positions = new int[code.blocks.size()];
        java.util.Arrays.fill(positions, -1);
        sort(code.placed.get(0));
        parents = new int[order.size()];
        java.util.Arrays.fill(parents, -1);
        parents[0] = 0;
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int i = 1; i < parents.length; i++) {
                int parent = meet(order.get(i).protectedBlocks, meet(order.get(i).predecessors, -1));
                if (parent != parents[i]) {
                    parents[i] = parent;
                    changed = true;
                }
            }
        }
    }

    private void sort(Block first) {
        record Visit(Block block, List<Block> next, int[] index) {
        }
        boolean[] seen = new boolean[positions.length];
        Deque<Visit> work = new ArrayDeque<>();
        seen[first.number] = true;
        work.push(new Visit(first, next(first), new int[1]));
        while (!work.isEmpty()) {
            Visit visit = work.peek();
            if (visit.index[0] < visit.next.size()) {
                Block block = visit.next.get(visit.index[0]++);
                if (!seen[block.number]) {
                    seen[block.number] = true;
                    work.push(new Visit(block, next(block), new int[1]));
                }
            } else {
                order.add(visit.block);
                work.pop();
            }
        }
        Collections.reverse(order);
        for (int i = 0; i < order.size(); i++) {
            positions[order.get(i).number] = i;
        }
    }

    private static List<Block> next(Block block) {
        if (block.handlers.isEmpty()) {
            return block.successors;
        }
        List<Block> all = new ArrayList<>(block.successors);
        all.addAll(block.handlers);
        return all;
    }

    private int meet(List<Block> blocks, int start) {
        int common = start;
        for (Block block : blocks) {
            int position = positions[block.number];
            if (position >= 0 && parents[position] >= 0) {
                common = common < 0 ? position : meet(common, position);
            }
        }
        return common;
    }

    private int meet(int one, int other) {
        int a = one;
        int b = other;
        while (a != b) {
            while (a > b) {
                a = parents[a];
            }
            while (b > a) {
                b = parents[b];
            }
        }
        return a;
    }

    /** Position of the parent of the block at a position; the first block is its own. */
    int parent(int position) {
        return parents[position];
    }
}
