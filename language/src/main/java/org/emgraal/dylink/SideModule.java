// SPDX-License-Identifier: Apache-2.0
package org.emgraal.dylink;

import java.util.List;
import org.emgraal.runtime.WasmInstance;

/** A library in the program's address space. */
final class SideModule {

    private final String name;
    private boolean global;
    private WasmInstance instance;
    private SymbolScope symbols = new SymbolScope();

    SideModule(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    /** Whether all modules loaded later see its symbols ({@code RTLD_GLOBAL}). */
    boolean isGlobal() {
        return global;
    }

    void setGlobal(boolean newGlobal) {
        global = newGlobal;
    }

    WasmInstance instance() {
        return instance;
    }

    void setInstance(WasmInstance newInstance, SymbolScope newSymbols) {
        instance = newInstance;
        symbols = newSymbols;
    }

    /** What it exports; empty while the libraries it needs are being loaded. */
    SymbolScope symbols() {
        return symbols;
    }

    /** {@code DT_RUNPATH} with {@code $ORIGIN} replaced by the library's own folder. */
    static List<String> runPath(String path, List<String> entries) {
        String origin = path.contains("/") ? path.substring(0, path.lastIndexOf('/')) : ".";
        return entries.stream().map(entry -> entry.replace("${ORIGIN}", origin).replace("$ORIGIN", origin)).toList();
    }
}
