// SPDX-License-Identifier: Apache-2.0
package org.emgraal.translation;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.emgraal.nodes.ExpressionNode;
import org.emgraal.nodes.control.BasicBlockNode.Terminator;

/** A basic block under construction, with what liveness analysis needs to know of it. */
final class Block {

    /** Position in the function; -1 until code is placed in it. */
    int number = -1;
    final TryRegion region;
    final List<ExpressionNode> statements = new ArrayList<>();
    Terminator terminator;
    ExpressionNode condition;
    final List<Block> successors = new ArrayList<>();

    /** Slots read before they are written here; slots written. */
    final BitSet uses = new BitSet();
    final BitSet definitions = new BitSet();
    BitSet liveIn = new BitSet();

    Block(TryRegion region) {
        this.region = region;
    }

    void add(ExpressionNode statement, Effects effects) {
        statements.add(statement);
        record(effects);
    }

    /** Notes the slots an expression of this block reads and writes. */
    void record(Effects effects) {
        for (int slot : effects.reads()) {
            if (!definitions.get(slot)) {
                uses.set(slot);
            }
        }
        for (int slot : effects.writes()) {
            definitions.set(slot);
        }
    }
}
