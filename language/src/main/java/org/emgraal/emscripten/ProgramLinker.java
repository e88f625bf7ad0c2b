// SPDX-License-Identifier: Apache-2.0
package org.emgraal.emscripten;

import java.util.Set;
import org.emgraal.dylink.GlobalOffsetTable;
import org.emgraal.dylink.SymbolScope;
import org.emgraal.module.FunctionType;
import org.emgraal.module.Import;
import org.emgraal.module.Limits;
import org.emgraal.module.TableType;
import org.emgraal.module.WasmModule;
import org.emgraal.runtime.ImportResolver;
import org.emgraal.runtime.WasmFunction;
import org.emgraal.runtime.WasmGlobal;
import org.emgraal.runtime.WasmMemory;
import org.emgraal.runtime.WasmTable;
import org.emgraal.runtime.WasmTag;

/**
 * Gives the main module its imports: what the embedder supplies, libc's functions and the Emscripten runtime's, and for
 * a relocatable module memory, table and the linker's symbols (tool-conventions, DynamicLinking.md). A function of an
 * Emscripten program that nobody implements still links; it fails when called, naming itself.
 */
final class ProgramLinker implements ImportResolver {

    private static final Set<String> HOST_MODULES = Set.of("env", "wasi_snapshot_preview1", "wasi_unstable", "GOT.func", "GOT.mem");

    private final WasmModule module;
    private final ImportResolver supplied;
    private final HostImports host;
    private final SymbolScope scope;
    private final GlobalOffsetTable got;
    private final boolean emscripten;

    WasmMemory memory;
    WasmTable table;

    /**
     * @param supplied the embedder's own imports, asked first; null where it has none
     * @param scope symbols defined so far; what is shared between modules is added
     */
    ProgramLinker(WasmModule module, ImportResolver supplied, HostImports host, SymbolScope scope, GlobalOffsetTable got) {
        this.module = module;
        this.supplied = supplied;
        this.host = host;
        this.scope = scope;
        this.got = got;
        this.emscripten = module.dylink() != null
                        || module.imports().stream().anyMatch(anImport -> HOST_MODULES.contains(anImport.module()));
    }

    /** Whether the module imports what only Emscripten's runtime or WASI provides. */
    boolean isEmscripten() {
        return emscripten;
    }

    @Override
    public Object resolve(Import anImport, int typeId) {
        Object value = supplied.resolve(anImport, typeId);
        if (value == null && emscripten) {
            value = create(anImport, typeId);
        }
        if (value != null && isShared(anImport)) {
            scope.define(anImport.name(), value);
        }
        switch (value) {
            case WasmMemory given -> memory = given;
            case WasmTable given -> table = given;
            case null, default -> {
            }
        }
        return value;
    }

    /** Whether side modules get the same. */
    private static boolean isShared(Import anImport) {
        return switch (anImport.kind()) {
            case MEMORY, TABLE, TAG -> true;
            case GLOBAL -> anImport.name().equals("__stack_pointer");
            case FUNCTION -> false;
        };
    }

    private Object create(Import anImport, int typeId) {
        return switch (anImport) {
            case Import.Function function -> function(function.module(), function.name(), module.signature(function.typeIndex()));
            case Import.Table imported -> new WasmTable(tableType(imported.type()), null);
            case Import.Memory imported -> new WasmMemory(imported.type());
            case Import.Global imported -> global(imported);
            case Import.Tag imported -> new WasmTag(module.signature(imported.typeIndex()), typeId);
        };
    }

    /** A relocatable module puts its elements behind the null pointer, and asks for no more than they take. */
    private TableType tableType(TableType wanted) {
        Limits limits = wanted.limits();
        int elements = module.dylink() == null ? 0 : MainModuleLayout.TABLE_BASE + module.dylink().tableSize();
        return new TableType(wanted.element(), new Limits(Math.max(limits.minimum(), elements), limits.maximum()),
                        wanted.index64());
    }

    private WasmFunction function(String moduleName, String name, FunctionType type) {
        WasmFunction function = host.find(name, type);
        if (function != null) {
            return function;
        }
        // A main module may call functions of the libraries loaded with it.
        return host.lazy(name, type, () -> {
            if (scope.find(name) instanceof WasmFunction found) {
                return found;
            }
            throw new UnimplementedImportException(moduleName, name, type, module.name());
        });
    }

    /** Addresses where a relocatable main module goes: Emscripten's own choice (tools/link.py, GLOBAL_BASE 1024). */
    private WasmGlobal global(Import.Global imported) {
        return switch (imported.module()) {
            case "GOT.func", "GOT.mem" -> got.entry(imported.name());
            default -> switch (imported.name()) {
                case "__memory_base" -> WasmGlobal.i32(false, MainModuleLayout.MEMORY_BASE);
                case "__table_base" -> WasmGlobal.i32(false, MainModuleLayout.TABLE_BASE);
                case "__stack_pointer" -> WasmGlobal.i32(true, MainModuleLayout.of(module).stackHigh());
                default -> null;
            };
        };
    }
}
