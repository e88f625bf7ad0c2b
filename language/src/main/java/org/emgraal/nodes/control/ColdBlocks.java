// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes.control;

import com.oracle.truffle.api.Assumption;
import com.oracle.truffle.api.CompilerDirectives.CompilationFinal;

/**
 * Decides which blocks of a large function are left out of its compiled code. CPython's evaluation loop has
 * thousands of blocks of which a program runs a few hundred; compiling all of them makes a megabyte of code. A block
 * that was entered rarely while interpreting becomes an exit to the interpreter, which keeps the compiled code valid;
 * only when exits are frequent the code is thrown away and compiled again, with what has become hot. Each time takes
 * four times as many exits, so that a program of many phases does not compile for ever.
 */
final class ColdBlocks {

    /** Smaller functions are compiled whole. */
    static final int MIN_BLOCKS = 24;

    /** A block is cold if it was entered less than once in 2^17 entries of the function's most frequent block. */
    private static final int COLD_SHIFT = 17;
    /** The first tier compiles less: it comes early, when many blocks have run only to initialise the program. */
    private static final int FIRST_TIER_SHIFT = 11;
    private static final int CALL_SHIFT = 6;
    private static final int FIRST_EXIT_LIMIT = 2000;

    @CompilationFinal private int hottest;
    /** Written by compiled code that is about to be left. */
    boolean leaving;
    private int exits;
    private int exitLimit = FIRST_EXIT_LIMIT;
    @CompilationFinal private Assumption choice = Assumption.create("hot blocks");

    /** Makes compiled code depend on the present choice. */
    void check() {
        choice.isValid();
    }

    /** A block was entered for the {@code count}th time while interpreting. */
    void entered(int count) {
        if (count > hottest) {
            hottest = count;
        }
    }

    /** {@code entry} is the function's first block: what one call in 64 runs is not cold, however hot the loops are. */
    boolean isCold(BasicBlockNode block, BasicBlockNode entry, boolean firstTier) {
        int loops = hottest >>> (firstTier ? FIRST_TIER_SHIFT : COLD_SHIFT);
        return block.count() <= Math.min(loops, entry.count() >>> CALL_SHIFT);
    }

    /** Compiled code was left at a cold block. */
    void left() {
        leaving = false;
        if (++exits >= exitLimit) {
            exits = 0;
            exitLimit = exitLimit > Integer.MAX_VALUE / 4 ? exitLimit : exitLimit * 4;
            choice.invalidate("cold blocks have become hot");
            choice = Assumption.create("hot blocks");
        }
    }
}
