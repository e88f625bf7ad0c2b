// SPDX-License-Identifier: Apache-2.0
package org.emgraal.bytecode;

import static org.emgraal.bytecode.StackCode.*;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntSupplier;

/**
 * Cuts a large function into pieces, each to be a method of its own: HotSpot compiles no method of more than 8,000 bytes. A
 * piece is a connected part of the dominator tree, or several small ones with the same parent, so that most jumps stay
 * within a piece.
 */
final class PiecePlan {

    /** Bytes of a piece; between 800 and 3,000 all sizes are alike (docs/tiers.md). */
    private static final int MAX_PIECE = 3000;
    /** Up to so many bytes, pieces with the same parent share a method. */
    private static final int MAX_GROUP = 1500;
    /** A code is a piece's number and, in the lower bits, that of the entry. */
    static final int ENTRY_BITS = 10;
    private static final int MAX_ENTRIES = 1 << ENTRY_BITS;
    /** More would not fit the constant pool or the method that calls them. */
    private static final int MAX_PIECES = 2000;
    /** A dispatch is copied to the pieces' exits if it has so many targets, and so many ways lead to it. */
    private static final int DISPATCH_TARGETS = 16;
    private static final int DISPATCH_WAYS = 4;
    private static final int DISPATCH_OPERATIONS = 20;

    private static final int UNASSIGNED = -1;
    private static final int ROOT = -2;

    final List<List<Block>> pieces = new ArrayList<>();
    private final StackCode code;
    private final Dominators dominators;
    /** By block number. */
    private final int[] pieceOf;
    private final int[] entryOf;
    private final List<Block> dispatches = new ArrayList<>();
    private final int address;

    /** @param address of the next instruction in an interpreter's frame; asked for if this looks like one */
    PiecePlan(StackCode code, IntSupplier address) {
        this.code = code;
        this.dominators = new Dominators(code);
        this.pieceOf = new int[code.blocks.size()];
        this.entryOf = new int[code.blocks.size()];
        Arrays.fill(pieceOf, UNASSIGNED);
        Arrays.fill(entryOf, -1);
        int[] subtrees = cut();
        assign(subtrees);
        findDispatches();
        this.address = dispatches.size() == 1 && dispatches.get(0).header ? address.getAsInt() : -1;
        numberEntries();
    }

    /** The slot with the address of the instruction that is next; -1 if this is no interpreter, or one without regions. */
    int address() {
        return address;
    }

    /** Marks the blocks with which pieces begin; the sizes of what hangs below each, by position. */
    private int[] cut() {
        List<Block> order = dominators.order;
        int[] sizes = new int[order.size()];
        List<List<Integer>> children = new ArrayList<>();
        order.forEach(block -> children.add(new ArrayList<>(2)));
        for (int i = order.size() - 1; i >= 0; i--) {
            sizes[i] = order.get(i).size;
            List<Integer> below = children.get(i);
            below.sort(Comparator.comparingInt(child -> sizes[child]));
            for (int child : below) {
                sizes[i] += sizes[child];
            }
            while (sizes[i] > MAX_PIECE && !below.isEmpty()) {
                int largest = below.removeLast();
                sizes[i] -= sizes[largest];
                pieceOf[order.get(largest).number] = ROOT;
            }
            if (i > 0) {
                children.get(dominators.parent(i)).add(i);
            }
        }
        pieceOf[order.get(0).number] = ROOT;
        return sizes;
    }

    private void assign(int[] sizes) {
        List<Block> order = dominators.order;
        int[] groups = new int[order.size()];
        int[] groupSizes = new int[order.size()];
        Arrays.fill(groups, -1);
        for (int i = 0; i < order.size(); i++) {
            Block block = order.get(i);
            int parent = dominators.parent(i);
            if (pieceOf[block.number] != ROOT) {
                pieceOf[block.number] = pieceOf[order.get(parent).number];
            } else if (i > 0 && groups[parent] >= 0 && groupSizes[parent] + sizes[i] <= MAX_GROUP) {
                pieceOf[block.number] = groups[parent];
                groupSizes[parent] += sizes[i];
            } else {
                pieceOf[block.number] = pieces.size();
                pieces.add(new ArrayList<>());
                if (i > 0) {
                    groups[parent] = pieceOf[block.number];
                    groupSizes[parent] = sizes[i];
                }
            }
            pieces.get(pieceOf[block.number]).add(block);
        }
        if (pieces.size() > MAX_PIECES) {
            throw new UnsupportedFunctionException("more than " + MAX_PIECES + " pieces");
        }
        // In the order of the code, so that jumps to the next block cost nothing.
        pieces.forEach(piece -> piece.sort(Comparator.comparingInt(block -> block.start)));
    }

    /** Blocks that compute a number and go where a table says: what every instruction of an interpreter ends with. */
    private void findDispatches() {
        for (Block block : dominators.order) {
            int last = block.end - WIDTH;
            if (block.predecessors.size() < DISPATCH_WAYS || block.end - block.start > DISPATCH_OPERATIONS * WIDTH
                            || code.operations[last] != SWITCH || code.table(code.operations[last + 1]).length < DISPATCH_TARGETS
                            || block.region != null) {
                continue;
            }
            boolean simple = true;
            for (int i = block.start; i < last; i += WIDTH) {
                simple &= switch (code.operations[i]) {
                    case LOAD, STORE, INT, PLAIN, POLL -> true;
                    case INVOKE -> isLoad(code.method(code.operations[i + 1]));
                    default -> false;
                };
            }
            if (simple) {
                dispatches.add(block);
            }
        }
    }

    private static boolean isLoad(StackCode.Method method) {
        return method.owner().equals(Support.MEMORY) && method.name().startsWith("load");
    }

    private void numberEntries() {
        boolean[] entry = new boolean[code.blocks.size()];
        entry[dominators.order.get(0).number] = true;
        for (Block block : dominators.order) {
            for (List<Block> targets : List.of(block.successors, block.handlers)) {
                for (Block target : targets) {
                    entry[target.number] |= pieceOf[target.number] != pieceOf[block.number];
                }
            }
        }
        for (Block dispatch : dispatches) {
            // Where a region gives back control.
            entry[dispatch.number] = true;
            dispatch.successors.forEach(target -> entry[target.number] = true);
        }
        for (List<Block> piece : pieces) {
            int count = 0;
            for (Block block : piece) {
                if (entry[block.number]) {
                    entryOf[block.number] = count++;
                }
            }
            if (count > MAX_ENTRIES) {
                throw new UnsupportedFunctionException("a piece with more than " + MAX_ENTRIES + " entries");
            }
        }
    }

    int pieceOf(Block block) {
        return pieceOf[block.number];
    }

    boolean isEntry(Block block) {
        return entryOf[block.number] >= 0;
    }

    /** What a piece returns to have a block executed next. */
    int code(Block block) {
        if (entryOf[block.number] < 0) {
            throw new IllegalStateException("block " + block.number + " is no entry");
        }
        return pieceOf[block.number] << ENTRY_BITS | entryOf[block.number];
    }

    Block first() {
        return dominators.order.get(0);
    }

    /** The blocks whose work is done where pieces end. */
    List<Block> dispatches() {
        return dispatches;
    }

    /** Codes of a dispatch's targets. */
    int[] codes(Block dispatch) {
        return Arrays.stream(code.table(code.operations[dispatch.end - WIDTH + 1])).map(target -> code(code.blocks.get(target))).toArray();
    }
}
