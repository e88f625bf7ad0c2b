// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes.control;

import com.oracle.truffle.api.Assumption;
import com.oracle.truffle.api.CompilerDirectives.CompilationFinal;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;

/**
 * The blocks of a large function that its compiled code consists of. CPython's evaluation loop has thousands of blocks
 * of which a program runs a few hundred; compiling all of them makes a megabyte of code and takes half a minute. A
 * block left out is an exit to the interpreter: the code stays valid, and the interpreter goes back into it at the next
 * back edge. When exits have cost about as much as a compilation, a next generation is chosen, which has all blocks of
 * this one and those entered since. Each time takes twice as many exits.
 */
final class HotBlocks {

    /** Smaller functions are compiled whole. */
    static final int MIN_BLOCKS = 24;

    /** A block is cold if it was entered less than once in 2^17 entries of the function's most frequent block. */
    private static final int COLD_SHIFT = 17;
    /** But what one call in 64 runs is not cold, however hot the loops are. */
    private static final int CALL_SHIFT = 6;
    private static final int FIRST_EXIT_LIMIT = 500;
    private static final int LAST_EXIT_LIMIT = 16_000;
    /** What was cold and has been entered less often since then stays cold. */
    private static final int AGAIN = 4;

    final int generation;
    @CompilationFinal(dimensions = 1) private final boolean[] cold;
    /** Of {@link #cold} blocks, how often they had been entered at the time of the choice. */
    private final int[] entriesBefore;
    private final Assumption newest = Assumption.create("newest choice of hot blocks");
    private final int exitLimit;
    private int exits;

    private HotBlocks(int generation, boolean[] cold, int[] entries, int exitLimit) {
        this.generation = generation;
        this.cold = cold;
        this.entriesBefore = entries;
        this.exitLimit = exitLimit;
    }

    /** @param entries times each block was entered, block 0 being the function's first; negative means very often */
    @TruffleBoundary
    static HotBlocks choose(int[] entries) {
        int hottest = 0;
        for (int count : entries) {
            hottest = Math.max(hottest, saturated(count));
        }
        int limit = Math.min(hottest >>> COLD_SHIFT, saturated(entries[0]) >>> CALL_SHIFT);
        boolean[] cold = new boolean[entries.length];
        for (int i = 0; i < cold.length; i++) {
            cold[i] = saturated(entries[i]) <= limit;
        }
        return new HotBlocks(0, cold, entries.clone(), FIRST_EXIT_LIMIT);
    }

    /** The next generation. Code that depends on being the newest is invalidated. */
    @TruffleBoundary
    HotBlocks next(int[] entries) {
        boolean[] stillCold = new boolean[cold.length];
        for (int i = 0; i < cold.length; i++) {
            stillCold[i] = cold[i] && entries[i] - entriesBefore[i] < AGAIN;
        }
        newest.invalidate("cold blocks have become hot");
        return new HotBlocks(generation + 1, stillCold, entries.clone(), Math.min(exitLimit * 2, LAST_EXIT_LIMIT));
    }

    private static int saturated(int count) {
        return count < 0 ? Integer.MAX_VALUE : count;
    }

    /** In compiled code, makes it depend on this. */
    boolean isNewest() {
        return newest.isValid();
    }

    boolean isCold(int block) {
        return cold[block];
    }

    /**
     * Counts that the interpreter runs a cold block, most likely because compiled code was left there; true if it is
     * time for the next generation.
     */
    boolean countExit() {
        return ++exits >= exitLimit;
    }
}
