// SPDX-License-Identifier: Apache-2.0
package org.emgraal.dylink;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
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
    /** The first library that imports a symbol other than weakly. */
    private final Map<String, String> required = new HashMap<>();

    /** The cell of a symbol, made on first request. */
    public WasmGlobal entry(String name) {
        return entries.computeIfAbsent(name, key -> WasmGlobal.i32(true, UNDEFINED));
    }

    /** Defines a symbol that has a cell and no value yet; whether it had. */
    public boolean define(String name, int value) {
        WasmGlobal cell = entries.get(name);
        if (cell == null || cell.getInt() != UNDEFINED) {
            return false;
        }
        cell.setInt(value);
        return true;
    }

    /** The symbols that have a cell and no value. */
    public List<String> undefined() {
        return entries.entrySet().stream().filter(entry -> entry.getValue().getInt() == UNDEFINED).map(Map.Entry::getKey).toList();
    }

    /** The cell as {@code library} imports it. */
    WasmGlobal entry(String name, boolean weak, String library, LoadJournal journal) {
        if (!entries.containsKey(name)) {
            journal.changed(() -> entries.remove(name));
        }
        if (!weak && required.putIfAbsent(name, library) == null) {
            journal.changed(() -> required.remove(name));
        }
        return entry(name);
    }

    /** As {@link #define(String, int)}, to be undone if the load fails. */
    void define(String name, int value, LoadJournal journal) {
        if (define(name, value)) {
            WasmGlobal cell = entries.get(name);
            journal.changed(() -> cell.setInt(UNDEFINED));
        }
    }

    /** The library that needs the symbol to be defined; null if none does. */
    String requiredBy(String name) {
        return required.get(name);
    }

    /** Whether the symbol has a cell without a value. */
    boolean isUndefined(String name) {
        WasmGlobal cell = entries.get(name);
        return cell != null && cell.getInt() == UNDEFINED;
    }
}
