// SPDX-License-Identifier: Apache-2.0
package org.emgraal.module;

import java.util.ArrayList;
import java.util.List;

/**
 * The types of a module's tables, memories and globals by index, imports first.
 *
 * @param importedFunctions index of the first defined function
 */
public record IndexSpaces(int importedFunctions, TableType[] tables, MemoryType[] memories, GlobalType[] globals) {

    public static IndexSpaces of(WasmModule module) {
        List<TableType> tables = new ArrayList<>();
        List<MemoryType> memories = new ArrayList<>();
        List<GlobalType> globals = new ArrayList<>();
        int functions = 0;
        for (Import anImport : module.imports()) {
            switch (anImport) {
                case Import.Table table -> tables.add(table.type());
                case Import.Memory memory -> memories.add(memory.type());
                case Import.Global global -> globals.add(global.type());
                case Import.Function function -> functions++;
                case Import.Tag tag -> {
                }
            }
        }
        module.tables().forEach(table -> tables.add(table.type()));
        memories.addAll(module.memories());
        module.globals().forEach(global -> globals.add(global.type()));
        return new IndexSpaces(functions, tables.toArray(new TableType[0]), memories.toArray(new MemoryType[0]),
                        globals.toArray(new GlobalType[0]));
    }
}
