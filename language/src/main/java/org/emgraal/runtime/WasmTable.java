// SPDX-License-Identifier: Apache-2.0
package org.emgraal.runtime;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.nodes.Node;
import java.util.Arrays;
import org.emgraal.module.TableType;

/** A table of references. The array's length is its capacity; {@link #size} is what the program sees. */
public final class WasmTable {

    /** As in the JS API: a table cannot have more elements. */
    public static final int MAX_SIZE = 10_000_000;

    private final TableType type;
    private Object[] elements;
    private int size;

    public WasmTable(TableType type, Object initial) {
        this.type = type;
        this.size = Math.toIntExact(type.limits().minimum());
        this.elements = new Object[size];
        if (initial != null) {
            Arrays.fill(elements, initial);
        }
    }

    public TableType type() {
        return type;
    }

    public int size() {
        return size;
    }

    /** The backing array; indices from {@link #size} on are null. */
    public Object[] elements() {
        return elements;
    }

    public Object get(Node node, long index) {
        if (index < 0 || index >= size) {
            throw Trap.OUT_OF_BOUNDS_TABLE_ACCESS.at(node);
        }
        return elements[(int) index];
    }

    public void set(Node node, long index, Object value) {
        if (index < 0 || index >= size) {
            throw Trap.OUT_OF_BOUNDS_TABLE_ACCESS.at(node);
        }
        elements[(int) index] = value;
    }

    /** {@code table.grow}: the old size, or -1. */
    @TruffleBoundary
    public int grow(long delta, Object value) {
        long maximum = type.limits().hasMaximum() ? Math.min(type.limits().maximum(), MAX_SIZE) : MAX_SIZE;
        if (delta < 0 || delta > maximum - size) {
            return -1;
        }
        int old = size;
        int grown = (int) (size + delta);
        if (grown > elements.length) {
            elements = Arrays.copyOf(elements, (int) Math.min(maximum, Math.max(grown, elements.length * 5L / 4)));
        }
        Arrays.fill(elements, old, grown, value);
        size = grown;
        return old;
    }

    /** Gives back the elements from {@code newSize} on: the dynamic linker undoes a failed load. */
    public void shrink(int newSize) {
        Arrays.fill(elements, newSize, size, null);
        size = newSize;
    }

    @TruffleBoundary
    public void fill(Node node, long start, Object value, long count) {
        checkRange(node, start, count);
        Arrays.fill(elements, (int) start, (int) (start + count), value);
    }

    @TruffleBoundary
    public void copy(Node node, long start, WasmTable source, long sourceStart, long count) {
        source.checkRange(node, sourceStart, count);
        checkRange(node, start, count);
        System.arraycopy(source.elements, (int) sourceStart, elements, (int) start, (int) count);
    }

    /** {@code table.init}: copies from an element segment. */
    @TruffleBoundary
    public void init(Node node, long start, Object[] segment, long segmentStart, long count) {
        if (segmentStart < 0 || count < 0 || segmentStart > segment.length - count) {
            throw Trap.OUT_OF_BOUNDS_TABLE_ACCESS.at(node);
        }
        checkRange(node, start, count);
        System.arraycopy(segment, (int) segmentStart, elements, (int) start, (int) count);
    }

    private void checkRange(Node node, long start, long count) {
        if (start < 0 || count < 0 || count > size || start > size - count) {
            throw Trap.OUT_OF_BOUNDS_TABLE_ACCESS.at(node);
        }
    }
}
