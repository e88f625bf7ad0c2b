// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes.control;

import com.oracle.truffle.api.CompilerDirectives.CompilationFinal;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.ExplodeLoop;

/**
 * A way from one basic block to another. Slots whose values die on the way are cleared in compiled code: every live
 * slot costs a phi at each merge of the dispatch loop and an entry in each frame state.
 */
public final class Edge {

    final int target;
    /** Whether it closes a loop: where safepoints, on-stack replacement and loop counts happen. */
    final boolean back;
    @CompilationFinal(dimensions = 1) private final int[] deadNumbers;
    @CompilationFinal(dimensions = 1) private final int[] deadReferences;

    public Edge(int target, boolean back, int[] deadNumbers, int[] deadReferences) {
        this.target = target;
        this.back = back;
        this.deadNumbers = deadNumbers;
        this.deadReferences = deadReferences;
    }

    @ExplodeLoop
    void clearDeadSlots(VirtualFrame frame) {
        for (int slot : deadNumbers) {
            frame.clearPrimitiveStatic(slot);
        }
        for (int slot : deadReferences) {
            frame.clearObjectStatic(slot);
        }
    }
}
