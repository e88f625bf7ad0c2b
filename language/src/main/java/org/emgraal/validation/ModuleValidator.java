// SPDX-License-Identifier: Apache-2.0
package org.emgraal.validation;

import java.util.HashSet;
import java.util.Set;
import org.emgraal.binary.ModuleLimits;
import org.emgraal.binary.WasmReader;
import org.emgraal.module.ConstantExpression;
import org.emgraal.module.DataSegment;
import org.emgraal.module.ElementSegment;
import org.emgraal.module.Export;
import org.emgraal.module.GlobalDefinition;
import org.emgraal.module.IndexSpaces;
import org.emgraal.module.Limits;
import org.emgraal.module.MemoryType;
import org.emgraal.module.TableDefinition;
import org.emgraal.module.TableType;
import org.emgraal.module.WasmModule;

/**
 * Validates modules (specification, "Validation / Modules"). Everything but function bodies is validated at once;
 * bodies can follow one by one, each before its first execution, from any thread.
 */
public final class ModuleValidator {

    private static final long MAX_PAGES = 1L << 16;
    private static final long MAX_PAGES_64 = 1L << 48;
    private static final long MAX_ELEMENTS = (1L << 32) - 1;

    private final WasmModule module;
    private final ModuleContext context;
    private final Location location = Location.MODULE;

    /**
     * A validator within {@link ModuleLimits#DEFAULT}; {@link #validateModule} comes first, functions after.
     *
     * @throws InvalidModuleException if a type is invalid
     */
    public ModuleValidator(WasmModule module) {
        this(module, ModuleLimits.DEFAULT);
    }

    /** As {@link #ModuleValidator(WasmModule)}, with limits of one's own. */
    public ModuleValidator(WasmModule module, ModuleLimits limits) {
        this.module = module;
        this.context = new ModuleContext(module, limits);
    }

    /** A validator of a module of which everything but function bodies has been validated. */
    public static ModuleValidator validate(WasmModule module) {
        ModuleValidator validator = new ModuleValidator(module);
        validator.validateModule();
        return validator;
    }

    /**
     * Validates a function body.
     *
     * @param definedIndex the function, not counting imports
     * @throws InvalidModuleException if a rule is broken
     * @throws org.emgraal.binary.MalformedModuleException if the body cannot be decoded
     */
    public void validateFunction(int definedIndex) {
        FunctionValidator.validate(context, definedIndex);
    }

    /** Validates all function bodies. */
    public void validateFunctions() {
        for (int i = 0; i < module.bodies().length; i++) {
            validateFunction(i);
        }
    }

    /**
     * Validates everything but function bodies.
     *
     * @throws InvalidModuleException if a rule is broken
     * @throws org.emgraal.binary.MalformedModuleException if a constant expression cannot be decoded
     */
    public void validateModule() {
        for (int type : context.functions) {
            context.functionType(type, location);
        }
        for (int type : context.tags) {
            context.functionType(type, location);
            if (context.types.results(type).length != 0) {
                throw location.invalid("non-empty tag result type");
            }
        }
        IndexSpaces spaces = IndexSpaces.of(module);
        for (TableType table : spaces.tables()) {
            validateLimits(table.limits(), table.index64() ? -1 : MAX_ELEMENTS, "table size");
        }
        for (MemoryType memory : spaces.memories()) {
            validateMemory(memory);
        }
        validateTables(spaces.tables().length);
        validateGlobals();
        validateExports(spaces);
        validateStart();
        module.elements().forEach(this::validateElements);
        module.data().forEach(this::validateData);
    }

    private void validateMemory(MemoryType memory) {
        validateLimits(memory.limits(), memory.index64() ? MAX_PAGES_64 : MAX_PAGES, memory.index64()
                        ? "memory size must be at most 2^48 pages" : "memory size must be at most 65536 pages (4GiB)");
        if (memory.shared() && !memory.limits().hasMaximum()) {
            throw location.invalid("shared memory must have maximum");
        }
    }

    /** All numbers are unsigned; {@code largest} is -1 if 64 bits are the only limit. */
    private void validateLimits(Limits limits, long largest, String error) {
        if (Long.compareUnsigned(limits.minimum(), largest) > 0
                        || limits.hasMaximum() && Long.compareUnsigned(limits.maximum(), largest) > 0) {
            throw location.invalid(error);
        }
        if (limits.hasMaximum() && Long.compareUnsigned(limits.minimum(), limits.maximum()) > 0) {
            throw location.invalid("size minimum must not be greater than maximum");
        }
    }

    private void validateTables(int count) {
        int index = count - module.tables().size();
        for (TableDefinition table : module.tables()) {
            int element = context.tableElements[index++];
            if (table.initializer() != null) {
                validateConstant(table.initializer(), element, context.importedGlobals);
            } else if (!TypeCode.isDefaultable(element)) {
                throw location.mismatch("a table of " + TypeCode.toString(element) + " needs an initializer");
            }
        }
    }

    private void validateGlobals() {
        int index = context.importedGlobals;
        for (GlobalDefinition global : module.globals()) {
            validateConstant(global.initializer(), context.globals[index], index);
            index++;
        }
    }

    private void validateExports(IndexSpaces spaces) {
        Set<String> names = new HashSet<>();
        for (Export export : module.exports()) {
            if (!names.add(export.name())) {
                throw location.invalid("duplicate export name \"" + export.name() + "\"");
            }
            int index = export.index();
            switch (export.kind()) {
                case FUNCTION -> {
                    location.checkIndex("function", index, context.functions.length);
                    context.declaredFunctions.set(index);
                }
                case TABLE -> location.checkIndex("table", index, spaces.tables().length);
                case MEMORY -> location.checkIndex("memory", index, spaces.memories().length);
                case GLOBAL -> location.checkIndex("global", index, spaces.globals().length);
                case TAG -> location.checkIndex("tag", index, context.tags.length);
            }
        }
    }

    private void validateStart() {
        int start = module.startFunction();
        if (start < 0) {
            return;
        }
        location.checkIndex("function", start, context.functions.length);
        int type = context.functions[start];
        if (context.types.parameters(type).length != 0 || context.types.results(type).length != 0) {
            throw location.invalid("start function must have no parameters and no results");
        }
    }

    private void validateElements(ElementSegment segment) {
        int type = context.types.code(segment.type(), location);
        if (segment.mode() == ElementSegment.Mode.ACTIVE) {
            location.checkIndex("table", segment.table(), context.tableElements.length);
            int element = context.tableElements[segment.table()];
            if (!context.types.matches(type, element)) {
                throw location.mismatch("elements of type " + TypeCode.toString(type) + " in a table of "
                                + TypeCode.toString(element));
            }
            validateConstant(segment.offset(), context.tableAddresses[segment.table()], context.globals.length);
        }
        if (segment.functions() != null) {
            for (int function : segment.functions()) {
                location.checkIndex("function", function, context.functions.length);
                context.declaredFunctions.set(function);
            }
        } else {
            for (ConstantExpression expression : segment.expressions()) {
                validateConstant(expression, type, context.globals.length);
            }
        }
    }

    private void validateData(DataSegment segment) {
        if (segment.isActive()) {
            location.checkIndex("memory", segment.memory(), context.memoryAddresses.length);
            validateConstant(segment.offset(), context.memoryAddresses[segment.memory()], context.globals.length);
        }
    }

    private void validateConstant(ConstantExpression expression, int type, int visibleGlobals) {
        WasmReader reader = new WasmReader(module.bytes(), expression.start(), expression.end());
        FunctionValidator.validate(context, reader, new ConstantRules(visibleGlobals), type);
    }
}
