// SPDX-License-Identifier: Apache-2.0
package org.emgraal.validation;

import java.util.BitSet;
import org.emgraal.binary.ModuleLimits;
import org.emgraal.module.IndexSpaces;
import org.emgraal.module.WasmModule;

/**
 * What instructions may refer to (the "context" of the specification's rules), as arrays by index. Filled by
 * {@link ModuleValidator} and not changed after, so functions can be validated at any time and on any thread.
 */
final class ModuleContext {

    final WasmModule module;
    final ModuleLimits limits;
    final TypeSpace types;
    /** Type index of each function and tag. */
    final int[] functions;
    final int[] tags;
    final int[] tableElements;
    /** {@link TypeCode#I32} or {@link TypeCode#I64} by table and memory. */
    final int[] tableAddresses;
    final int[] memoryAddresses;
    final int[] globals;
    final boolean[] globalMutable;
    final int importedGlobals;
    final int[] elementSegments;
    /** Functions that {@code ref.func} may name, because they appear outside of function bodies. */
    final BitSet declaredFunctions = new BitSet();

    ModuleContext(WasmModule module, ModuleLimits limits) {
        this.module = module;
        this.limits = limits;
        types = new TypeSpace(module.types(), limits);
        functions = module.functionTypes();
        tags = module.tagTypes();
        IndexSpaces spaces = IndexSpaces.of(module);
        Location location = Location.MODULE;
        tableElements = new int[spaces.tables().length];
        tableAddresses = new int[spaces.tables().length];
        for (int i = 0; i < tableElements.length; i++) {
            tableElements[i] = types.code(spaces.tables()[i].element(), location);
            tableAddresses[i] = address(spaces.tables()[i].index64());
        }
        memoryAddresses = new int[spaces.memories().length];
        for (int i = 0; i < memoryAddresses.length; i++) {
            memoryAddresses[i] = address(spaces.memories()[i].index64());
        }
        globals = new int[spaces.globals().length];
        globalMutable = new boolean[globals.length];
        for (int i = 0; i < globals.length; i++) {
            globals[i] = types.code(spaces.globals()[i].type(), location);
            globalMutable[i] = spaces.globals()[i].mutable();
        }
        importedGlobals = globals.length - module.globals().size();
        elementSegments = module.elements().stream().mapToInt(e -> types.code(e.type(), location)).toArray();
    }

    /** The type index of a function type, checked. */
    int functionType(int typeIndex, Location location) {
        location.checkIndex("type", typeIndex, types.size());
        if (!types.isFunction(typeIndex)) {
            throw location.mismatch("type " + typeIndex + " is no function type");
        }
        return typeIndex;
    }

    private static int address(boolean is64) {
        return is64 ? TypeCode.I64 : TypeCode.I32;
    }
}
