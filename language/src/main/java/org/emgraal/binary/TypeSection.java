// SPDX-License-Identifier: Apache-2.0
package org.emgraal.binary;

import java.util.ArrayList;
import java.util.List;
import org.emgraal.module.CompositeType;
import org.emgraal.module.CompositeType.ArrayType;
import org.emgraal.module.CompositeType.FieldType;
import org.emgraal.module.CompositeType.Packing;
import org.emgraal.module.CompositeType.StructType;
import org.emgraal.module.FunctionType;
import org.emgraal.module.TypeDefinition;
import org.emgraal.module.ValueType;

/** The type section: recursion groups of functions, structures and arrays. */
final class TypeSection {

    private final WasmReader reader;
    private final ModuleLimits limits;
    private final List<TypeDefinition> types = new ArrayList<>();

    private TypeSection(WasmReader reader, ModuleLimits limits) {
        this.reader = reader;
        this.limits = limits;
    }

    static List<TypeDefinition> read(WasmReader reader, ModuleLimits limits) {
        TypeSection section = new TypeSection(reader, limits);
        for (int groups = reader.readCount(); groups > 0; groups--) {
            section.readGroup();
        }
        return section.types;
    }

    private void readGroup() {
        int at = reader.position();
        int start = types.size();
        int size = 1;
        if (reader.peekU8() == TypeCodes.REC) {
            reader.readU8();
            size = reader.readCount();
            ModuleLimits.check("types in a recursion group", size, limits.recursionGroup(), at);
        }
        ModuleLimits.check("types", start + size, limits.types(), at);
        for (int i = 0; i < size; i++) {
            types.add(readSubType(start, size));
        }
    }

    private TypeDefinition readSubType(int groupStart, int groupSize) {
        int code = reader.peekU8();
        boolean isFinal = true;
        int superType = -1;
        if (code == TypeCodes.SUB || code == TypeCodes.SUB_FINAL) {
            reader.readU8();
            isFinal = code == TypeCodes.SUB_FINAL;
            int at = reader.position();
            int supers = reader.readCount();
            if (supers > 1) {
                throw new MalformedModuleException("sub type: more than one super type", at);
            } else if (supers == 1) {
                superType = reader.readIndex();
            }
        }
        return new TypeDefinition(readComposite(), isFinal, superType, groupStart, groupSize);
    }

    private CompositeType readComposite() {
        int at = reader.position();
        return switch (reader.readU8()) {
            case TypeCodes.FUNCTION -> new FunctionType(readTypes("parameters", limits.parameters()),
                            readTypes("results", limits.results()));
            case TypeCodes.STRUCT -> {
                int count = reader.readCount();
                ModuleLimits.check("fields", count, limits.structFields(), at);
                List<FieldType> fields = new ArrayList<>(count);
                for (int i = 0; i < count; i++) {
                    fields.add(readField());
                }
                yield new StructType(List.copyOf(fields));
            }
            case TypeCodes.ARRAY -> new ArrayType(readField());
            default -> throw new MalformedModuleException("malformed definition type", at);
        };
    }

    private List<ValueType> readTypes(String what, int limit) {
        int at = reader.position();
        int count = reader.readCount();
        ModuleLimits.check(what, count, limit, at);
        List<ValueType> values = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            values.add(reader.readValueType());
        }
        return values;
    }

    private FieldType readField() {
        Packing packing = switch (reader.peekU8()) {
            case TypeCodes.FIELD_I8 -> Packing.I8;
            case TypeCodes.FIELD_I16 -> Packing.I16;
            default -> Packing.NONE;
        };
        ValueType type = ValueType.I32;
        if (packing == Packing.NONE) {
            type = reader.readValueType();
        } else {
            reader.readU8();
        }
        return new FieldType(type, packing, EntityTypes.readMutability(reader));
    }
}
