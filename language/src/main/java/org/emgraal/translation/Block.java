// SPDX-License-Identifier: Apache-2.0
package org.emgraal.translation;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.emgraal.nodes.ExpressionNode;
import org.emgraal.nodes.call.CallNode;
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

    /** What its statements and its condition do, in order. */
    final List<Effects> effects = new ArrayList<>();
    /** Slots read before they are written here; slots written. */
    final BitSet uses = new BitSet();
    final BitSet definitions = new BitSet();
    BitSet liveIn = new BitSet();

    /** Whether memory 0 is accessed before the first call; whether there is a call, or {@code memory.grow}. */
    boolean accessesMemory;
    boolean reloadsMemory;
    /** The last call, if nothing here accesses memory behind it. */
    CallNode lastCall;

    Block(TryRegion region) {
        this.region = region;
    }

    void add(ExpressionNode statement, Effects effects) {
        statements.add(statement);
        record(effects);
    }

    /** Notes an access to memory 0. Accesses and calls are noted in the order in which they will be executed. */
    void accessMemory() {
        accessesMemory |= !reloadsMemory;
        if (lastCall != null) {
            lastCall.setReloads();
            lastCall = null;
        }
    }

    void call(CallNode call) {
        reloadsMemory = true;
        lastCall = call;
    }

    void growMemory() {
        reloadsMemory = true;
        lastCall = null;
    }

    /** Notes the slots an expression of this block reads and writes. */
    void record(Effects expression) {
        effects.add(expression);
        for (int slot : expression.reads()) {
            if (!definitions.get(slot)) {
                uses.set(slot);
            }
        }
        for (int slot : expression.writes()) {
            definitions.set(slot);
        }
    }
}
