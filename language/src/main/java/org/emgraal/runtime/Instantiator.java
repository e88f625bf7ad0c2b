// SPDX-License-Identifier: Apache-2.0
package org.emgraal.runtime;

import java.util.Arrays;
import org.emgraal.module.ConstantExpression;
import org.emgraal.module.DataSegment;
import org.emgraal.module.ElementSegment;
import org.emgraal.module.FunctionType;
import org.emgraal.module.GlobalDefinition;
import org.emgraal.module.GlobalType;
import org.emgraal.module.Import;
import org.emgraal.module.Limits;
import org.emgraal.module.MemoryType;
import org.emgraal.module.TableDefinition;
import org.emgraal.module.TableType;
import org.emgraal.module.TypeDefinition;
import org.emgraal.module.ValueType;
import org.emgraal.module.WasmModule;

/** Creates instances (specification, "Instantiation"): imports, definitions, segments, then the start function. */
public final class Instantiator {

    private final ModuleCode code;
    private final WasmModule module;
    private final WasmInstance instance;
    private final ConstantEvaluator constants;

    private Instantiator(ModuleCode code, Store store) {
        this.code = code;
        this.module = code.module();
        this.instance = new WasmInstance(code, store);
        this.constants = new ConstantEvaluator(instance);
    }

    /**
     * A new instance with its segments copied; the start function has not run ({@link #start}).
     *
     * @throws LinkException if an import is missing or does not fit
     * @throws TrapException if an active segment is out of bounds
     */
    public static WasmInstance instantiate(ModuleCode code, Store store, ImportResolver imports) {
        Instantiator instantiator = new Instantiator(code, store);
        for (TypeDefinition definition : code.module().types()) {
            if (definition.composite() instanceof FunctionType type) {
                store.registers().require(Math.max(type.parameters().size(), type.results().size()));
            }
        }
        instantiator.link(imports);
        instantiator.define();
        instantiator.copySegments();
        return instantiator.instance;
    }

    /** Runs the start function, if there is one. */
    public static void start(WasmInstance instance) {
        int start = instance.module().startFunction();
        if (start >= 0) {
            GuestInvocation.invoke(instance.function(start));
        }
    }

    // ---- imports

    private void link(ImportResolver imports) {
        int functions = 0;
        int tables = 0;
        int memories = 0;
        int globals = 0;
        int tags = 0;
        for (Import anImport : module.imports()) {
            switch (anImport) {
                case Import.Function function -> {
                    int typeId = code.typeId(function.typeIndex());
                    WasmFunction value = get(imports, anImport, typeId, WasmFunction.class);
                    if (!code.types().isSubtype(value.typeId(), typeId)) {
                        FunctionType wanted = module.signature(function.typeIndex());
                        throw incompatible(anImport, wanted + " wanted, " + value.type() + " given");
                    }
                    instance.functions[functions++] = value;
                }
                case Import.Table table -> {
                    WasmTable value = get(imports, anImport, -1, WasmTable.class);
                    checkTable(anImport, table.type(), value);
                    instance.tables[tables++] = value;
                }
                case Import.Memory memory -> {
                    WasmMemory value = get(imports, anImport, -1, WasmMemory.class);
                    checkMemory(anImport, memory.type(), value);
                    instance.setMemory(memories++, value);
                }
                case Import.Global global -> {
                    WasmGlobal value = get(imports, anImport, -1, WasmGlobal.class);
                    if (!fits(global.type(), value.type())) {
                        throw incompatible(anImport, global.type() + " wanted, " + value.type() + " given");
                    }
                    instance.globals[globals++] = value;
                }
                case Import.Tag tag -> {
                    int typeId = code.typeId(tag.typeIndex());
                    WasmTag value = get(imports, anImport, typeId, WasmTag.class);
                    if (value.typeId() != typeId) {
                        throw incompatible(anImport, module.signature(tag.typeIndex()) + " wanted, " + value.type() + " given");
                    }
                    instance.tags[tags++] = value;
                }
            }
        }
    }

    private <T> T get(ImportResolver imports, Import anImport, int typeId, Class<T> kind) {
        Object value = imports.resolve(anImport, typeId);
        if (value == null) {
            throw new LinkException("unknown import: %s.%s of module %s is not provided".formatted(anImport.module(),
                            anImport.name(), module.name()));
        }
        if (!kind.isInstance(value)) {
            throw incompatible(anImport, anImport.kind().name().toLowerCase(java.util.Locale.ROOT) + " wanted");
        }
        return kind.cast(value);
    }

    private LinkException incompatible(Import anImport, String detail) {
        return new LinkException("incompatible import type: %s.%s of module %s: %s".formatted(anImport.module(),
                        anImport.name(), module.name(), detail));
    }

    /** What is written must be of the same type; what is only read may be of a subtype. */
    private boolean fits(GlobalType wanted, GlobalType given) {
        ValueType type = code.canonical(wanted.type());
        return wanted.mutable() == given.mutable()
                        && (wanted.mutable() ? type.equals(given.type()) : code.types().isSubtype(given.type(), type));
    }

