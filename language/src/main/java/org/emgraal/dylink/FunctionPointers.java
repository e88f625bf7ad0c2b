// SPDX-License-Identifier: Apache-2.0
package org.emgraal.dylink;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.Function;
import org.emgraal.libc.FunctionTable;
import org.emgraal.libc.HostFunction;
import org.emgraal.runtime.Trap;
import org.emgraal.runtime.WasmFunction;
import org.emgraal.runtime.WasmTable;

/**
 * Numbers of functions: indices into the program's one table. A function gets a slot when its address is first asked
 * for (Emscripten's {@code addFunction}); equal functions have equal numbers.
 */
public final class FunctionPointers implements FunctionTable {

    private final WasmTable table;
    private final Function<HostFunction, WasmFunction> binder;
    private final Map<WasmFunction, Integer> indices = new IdentityHashMap<>();
    private final Deque<Integer> free = new ArrayDeque<>();
    private int scanned;

    /** {@code binder} makes a table element of a host function. */
    public FunctionPointers(WasmTable table, Function<HostFunction, WasmFunction> binder) {
        this.table = table;
        this.binder = binder;
    }

    public WasmTable table() {
        return table;
    }

    /** The function's number, given out now if it has none. */
    public int of(WasmFunction function) {
        scan();
        Integer index = indices.get(function);
        if (index != null && table.elements()[index] == function) {
            return index;
        }
        int slot = reserve();
        put(slot, function);
        return slot;
    }

    /** Notes the functions that segments have put into the table. */
    private void scan() {
        for (; scanned < table.size(); scanned++) {
            if (table.elements()[scanned] instanceof WasmFunction function) {
                indices.putIfAbsent(function, scanned);
            }
        }
    }

    private void put(int index, WasmFunction function) {
        table.set(null, Integer.toUnsignedLong(index), function);
        indices.put(function, index);
    }

    /** Takes {@code count} slots at the end, for a module's own element segment; the first of them. */
    int grow(int count) {
        scan();
        int start = table.grow(Integer.toUnsignedLong(count), null);
        if (start < 0) {
            throw new DynamicLinkException("the function table cannot grow by %s elements".formatted(Integer.toUnsignedString(count)));
        }
        return start;
    }

    /** Undoes everything since the table had {@code size} elements. */
    void shrink(int size) {
        indices.values().removeIf(index -> index >= size);
        free.removeIf(index -> index >= size);
        table.shrink(size);
        scanned = Math.min(scanned, size);
    }

    @Override
    public int reserve() {
        Integer index = free.poll();
        return index != null ? index : grow(1);
    }

    @Override
    public void set(int index, HostFunction function) {
        put(index, binder.apply(function));
    }

    @Override
    public void free(int index) {
        if (index <= 0 || index >= table.size()) {
            throw Trap.OUT_OF_BOUNDS_TABLE_ACCESS.at(null);
        }
        if (table.elements()[index] instanceof WasmFunction function) {
            indices.remove(function, index);
        }
        table.set(null, index, null);
        free.add(index);
    }
}
