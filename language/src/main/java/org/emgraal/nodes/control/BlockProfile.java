// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes.control;

import com.oracle.truffle.api.CompilerDirectives.CompilationFinal;
import java.util.Arrays;

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

    /** @param recorded what to start from, or null */
    BlockProfile(int blocks, RecordedProfile recorded) {
        entries = recorded == null ? new int[blocks] : recorded.entries().clone();
        taken = recorded == null ? new int[blocks] : recorded.taken().clone();
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

    int[] taken() {
        return taken;
    }

    /** What was counted since the start. */
    BlockProfile without(RecordedProfile recorded) {
        BlockProfile difference = new BlockProfile(entries.length, null);
        for (int i = 0; i < entries.length; i++) {
            difference.entries[i] = recorded == null ? entries[i] : entries[i] - recorded.entries()[i];
            difference.taken[i] = recorded == null ? taken[i] : taken[i] - recorded.taken()[i];
        }
        return difference;
    }

    /** The largest number of entries. */
    int hottest() {
        return Arrays.stream(entries).map(BlockProfile::saturated).max().orElse(0);
    }

    static int saturated(int count) {
        return count < 0 ? Integer.MAX_VALUE : count;
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
