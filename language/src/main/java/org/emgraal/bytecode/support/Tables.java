// SPDX-License-Identifier: Apache-2.0
package org.emgraal.bytecode.support;

import org.emgraal.runtime.Trap;
import org.emgraal.runtime.WasmInstance;

/** The {@code table.*} and {@code elem.drop} instructions; {@code int} indices and counts are unsigned. */
public final class Tables {

    private Tables() {
    }

    /** An index of a 64-bit table as an {@code int}, which is -1 for one that no table has. */
    public static int narrow(long index) {
        return index >>> 31 == 0 ? (int) index : -1;
    }

    public static Object asNonNull(Object reference) {
        if (reference == null) {
            throw Trap.NULL_REFERENCE.at(null);
        }
        return reference;
    }

    public static Object get(int index, int table, WasmInstance instance) {
        return get(Integer.toUnsignedLong(index), table, instance);
    }

    public static Object get(long index, int table, WasmInstance instance) {
        return instance.table(table).get(null, index);
    }

    public static void set(int index, Object value, int table, WasmInstance instance) {
        set(Integer.toUnsignedLong(index), value, table, instance);
    }

    public static void set(long index, Object value, int table, WasmInstance instance) {
        instance.table(table).set(null, index, value);
    }

    public static int size(int table, WasmInstance instance) {
        return instance.table(table).size();
    }

    public static long size64(int table, WasmInstance instance) {
        return instance.table(table).size();
    }

    public static int grow(Object value, int delta, int table, WasmInstance instance) {
        return instance.table(table).grow(Integer.toUnsignedLong(delta), value);
    }

    public static long grow(Object value, long delta, int table, WasmInstance instance) {
        return instance.table(table).grow(delta, value);
    }

    public static void fill(int start, Object value, int count, int table, WasmInstance instance) {
        fill(Integer.toUnsignedLong(start), value, Integer.toUnsignedLong(count), table, instance);
    }

    public static void fill(long start, Object value, long count, int table, WasmInstance instance) {
        instance.table(table).fill(null, start, value, count);
    }

    public static void copy(int to, int from, int count, int target, int source, WasmInstance instance) {
        copy(Integer.toUnsignedLong(to), Integer.toUnsignedLong(from), Integer.toUnsignedLong(count), target, source, instance);
    }

    public static void copy(long to, int from, int count, int target, int source, WasmInstance instance) {
        copy(to, Integer.toUnsignedLong(from), Integer.toUnsignedLong(count), target, source, instance);
    }

    public static void copy(int to, long from, int count, int target, int source, WasmInstance instance) {
        copy(Integer.toUnsignedLong(to), from, Integer.toUnsignedLong(count), target, source, instance);
    }

    public static void copy(long to, long from, long count, int target, int source, WasmInstance instance) {
        instance.table(target).copy(null, to, instance.table(source), from, count);
    }

    public static void init(int to, int from, int count, int segment, int table, WasmInstance instance) {
        init(Integer.toUnsignedLong(to), from, count, segment, table, instance);
    }

    public static void init(long to, int from, int count, int segment, int table, WasmInstance instance) {
        instance.table(table).init(null, to, instance.element(segment), Integer.toUnsignedLong(from), Integer.toUnsignedLong(count));
    }

    public static void drop(int segment, WasmInstance instance) {
        instance.dropElement(segment);
    }
}
