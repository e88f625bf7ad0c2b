// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes.control;

import com.oracle.truffle.api.CompilerDirectives.CompilationFinal;
import com.oracle.truffle.api.frame.VirtualFrame;

/** Where a function that is an interpreter goes on to the next instruction of its program. */
public final class DispatchLoop {

    /** The loop's first block. */
    final int header;
    /**
     * Slots whose values at the header belong to the instruction that is next, wherever else the program is; the first is
     * the instruction's address.
     */
    @CompilationFinal(dimensions = 1) final int[] key;

    public DispatchLoop(int header, int[] key) {
        this.header = header;
        this.key = key;
    }

    int address(VirtualFrame frame) {
        return frame.getIntStatic(key[0]);
    }

    /** Whether an instruction has gone on by way of an edge, as far as its blocks tell. */
    boolean hasRun(RegionKey instruction, Edge edge) {
        return edge.target == header || instruction.find(edge.target) != null;
    }
}
