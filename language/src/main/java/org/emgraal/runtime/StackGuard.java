// SPDX-License-Identifier: Apache-2.0
package org.emgraal.runtime;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;

/**
 * Tells a program that bounds its recursion by its own linear stack when the Java stack, on which its calls really
 * stand, is about to end. Functions that may recurse ({@link RecursionPoints}) enter and leave; where they are nested
 * deeper than before, the guard tries whether the Java stack still has room.
 *
 * <p>Limitation: what a program does between two such functions must fit the room that is tried for.
 */
public final class StackGuard {

    /** Hears, inside the function that has just been entered, that the stack is short; must leave registers' callers alone. */
    public interface Listener {
        /** Makes the program's own check fail. */
        void stackIsShort();

        /** Undoes it, as the function returns. Must not call the program. */
        void returning();
    }

    /** So many functions may be entered between two trials; each takes 10 KiB at most while it is interpreted. */
    private static final int STEP = 8;
    /** Java frames of {@link #descend}, of half a KiB each compiled and one KiB interpreted. */
    private static final int ROOM = 160;

    private Listener listener;
    private int depth;
    private int tried = 2 * STEP;
    /** From this depth on the stack is known to be short, so that who goes on there does not exhaust it again and again. */
    private int shortFrom = Integer.MAX_VALUE;

    public void setListener(Listener newListener) {
        listener = newListener;
    }

    /** Whether the stack is short, which {@link #leave} must be told. */
    public boolean enter() {
        return ++depth > tried && isShort();
    }

    public void leave(boolean wasShort) {
        depth--;
        if (tried > depth + 2 * STEP) {
            tried = depth + 2 * STEP;
            shortFrom = Integer.MAX_VALUE;
        }
        if (wasShort) {
            returning();
        }
    }

    @TruffleBoundary
    private boolean isShort() {
        if (listener == null) {
            return false;
        }
        if (depth < shortFrom) {
            if (hasRoom()) {
                tried = depth + STEP;
                return false;
            }
            shortFrom = depth;
        }
        listener.stackIsShort();
        return true;
    }

    @TruffleBoundary
    private void returning() {
        listener.returning();
    }

    /** Whether a call from here may take as much stack as guest code gets without being asked again. */
    public static boolean hasRoom() {
        try {
            return descend(ROOM, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
                            0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0) > 0;
        } catch (StackOverflowError noRoom) {
            return false;
        }
    }

    /**
     * Takes as much stack interpreted as compiled: 58 of the arguments do not fit registers and travel on the stack, and
     * as each is passed on in another place, every frame has its own.
     */
    private static int descend(int levels, int a, int b, int c, int d, int e, int f, int g, int h, int i, int j, int k, int l, int m, int n,
                    int o, int p, int q, int r, int s, int t, int u, int v, int w, int x, int y, int z, int a1, int b1, int c1, int d1,
                    int e1, int f1, int g1, int h1, int i1, int j1, int k1, int l1, int m1, int n1, int o1, int p1, int q1, int r1,
                    int s1, int t1, int u1, int v1, int w1, int x1, int y1, int z1, int a2, int b2, int c2, int d2, int e2, int f2,
                    int g2, int h2, int i2, int j2, int k2) {
        if (levels == 0) {
            return 1 + (a ^ a1 ^ a2);
        }
        return 1 + descend(levels - 1, k2, a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t, u, v, w, x, y, z, a1, b1, c1, d1, e1, f1, g1,
                        h1, i1, j1, k1, l1, m1, n1, o1, p1, q1, r1, s1, t1, u1, v1, w1, x1, y1, z1, a2, b2, c2, d2, e2, f2, g2, h2, i2, j2);
    }
}
