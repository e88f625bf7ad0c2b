// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes.control;

import java.util.Arrays;
import com.oracle.truffle.api.CompilerDirectives.CompilationFinal;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.ExplodeLoop;

/**
 * The frame slots whose values somebody may still read, by representation: all of an activation that has to move when
 * compiled code takes over in the middle of a function, or gives back.
 */
public final class LiveSlots {

    @CompilationFinal(dimensions = 1) private final int[] ints;
    @CompilationFinal(dimensions = 1) private final int[] longs;
    @CompilationFinal(dimensions = 1) private final int[] floats;
    @CompilationFinal(dimensions = 1) private final int[] doubles;
    @CompilationFinal(dimensions = 1) private final int[] objects;

    public LiveSlots(int[] ints, int[] longs, int[] floats, int[] doubles, int[] objects) {
        this.ints = ints;
        this.longs = longs;
        this.floats = floats;
        this.doubles = doubles;
        this.objects = objects;
    }

    @ExplodeLoop
    void copy(VirtualFrame from, VirtualFrame to) {
        for (int slot : ints) {
            to.setIntStatic(slot, from.getIntStatic(slot));
        }
        for (int slot : longs) {
            to.setLongStatic(slot, from.getLongStatic(slot));
        }
        for (int slot : floats) {
            to.setFloatStatic(slot, from.getFloatStatic(slot));
        }
        for (int slot : doubles) {
            to.setDoubleStatic(slot, from.getDoubleStatic(slot));
        }
        for (int slot : objects) {
            to.setObjectStatic(slot, from.getObjectStatic(slot));
        }
    }

    boolean hasReferences() {
        return objects.length > 0;
    }

    /** The slots of numbers, in the order in which {@link #save} writes them. */
    int[] numbers() {
        int[] all = Arrays.copyOf(ints, ints.length + longs.length + floats.length + doubles.length);
        System.arraycopy(longs, 0, all, ints.length, longs.length);
        System.arraycopy(floats, 0, all, ints.length + longs.length, floats.length);
        System.arraycopy(doubles, 0, all, ints.length + longs.length + floats.length, doubles.length);
        return all;
    }

    /** The numbers' bits. */
    long[] save(VirtualFrame frame) {
        long[] values = new long[ints.length + longs.length + floats.length + doubles.length];
        save(frame, values);
        return values;
    }

    /** Writes them again. */
    @ExplodeLoop
    void save(VirtualFrame frame, long[] to) {
        int n = 0;
        for (int slot : ints) {
            to[n++] = frame.getIntStatic(slot);
        }
        for (int slot : longs) {
            to[n++] = frame.getLongStatic(slot);
        }
        for (int slot : floats) {
            to[n++] = Float.floatToRawIntBits(frame.getFloatStatic(slot));
        }
        for (int slot : doubles) {
            to[n++] = Double.doubleToRawLongBits(frame.getDoubleStatic(slot));
        }
    }

    /** Reads what {@code save} has written. */
    @ExplodeLoop
    void restore(VirtualFrame frame, long[] from) {
        int n = 0;
        for (int slot : ints) {
            frame.setIntStatic(slot, (int) from[n++]);
        }
        for (int slot : longs) {
            frame.setLongStatic(slot, from[n++]);
        }
        for (int slot : floats) {
            frame.setFloatStatic(slot, Float.intBitsToFloat((int) from[n++]));
        }
        for (int slot : doubles) {
            frame.setDoubleStatic(slot, Double.longBitsToDouble(from[n++]));
        }
    }
}
