// SPDX-License-Identifier: Apache-2.0
package org.emgraal.dylink;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.emgraal.module.GlobalType;
import org.emgraal.module.ValueType;
import org.emgraal.runtime.WasmGlobal;
import org.emgraal.runtime.WasmInstance;

/**
 * Symbols and what they stand for: a {@link org.emgraal.runtime.WasmFunction}, the address of data as an
 * {@link Integer}, or a memory, table, tag or mutable global that modules share. The first definition wins.
 */
public final class SymbolScope {

    /**
     * Exports that belong to the linker and the module alone (Emscripten src/lib/libdylink.js, {@code isInternalSym}).
     */
    private static final Set<String> INTERNAL = Set.of("memory", "__memory_base", "__table_base", "__stack_pointer",
                    "__indirect_function_table", "__cpp_exception", "__c_longjmp", "__wasm_apply_data_relocs", "__dso_handle",
                    "__tls_size", "__tls_align", "__tls_base", "__wasm_apply_tls_relocs", "__wasm_init_tls", "__wasm_init_memory",
                    "__set_stack_limits", "__start_em_asm", "__stop_em_asm", "__start_em_js", "__stop_em_js", "__wasm_call_ctors");

    /** The address of a JavaScript function's text. */
    static final String SCRIPT = "__em_js__";

    private static final String ORIGINAL = "orig$";

    private final Map<String, Object> definitions = new LinkedHashMap<>();

    /** Whether a symbol is no affair of other modules. */
    static boolean isInternal(String name) {
        return INTERNAL.contains(name) || name.startsWith(SCRIPT);
    }

    /**
     * What an instance exports. An immutable i32 global is an address; {@code relocate} makes it absolute.
     */
    static SymbolScope exportsOf(WasmInstance instance, UnaryOperator<Integer> relocate) {
        SymbolScope scope = new SymbolScope();
        for (String name : instance.exports().keySet()) {
            Object value = instance.export(name);
            if (value instanceof WasmGlobal global && isAddress(global.type())) {
                value = relocate.apply(global.getInt());
            }
            scope.define(name, value);
        }
        return scope;
    }

    private static boolean isAddress(GlobalType type) {
        return !type.mutable() && type.type().equals(ValueType.I32);
    }

    /** What a symbol stands for, or null. */
    public Object find(String name) {
        return definitions.get(name);
    }

    /**
     * What the address of a symbol leads to, or null. A compiler without {@code -sWASM_BIGINT} gives the plain name to a
     * function that takes an i64 as two i32, for JavaScript; pointers lead to the function as it was.
     */
    Object findAddressable(String name) {
        Object original = definitions.get(ORIGINAL + name);
        return original != null ? original : definitions.get(name);
    }

    public void define(String name, Object value) {
        definitions.putIfAbsent(name, value);
    }

    /** Adds the symbols other modules may use; the names that were new. */
    List<String> merge(SymbolScope other) {
        return other.definitions.entrySet().stream().filter(entry -> !isInternal(entry.getKey()))
                        .filter(entry -> definitions.putIfAbsent(entry.getKey(), entry.getValue()) == null)
                        .map(Map.Entry::getKey).toList();
    }

    void remove(Collection<String> names) {
        definitions.keySet().removeAll(names);
    }

    Map<String, Object> definitions() {
        return definitions;
    }
}
