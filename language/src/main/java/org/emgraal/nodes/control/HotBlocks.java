// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes.control;

import com.oracle.truffle.api.Assumption;
import com.oracle.truffle.api.CompilerDirectives.CompilationFinal;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.nodes.NodeUtil;

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
    /** An exit costs some 20 to 50 microseconds, a compilation of CPython's evaluation loop up to 10 seconds. */
    private static final int EXITS_PER_BLOCK = 2;
    private static final int FEWEST_EXITS = 200;
    private static final int LAST_EXIT_LIMIT = 160_000;
    /** What was cold and has had less than one in 2^7 of the exits since then stays cold. */
    private static final int AGAIN_SHIFT = 7;
    /** AST nodes of a call with one argument, and some more. */
    private static final int DETOUR_NODES = 8;

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

    /**
     * @param profile of what has run so far; block 0 is the function's first
     * @param recorded of an earlier run, or null
     */
    @TruffleBoundary
    static HotBlocks choose(BasicBlockNode[] blocks, BlockProfile profile, RecordedProfile recorded) {
        int[] entries = profile.entries();
        int limit = Math.min(profile.hottest() >>> COLD_SHIFT, BlockProfile.saturated(entries[0]) >>> CALL_SHIFT);
        boolean[] cold = new boolean[entries.length];
        for (int i = 0; i < cold.length; i++) {
            cold[i] = BlockProfile.saturated(entries[i]) <= limit && (recorded == null || recorded.entries()[i] == 0);
        }
        boolean[] detours = detours(blocks, cold);
        for (int i = 0; i < cold.length; i++) {
            cold[i] &= !detours[i];
        }
        return new HotBlocks(0, cold, entries.clone(), Math.max(FEWEST_EXITS, entries.length * EXITS_PER_BLOCK));
    }

    /**
     * The cold blocks that are next to nothing between others that are not cold: the call that frees an object when a reference
     * to it is given up. Each is a few IR nodes, and the most likely thing a program does that no other did before.
     */
    private static boolean[] detours(BasicBlockNode[] blocks, boolean[] cold) {
        boolean[] detours = new boolean[cold.length];
        for (int i = 0; i < blocks.length; i++) {
            for (Edge edge : blocks[i].edges) {
                int block = edge.target;
                if (!cold[i] && cold[block] && !detours[block]) {
                    detours[block] = isDetour(blocks[block], cold);
                }
            }
        }
        return detours;
    }

    private static boolean isDetour(BasicBlockNode block, boolean[] cold) {
        return block.terminator == BasicBlockNode.Terminator.GOTO && !cold[block.edges[0].target]
                        && NodeUtil.countNodes(block) <= DETOUR_NODES;
    }

    /** The next generation. Code that depends on being the newest is invalidated. */
    @TruffleBoundary
    HotBlocks next(int[] entries) {
        boolean[] stillCold = new boolean[cold.length];
        for (int i = 0; i < cold.length; i++) {
            stillCold[i] = cold[i] && entries[i] - entriesBefore[i] <= exitLimit >>> AGAIN_SHIFT;
        }
        newest.invalidate("cold blocks have become hot");
        return new HotBlocks(generation + 1, stillCold, entries.clone(), Math.min(exitLimit * 2, LAST_EXIT_LIMIT));
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
