// SPDX-License-Identifier: Apache-2.0
package org.emgraal.emscripten;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.emgraal.dylink.GlobalOffsetTable;
import org.emgraal.libc.HostFunction;
import org.emgraal.module.FunctionType;
import org.emgraal.module.Import;
import org.emgraal.module.TableType;
import org.emgraal.module.WasmModule;
import org.emgraal.nodes.TrampolineRootNode;
import org.emgraal.runtime.ImportResolver;
import org.emgraal.runtime.Store;
import org.emgraal.runtime.WasmFunction;
import org.emgraal.runtime.WasmGlobal;
import org.emgraal.runtime.WasmMemory;
import org.emgraal.runtime.WasmTable;
import org.emgraal.runtime.WasmTag;

/**
 * Gives the main module its imports: libc's functions, the Emscripten runtime's, and for a relocatable module memory,
 * table and the linker's symbols (tool-conventions, DynamicLinking.md). A function nobody implements still links; it
 * fails when called, naming itself.
 */
final class ProgramLinker implements ImportResolver {

    private final WasmModule module;
    private final HostFunctions host;
    private final Store store;
    private final GlobalOffsetTable got;
    private final Map<String, HostFunction> functions = new HashMap<>();
    final TrampolineRootNode.Binding trampoline;

    WasmMemory memory;
    WasmTable table;
    WasmGlobal stackPointer;

    ProgramLinker(WasmModule module, HostFunctions host, Store store, GlobalOffsetTable got, List<HostFunction> functions) {
        this.module = module;
        this.host = host;
        this.store = store;
        this.got = got;
        this.trampoline = new TrampolineRootNode.Binding(store.registers());
        for (HostFunction function : functions) {
            this.functions.put(function.name() + ":" + function.signature(), function);
        }
    }

    @Override
    public Object resolve(Import anImport, int typeId) {
        return switch (anImport) {
            case Import.Function function -> function(function.module(), function.name(), module.signature(function.typeIndex()));
            case Import.Table imported -> table = new WasmTable(new TableType(imported.type().element(),
                            imported.type().limits(), imported.type().index64()), null);
            case Import.Memory imported -> memory = new WasmMemory(imported.type());
            case Import.Global imported -> global(imported);
            case Import.Tag imported -> new WasmTag(module.signature(imported.typeIndex()), typeId);
        };
    }

    /** What {@code module.name} of this type is, for side modules too. */
    WasmFunction function(String moduleName, String name, FunctionType type) {
        if (name.equals("_PyEM_TrampolineCall_JS")) {
            return host.bindTrampoline(type, trampoline);
        }
        HostFunction function = functions.get(name + ":" + HostFunctions.signature(type));
        HostFunction.Body body = function != null ? function.body() : arguments -> {
            throw new UnimplementedImportException(moduleName, name, type, module.name());
        };
        return host.bind(name, type, body, store.registers());
    }

    /** Addresses where a relocatable main module goes: Emscripten's own choice (tools/link.py, GLOBAL_BASE 1024). */
    private WasmGlobal global(Import.Global imported) {
        return switch (imported.module()) {
            case "GOT.func", "GOT.mem" -> got.entry(imported.name());
            default -> switch (imported.name()) {
                case "__memory_base" -> WasmGlobal.i32(false, MainModuleLayout.MEMORY_BASE);
                case "__table_base" -> WasmGlobal.i32(false, MainModuleLayout.TABLE_BASE);
                case "__stack_pointer" -> stackPointer = WasmGlobal.i32(true, MainModuleLayout.of(module).stackHigh());
                default -> null;
            };
        };
    }
}
