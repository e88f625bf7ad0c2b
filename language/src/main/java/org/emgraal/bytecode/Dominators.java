// SPDX-License-Identifier: Apache-2.0
package org.emgraal.bytecode;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/**
 * The dominator tree of a function's blocks: a block's parent is the last that control must pass on its way there. (Georgiadis,
 * "Linear-Time Algorithms for Dominators and Related Problems", 2.2: SEMI-NCA.) Blocks have numbers here in the order in which
 * a search finds them. A function with 200,000 blocks that all go to one exit takes as long as its size asks for, which it does
 * not with the simpler algorithm of Cooper, Harvey and Kennedy.
 */
final class Dominators {

    /** The blocks in reverse postorder. */
    final List<Block> order = new ArrayList<>();
    /** By position in {@link #order}, that of the parent. */
    private final int[] parents;

    private final List<Block> found = new ArrayList<>();
    /** By block number, the number here; -1 for one that cannot be reached. */
    private final int[] numbers;
    /** Parents in the search's tree; paths in it are made shorter meanwhile. */
    private final int[] ancestors;
    /** The number of the block on the way up to an ancestor whose {@link #semidominators} is least. */
    private final int[] labels;
    private final int[] semidominators;
    private final int[] path;

    Dominators(StackCode code) {
        int count = code.blocks.size();
        numbers = new int[count];
        Arrays.fill(numbers, -1);
        ancestors = new int[count];
        search(code.placed.get(0));
        labels = new int[found.size()];
        Arrays.setAll(labels, i -> i);
        semidominators = labels.clone();
        path = new int[found.size()];
        parents = byPosition(immediate());
    }

    private record Visit(Block block, List<Block> next, int[] index) {
    }

    private void search(Block first) {
        Deque<Visit> work = new ArrayDeque<>();
        work.push(visit(first, 0));
        while (!work.isEmpty()) {
            Visit visit = work.peek();
            if (visit.index[0] < visit.next.size()) {
                Block block = visit.next.get(visit.index[0]++);
                if (numbers[block.number] < 0) {
                    work.push(visit(block, numbers[visit.block.number]));
                }
            } else {
                order.add(visit.block);
                work.pop();
            }
        }
        Collections.reverse(order);
    }

    private Visit visit(Block block, int parent) {
        ancestors[found.size()] = parent;
        numbers[block.number] = found.size();
        found.add(block);
        return new Visit(block, next(block), new int[1]);
    }

    private static List<Block> next(Block block) {
        if (block.handlers.isEmpty()) {
            return block.successors;
        }
        List<Block> all = new ArrayList<>(block.successors);
        all.addAll(block.handlers);
        return all;
    }

    /** By number, that of the parent in the dominator tree. */
    private int[] immediate() {
        int[] dominators = Arrays.copyOf(ancestors, found.size());
        for (int i = found.size() - 1; i > 0; i--) {
            semidominators[i] = ancestors[i];
            lower(i, found.get(i).predecessors);
            lower(i, found.get(i).protectedBlocks);
        }
        for (int i = 1; i < dominators.length; i++) {
            while (dominators[i] > semidominators[i]) {
                dominators[i] = dominators[dominators[i]];
            }
        }
        return dominators;
    }

    private void lower(int number, List<Block> predecessors) {
        for (Block predecessor : predecessors) {
            int from = numbers[predecessor.number];
            if (from >= 0) {
                semidominators[number] = Math.min(semidominators[number], semidominators[least(from, number + 1)]);
            }
        }
    }

    /** On the way up from a block, among those from {@code linked} on, the one whose semidominator is least. */
    private int least(int from, int linked) {
        int length = 0;
        int at = from;
        while (ancestors[at] >= linked) {
            path[length++] = at;
            at = ancestors[at];
        }
        int top = ancestors[at];
        int least = labels[at];
        while (length > 0) {
            at = path[--length];
            ancestors[at] = top;
            if (semidominators[least] < semidominators[labels[at]]) {
                labels[at] = least;
            } else {
                least = labels[at];
            }
        }
        return labels[from];
    }

    private int[] byPosition(int[] dominators) {
        int[] positions = new int[dominators.length];
        for (int i = 0; i < positions.length; i++) {
            positions[numbers[order.get(i).number]] = i;
        }
        int[] byPosition = new int[positions.length];
        for (int i = 0; i < positions.length; i++) {
            byPosition[positions[i]] = positions[dominators[i]];
        }
        return byPosition;
    }

    /** Position of the parent of the block at a position; the first block is its own. */
    int parent(int position) {
        return parents[position];
    }
}
