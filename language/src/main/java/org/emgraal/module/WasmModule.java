// SPDX-License-Identifier: Apache-2.0
package org.emgraal.module;

import java.util.List;
import java.util.Map;

/**
 * A decoded module: immutable and independent of any instance, context or language. Index spaces hold imports first.
 *
 * @param name what messages and stack traces call the module
 * @param bytes the whole binary; bodies, segments and expressions are ranges of it
 * @param functionTypes type index of each function, imports included
 * @param tagTypes type index of each tag, imports included
 * @param startFunction function index or -1
 * @param dataCount the data count section's value, or -1 if absent
 * @param functionNames names by function index from the {@code name} section
 * @param dylink null if there is no {@code dylink.0} section
 */
public record WasmModule(String name, byte[] bytes, List<TypeDefinition> types, List<Import> imports,
                int[] functionTypes, List<TableDefinition> tables, List<MemoryType> memories,
                List<GlobalDefinition> globals, int[] tagTypes, List<Export> exports, int startFunction,
                List<ElementSegment> elements, int dataCount, List<DataSegment> data, FunctionBody[] bodies,
                List<CustomSection> customSections, Map<Integer, String> functionNames, DylinkInfo dylink) {

    /** Number of imports of a kind: definitions of that kind start at this index. */
    public int importCount(ExternalKind kind) {
        int count = 0;
        for (Import anImport : imports) {
            if (anImport.kind() == kind) {
                count++;
            }
        }
        return count;
    }

    /** The type of a function, import or definition. */
    public FunctionType functionType(int functionIndex) {
        return signature(functionTypes[functionIndex]);
    }

    /** The function type at a type index. */
    public FunctionType signature(int typeIndex) {
        return (FunctionType) types.get(typeIndex).composite();
    }

    /** The same module with other names for its imports and exports, in the same order. */
    public WasmModule withNames(List<Import> newImports, List<Export> newExports) {
        return new WasmModule(name, bytes, types, newImports, functionTypes, tables, memories, globals, tagTypes, newExports,
                        startFunction, elements, dataCount, data, bodies, customSections, functionNames, dylink);
    }
}
