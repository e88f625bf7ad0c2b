// SPDX-License-Identifier: Apache-2.0
package org.emgraal.dylink;

import java.util.LinkedHashMap;
import java.util.Map;
import org.emgraal.runtime.WasmGlobal;

/**
 * The cells through which relocatable code finds addresses of symbols: one mutable i32 global per name for the whole
 * process, shared by all modules and by {@code GOT.mem} and {@code GOT.func} (Emscripten src/lib/libdylink.js). A
 * cell holds -1 until its symbol is defined; the first definition wins.
 */
public final class GlobalOffsetTable {

    public static final int UNDEFINED = -1;

    private final Map<String, WasmGlobal> entries = new LinkedHashMap<>();

    /** The cell of a symbol, made on first request. */
    public WasmGlobal entry(String name) {
        return entries.computeIfAbsent(name, key -> WasmGlobal.i32(true, UNDEFINED));
    }

    /** Defines a symbol that has a cell and no value yet. */
    public void define(String name, int value) {
        WasmGlobal cell = entries.get(name);
        if (cell != null && cell.getInt() == UNDEFINED) {
            cell.setInt(value);
        }
    }

    public Map<String, WasmGlobal> entries() {
        return entries;
    }
}
