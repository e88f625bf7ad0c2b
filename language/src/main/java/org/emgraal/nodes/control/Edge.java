// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes.control;

import com.oracle.truffle.api.CompilerDirectives.CompilationFinal;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.ExplodeLoop;
import org.emgraal.runtime.Activation;

/**
 * A way from one basic block to another. Slots whose values die on the way are cleared in compiled code: every live
 * slot costs a phi at each merge of the dispatch loop and an entry in each frame state.
 */
public final class Edge {

    final int target;
    /** Whether it closes a loop: where safepoints, on-stack replacement and loop counts happen. */
    final boolean back;
    /** Whether nobody accesses memory 0 before the next call. */
    private final boolean releasesMemory;
    @CompilationFinal(dimensions = 1) private final int[] deadNumbers;
    @CompilationFinal(dimensions = 1) private final int[] deadReferences;

    /** Slots whose values get a new identity on the way ({@link #renameSlots}). */
    @CompilationFinal(dimensions = 1) private final int[] renamedInts;
    @CompilationFinal(dimensions = 1) private final int[] renamedLongs;

    public Edge(int target, boolean back, boolean releasesMemory, int[] deadNumbers, int[] deadReferences, int[] renamedInts, int[] renamedLongs) {
        this.target = target;
        this.back = back;
        this.releasesMemory = releasesMemory;
        this.deadNumbers = deadNumbers;
        this.deadReferences = deadReferences;
        this.renamedInts = renamedInts;
        this.renamedLongs = renamedLongs;
    }

    /**
     * Adds a zero to each slot that the compiler cannot know is zero. Otherwise it would find that many targets of a
     * {@code br_table} compute the same, say {@code sp - 4}, and compute it once, before the branch: CPython's
     * evaluation loop spent two thirds of its time on values that most opcodes did not need (docs/syntax-trees.md).
     */
    @ExplodeLoop
    void renameSlots(VirtualFrame frame, Activation activation) {
        if (renamedInts.length + renamedLongs.length == 0) {
            return;
        }
        int zero = activation.instance().opaqueZero();
        for (int slot : renamedInts) {
            frame.setIntStatic(slot, frame.getIntStatic(slot) + zero);
        }
        for (int slot : renamedLongs) {
            frame.setLongStatic(slot, frame.getLongStatic(slot) + zero);
        }
    }

    @ExplodeLoop
    void clearDead(VirtualFrame frame, Activation activation) {
        if (releasesMemory) {
            activation.release();
        }
        for (int slot : deadNumbers) {
            frame.clearPrimitiveStatic(slot);
        }
        for (int slot : deadReferences) {
            frame.clearObjectStatic(slot);
        }
    }
}
