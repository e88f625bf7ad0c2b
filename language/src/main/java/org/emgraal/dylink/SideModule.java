// SPDX-License-Identifier: Apache-2.0
package org.emgraal.dylink;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.emgraal.runtime.WasmInstance;

/** A library in the program's address space. */
public final class SideModule {

    private final String name;
    private boolean global;
    private WasmInstance instance;
    private SymbolScope symbols = new SymbolScope();

    SideModule(String name) {
        this.name = name;
    }

    /** Its path, or the name it was loaded under. */
    public String name() {
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

    /** The names of what it exports to others. */
    public Set<String> exports() {
        return symbols.definitions().keySet().stream().filter(name -> !SymbolScope.isInternal(name))
                        .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /**
     * What it exports under a name: a {@link org.emgraal.runtime.WasmFunction}, the address of data as an
     * {@link Integer}, or a mutable global; null if nothing.
     */
    public Object export(String exportName) {
        return SymbolScope.isInternal(exportName) ? null : symbols.findAddressable(exportName);
    }

    /** {@code DT_RUNPATH} with {@code $ORIGIN} replaced by the library's own folder. */
    static List<String> runPath(String path, List<String> entries) {
        String origin = path.contains("/") ? path.substring(0, path.lastIndexOf('/')) : ".";
        return entries.stream().map(entry -> entry.replace("${ORIGIN}", origin).replace("$ORIGIN", origin)).toList();
    }
}
