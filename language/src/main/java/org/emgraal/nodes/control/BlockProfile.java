// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes.control;

import com.oracle.truffle.api.CompilerDirectives.CompilationFinal;

/**
 * How often a function's blocks were entered and their branches taken, counted by the interpreter and by first-tier
 * code. Counters wrap; a wrapped one is negative and means very often.
 */
final class BlockProfile {

    private final int[] entries;
    private final int[] taken;
    /** The same arrays: read through these fields, the counts are constants of the code being compiled. */
    @CompilationFinal(dimensions = 1) private final int[] finalEntries;
    @CompilationFinal(dimensions = 1) private final int[] finalTaken;

    BlockProfile(int blocks) {
        entries = new int[blocks];
        taken = new int[blocks];
        finalEntries = entries;
        finalTaken = taken;
    }

    void enter(int block) {
        entries[block]++;
    }

    void take(int block) {
        taken[block]++;
    }

    int[] entries() {
        return entries;
    }

    /** How likely the branch that ends a block is taken; never 0 or 1, as the rest of the code must be compiled too. */
    double probability(int block) {
        int total = finalEntries[block];
        int branches = finalTaken[block];
        if (total <= 0 || branches < 0 || branches > total) {
            return 0.5;
        }
        return (branches + 0.5) / (total + 1.0);
    }
}
