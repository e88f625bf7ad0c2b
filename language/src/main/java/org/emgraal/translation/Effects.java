// SPDX-License-Identifier: Apache-2.0
package org.emgraal.translation;

/**
 * What evaluating an expression may read and change, so that the translator knows which pending operands must be
 * evaluated before a statement is.
 *
 * @param flags a combination of the constants below
 * @param reads frame slots read
 * @param writes frame slots written
 */
record Effects(int flags, int[] reads, int[] writes) {

    static final int READS_MEMORY = 1;
    static final int WRITES_MEMORY = 2;
    /** Globals and tables. */
    static final int READS_GLOBAL = 4;
    static final int WRITES_GLOBAL = 8;
    static final int TRAPS = 16;
    /** May do anything but touch this frame's slots; may throw. */
    static final int CALLS = 32 | READS_MEMORY | WRITES_MEMORY | READS_GLOBAL | WRITES_GLOBAL | TRAPS;

    private static final int WRITES = WRITES_MEMORY | WRITES_GLOBAL;
    private static final int[] NO_SLOTS = {};
    static final Effects NONE = new Effects(0, NO_SLOTS, NO_SLOTS);

    static Effects of(int flags) {
        return flags == 0 ? NONE : new Effects(flags, NO_SLOTS, NO_SLOTS);
    }

    static Effects read(int slot) {
        return new Effects(0, new int[]{slot}, NO_SLOTS);
    }

    Effects and(int moreFlags) {
        return (flags | moreFlags) == flags ? this : new Effects(flags | moreFlags, reads, writes);
    }

    Effects and(Effects other) {
        if (other == NONE) {
            return this;
        }
        if (this == NONE) {
            return other;
        }
        return new Effects(flags | other.flags, union(reads, other.reads), union(writes, other.writes));
    }

    Effects write(int slot) {
        return new Effects(flags, reads, union(writes, new int[]{slot}));
    }

    boolean readsMemory() {
        return (flags & READS_MEMORY) != 0;
    }

    boolean isPure() {
        return flags == 0 && reads.length == 0 && writes.length == 0;
    }

    boolean calls() {
        return (flags & 32) != 0;
    }

    /** Whether dropping the value would drop something visible. */
    boolean isNeeded() {
        return (flags & (TRAPS | WRITES)) != 0 || writes.length > 0;
    }

    /**
     * Whether this, pending, must be evaluated before {@code statement} is executed.
     *
     * @param slotsVisibleOnThrow whether a handler in this function could see slot writes made too early
     */
    boolean mustPrecede(Effects statement, boolean slotsVisibleOnThrow) {
        int later = statement.flags;
        if ((flags & READS_MEMORY) != 0 && (later & WRITES_MEMORY) != 0
                        || (flags & WRITES_MEMORY) != 0 && (later & (READS_MEMORY | WRITES_MEMORY)) != 0
                        || (flags & READS_GLOBAL) != 0 && (later & WRITES_GLOBAL) != 0
                        || (flags & WRITES_GLOBAL) != 0 && (later & (READS_GLOBAL | WRITES_GLOBAL)) != 0
                        || (flags & TRAPS) != 0 && (later & (WRITES | TRAPS)) != 0
                        || (flags & WRITES) != 0 && (later & TRAPS) != 0) {
            return true;
        }
        if (slotsVisibleOnThrow && (calls() && statement.writes.length > 0 || writes.length > 0 && statement.calls())) {
            return true;
        }
        return intersect(writes, statement.reads) || intersect(writes, statement.writes)
                        || intersect(reads, statement.writes);
    }

    private static boolean intersect(int[] a, int[] b) {
        for (int x : a) {
            for (int y : b) {
                if (x == y) {
                    return true;
                }
            }
        }
        return false;
    }

    private static int[] union(int[] a, int[] b) {
        if (a.length == 0) {
            return b;
        }
        if (b.length == 0) {
            return a;
        }
        int[] result = java.util.Arrays.copyOf(a, a.length + b.length);
        int count = a.length;
        for (int y : b) {
            boolean known = false;
            for (int i = 0; i < a.length; i++) {
                known |= a[i] == y;
            }
            if (!known) {
                result[count++] = y;
            }
        }
        return count == result.length ? result : java.util.Arrays.copyOf(result, count);
    }
}
