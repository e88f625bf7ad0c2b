// SPDX-License-Identifier: Apache-2.0
package org.emgraal.dylink;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.emgraal.module.FunctionType;
import org.emgraal.module.Import;
import org.emgraal.module.WasmModule;
import org.emgraal.runtime.ImportResolver;
import org.emgraal.runtime.WasmFunction;
import org.emgraal.runtime.WasmGlobal;
import org.emgraal.runtime.WasmTag;

/**
 * What a side module imports (tool-conventions, DynamicLinking.md): its bases, what it shares with the main module, the
 * cells of the global offset table, and functions. A function that nobody has defined yet is looked for when first
 * called: first where everybody looks, then among the libraries loaded with this one, then in the module itself.
 */
final class SideModuleImports implements ImportResolver {

    private final WasmModule module;
    private final SideModule library;
    private final DynamicLinker linker;
    private final SymbolScope local;
    private final LoadJournal journal;
    private final int memoryBase;
    private final int tableBase;
    private final Map<String, WasmFunction> scripts = new HashMap<>();

    /** {@code local} are the libraries loaded with this one for itself alone, null if for everybody. */
    SideModuleImports(WasmModule module, SideModule library, DynamicLinker linker, SymbolScope local, LoadJournal journal,
                    int memoryBase, int tableBase) {
        this.module = module;
        this.library = library;
        this.linker = linker;
        this.local = local;
        this.journal = journal;
        this.memoryBase = memoryBase;
        this.tableBase = tableBase;
    }

    /** The functions of the library that are JavaScript: its own, though it imports them. */
    Map<String, WasmFunction> scripts() {
        return scripts;
    }

    @Override
    public Object resolve(Import anImport, int typeId) {
        return switch (anImport) {
            case Import.Function function -> function(function.name(), module.signature(function.typeIndex()));
            case Import.Global global -> global(global);
            case Import.Tag tag -> tag(tag, typeId);
            case Import.Memory memory -> linker.symbols().find(memory.name());
            case Import.Table table -> linker.symbols().find(table.name());
        };
    }

    private WasmGlobal global(Import.Global imported) {
        return switch (imported.module()) {
            case "GOT.mem", "GOT.func" -> linker.offset(imported.name(), isWeak(imported.name()), library, journal);
            default -> switch (imported.name()) {
                case "__memory_base" -> WasmGlobal.i32(false, memoryBase);
                case "__table_base" -> WasmGlobal.i32(false, tableBase);
                default -> linker.symbols().find(imported.name()) instanceof WasmGlobal shared ? shared : null;
            };
        };
    }

    /** The section names the symbol as it was before the linker decided to go through the offset table. */
    private boolean isWeak(String name) {
        return Stream.of("env", "GOT.mem", "GOT.func").anyMatch(from -> module.dylink().weakImports().contains(from + "." + name));
    }

    private WasmTag tag(Import.Tag imported, int typeId) {
        if (linker.symbols().find(imported.name()) instanceof WasmTag shared) {
            return shared;
        }
        WasmTag created = new WasmTag(module.signature(imported.typeIndex()), typeId);
        linker.symbols().define(imported.name(), created);
        return created;
    }

    private WasmFunction function(String name, FunctionType type) {
        if (linker.symbols().find(name) instanceof WasmFunction defined) {
            return defined;
        }
        WasmFunction host = linker.host().find(name, type);
        if (host != null) {
            return host;
        }
        if (local != null && local.find(name) instanceof WasmFunction defined) {
            return defined;
        }
        String script = SymbolScope.SCRIPT + name;
        if (module.exports().stream().anyMatch(export -> export.name().equals(script))) {
            WasmFunction function = linker.host().script(name, type, library.name(), () -> linker.text((Integer) library.symbols().find(script)));
            scripts.put(name, function);
            return function;
        }
        return linker.host().lazy(name, type, () -> search(name));
    }

    private WasmFunction search(String name) {
        if (linker.symbols().find(name) instanceof WasmFunction function) {
            return function;
        }
        if (local != null && local.find(name) instanceof WasmFunction function) {
            return function;
        }
        if (library.symbols().find(name) instanceof WasmFunction function) {
            return function;
        }
        throw new DynamicLinkException("Dynamic linking error: cannot resolve symbol %s, which %s calls; searched: %s"
                        .formatted(name, library.name(), linker.searched(library)));
    }
}