    private void checkTable(Import anImport, TableType wanted, WasmTable given) {
        if (wanted.index64() != given.type().index64() || !code.canonical(wanted.element()).equals(given.type().element())
                        || !fits(wanted.limits(), given.size(), given.type().limits())) {
            throw incompatible(anImport, wanted + " wanted, " + given.type() + " given");
        }
    }

    private void checkMemory(Import anImport, MemoryType wanted, WasmMemory given) {
        if (wanted.shared() != given.type().shared() || wanted.index64() != given.type().index64()
                        || !fits(wanted.limits(), given.pages(), given.type().limits())) {
            throw incompatible(anImport, wanted + " wanted, " + given.type() + " with " + given.pages() + " pages given");
        }
    }

    private static boolean fits(Limits wanted, long size, Limits given) {
        return Long.compareUnsigned(size, wanted.minimum()) >= 0 && (!wanted.hasMaximum()
                        || given.hasMaximum() && Long.compareUnsigned(given.maximum(), wanted.maximum()) <= 0);
    }

    // ---- definitions

    private void define() {
        int global = instance.globals.length - module.globals().size();
        for (int i = 0; i < module.tagTypes().length; i++) {
            if (instance.tags[i] == null) {
                int type = module.tagTypes()[i];
                instance.tags[i] = new WasmTag(module.signature(type), code.typeId(type));
            }
        }
        int memory = instance.memoryCount() - module.memories().size();
        for (MemoryType type : module.memories()) {
            instance.setMemory(memory++, allocate(type));
        }
        for (GlobalDefinition definition : module.globals()) {
            Object value = constants.evaluate(definition.initializer());
            boolean number = value instanceof Long;
            GlobalType type = new GlobalType(code.canonical(definition.type().type()), definition.type().mutable());
            instance.globals[global++] = new WasmGlobal(type, number ? (Long) value : 0, number ? null : value);
        }
        int table = instance.tables.length - module.tables().size();
        for (TableDefinition definition : module.tables()) {
            if (Long.compareUnsigned(definition.type().limits().minimum(), WasmTable.MAX_SIZE) > 0) {
                throw new LinkException("table of %s elements exceeds the limit of %d".formatted(
                                Long.toUnsignedString(definition.type().limits().minimum()), WasmTable.MAX_SIZE));
            }
            Object initial = definition.initializer() == null ? null : constants.evaluate(definition.initializer());
            TableType type = definition.type();
            instance.tables[table++] = new WasmTable(new TableType(code.canonical(type.element()), type.limits(), type.index64()), initial);
        }
    }

    private WasmMemory allocate(MemoryType type) {
        long pages = type.limits().minimum();
        if (Long.compareUnsigned(pages, WasmMemory.MAX_PAGES) > 0) {
            throw new LinkException("memory of %s pages exceeds what the JVM can address (%d pages)".formatted(
                            Long.toUnsignedString(pages), WasmMemory.MAX_PAGES));
        }
        try {
            return new WasmMemory(type);
        } catch (OutOfMemoryError e) {
            throw new LinkException("memory of %d pages does not fit the Java heap".formatted(pages));
        }
    }

    // ---- segments

    private void copySegments() {
        for (int i = 0; i < module.elements().size(); i++) {
            ElementSegment segment = module.elements().get(i);
            instance.elements[i] = references(segment);
        }
        for (int i = 0; i < module.elements().size(); i++) {
            ElementSegment segment = module.elements().get(i);
            if (segment.mode() == ElementSegment.Mode.ACTIVE) {
                WasmTable table = instance.tables[segment.table()];
                long offset = offset(segment.offset(), table.type().index64());
                table.init(null, offset, instance.elements[i], 0, segment.length());
            }
            if (segment.mode() != ElementSegment.Mode.PASSIVE) {
                instance.dropElement(i);
            }
        }
        for (int i = 0; i < module.data().size(); i++) {
            DataSegment segment = module.data().get(i);
            if (segment.isActive()) {
                WasmMemory memory = instance.memory(segment.memory());
                long offset = offset(segment.offset(), memory.type().index64());
                memory.init(null, offset, module.bytes(), segment.start(), segment.length());
                instance.dropData(i);
            }
        }
    }

    private long offset(ConstantExpression expression, boolean index64) {
        long value = constants.number(expression);
        return index64 ? value : Integer.toUnsignedLong((int) value);
    }

    private Object[] references(ElementSegment segment) {
        if (segment.functions() != null) {
            int[] functions = segment.functions();
            Object[] result = new Object[functions.length];
            Arrays.setAll(result, i -> instance.function(functions[i]));
            return result;
        }
        Object[] result = new Object[segment.expressions().length];
        Arrays.setAll(result, i -> constants.evaluate(segment.expressions()[i]));
        return result;
    }
}
