// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes.control;

import com.oracle.truffle.api.CompilerDirectives.CompilationFinal;
import com.oracle.truffle.api.nodes.ExplodeLoop;
import java.util.Arrays;

/** Which loops of a function lie around which blocks. */
public final class LoopNest {

    @CompilationFinal(dimensions = 1) private final int[] ends;
    private final boolean hasLoops;

    /** @param ends of each loop header the last block that goes back to it; -1 for other blocks */
    public LoopNest(int[] ends) {
        this.ends = ends;
        this.hasLoops = Arrays.stream(ends).anyMatch(end -> end >= 0);
    }

    public boolean hasLoops() {
        return hasLoops;
    }

    /** The last block that goes back to a loop's header; -1 for other blocks. */
    public int end(int header) {
        return ends[header];
    }

    /** The header of the innermost loop that a block is in, itself perhaps; -1 if there is none. */
    public int innermostAround(int block) {
        int header = block;
        while (header >= 0 && ends[header] < block) {
            header--;
        }
        return header;
    }

    /**
     * Whether {@code block} is the header of a loop around {@code inner}, and not that one itself. On-stack replacement at
     * {@code inner} enters such a loop in the middle, which makes the control flow irreducible, unless all ways into it lead
     * through one block: Graal copes with irreducible loops by making all their headers, also the entered one, a single slow
     * one.
     */
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
