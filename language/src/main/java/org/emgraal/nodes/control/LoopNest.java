// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes.control;

import com.oracle.truffle.api.CompilerDirectives.CompilationFinal;
import com.oracle.truffle.api.nodes.ExplodeLoop;
import java.util.Arrays;

/** Which loops of a function lie around which blocks. */
final class LoopNest {

    /** Of each loop header the last block that goes back to it; -1 for other blocks. */
    @CompilationFinal(dimensions = 1) private final int[] ends;

    LoopNest(BasicBlockNode[] blocks) {
        ends = new int[blocks.length];
        Arrays.fill(ends, -1);
        for (int i = 0; i < blocks.length; i++) {
            for (Edge edge : blocks[i].edges) {
                if (edge.back) {
                    ends[edge.target] = i;
                }
            }
        }
    }

    /** Whether {@code block} is the header of a loop around {@code inner}, and not that one itself. */
    boolean isAround(int block, int inner) {
        return block < inner && ends[block] >= inner;
    }

    /** Whether there is such a header. */
    @ExplodeLoop
    boolean isNested(int inner) {
        for (int i = 0; i < inner; i++) {
            if (isAround(i, inner)) {
                return true;
            }
        }
        return false;
    }
}
