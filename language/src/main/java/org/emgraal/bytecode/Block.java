// SPDX-License-Identifier: Apache-2.0
package org.emgraal.bytecode;

import java.util.ArrayList;
import java.util.List;

/** A basic block of {@link StackCode}: the operations from {@link #start} to {@link #end}, the last of which goes elsewhere. */
final class Block {

    private static final int MANY = 64;

    /** Order of creation; blocks are placed in another order. */
    final int number;
    /** The innermost try region around it, or null. */
    final TryRegion region;
    int start;
    int end;
    /** Bytes of bytecode, roughly. */
    int size;
    final List<Block> successors = new ArrayList<>(2);
    final List<Block> predecessors = new ArrayList<>(2);
    /** Where an exception may lead that is thrown here. */
    final List<Block> handlers = new ArrayList<>(0);
    /** The blocks of which it is a handler. */
    final List<Block> protectedBlocks = new ArrayList<>(0);
    /** Whether control can get here. */
    boolean placed;
    /** Whether it is a loop's header. */
    boolean header;
    /** Jumps to it from within its loop. */
    int backEdges;
    /** Slots whose values somebody may still read when it begins; see {@link Liveness}. */
    long[] live;

    Block(int number, TryRegion region) {
        this.number = number;
        this.region = region;
    }

    /** Notes that an exception may lead to a block, which is no successor: it begins with other values. */
    void addHandler(Block handler) {
        if (!handlers.contains(handler)) {
            handlers.add(handler);
            handler.protectedBlocks.add(this);
        }
    }

    void addSuccessor(Block successor) {
        // Many targets are those of a table, which names each once.
        if (successors.size() > MANY || !successors.contains(successor)) {
            successors.add(successor);
            successor.predecessors.add(this);
        }
    }

    /** Whether it is the header of a loop that a jump from another block, or from itself, repeats. */
    boolean isBehind(Block from) {
        return header && start <= from.start;
    }
}
