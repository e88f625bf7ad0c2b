// SPDX-License-Identifier: Apache-2.0
package org.emgraal.runtime;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.emgraal.module.CompositeType;
import org.emgraal.module.FunctionType;
import org.emgraal.module.HeapType;
import org.emgraal.module.TypeDefinition;
import org.emgraal.module.ValueType;

/**
 * Gives equal types of different modules one id, so that {@code call_indirect} compares two ints. Equality is that
 * of the specification: recursion groups are equal if they are the same up to the position of their own members.
 */
public final class TypeRegistry {

    private record Canonical(CompositeType composite, int superId, int depth, boolean isFinal, boolean isAlone) {
    }

    /** Of each abstract heap type those above it (specification, "Heap Types"). */
    private static final Map<HeapType, List<HeapType>> SUPERTYPES = Map.ofEntries(
                    Map.entry(HeapType.ANY, List.of()),
                    Map.entry(HeapType.EQ, List.of(HeapType.ANY)),
                    Map.entry(HeapType.I31, List.of(HeapType.EQ, HeapType.ANY)),
                    Map.entry(HeapType.STRUCT, List.of(HeapType.EQ, HeapType.ANY)),
                    Map.entry(HeapType.ARRAY, List.of(HeapType.EQ, HeapType.ANY)),
                    Map.entry(HeapType.NONE, List.of(HeapType.I31, HeapType.STRUCT, HeapType.ARRAY, HeapType.EQ, HeapType.ANY)),
                    Map.entry(HeapType.FUNC, List.of()),
                    Map.entry(HeapType.NOFUNC, List.of(HeapType.FUNC)),
                    Map.entry(HeapType.EXTERN, List.of()),
                    Map.entry(HeapType.NOEXTERN, List.of(HeapType.EXTERN)),
                    Map.entry(HeapType.EXN, List.of()),
                    Map.entry(HeapType.NOEXN, List.of(HeapType.EXN)));

    private final Map<String, Integer> groups = new HashMap<>();
    private final List<Canonical> types = new ArrayList<>();

    /** The ids of a module's types, by type index. */
    public synchronized int[] register(List<TypeDefinition> definitions) {
        int[] ids = new int[definitions.size()];
        for (int start = 0; start < ids.length;) {
            int size = Math.max(1, definitions.get(start).groupSize());
            StringBuilder key = new StringBuilder();
            for (int i = start; i < start + size; i++) {
                describe(definitions.get(i), start, size, ids, key);
            }
            Integer first = groups.get(key.toString());
            if (first == null) {
                first = types.size();
                groups.put(key.toString(), first);
                for (int i = 0; i < size; i++) {
                    ids[start + i] = first + i;
                }
                for (int i = start; i < start + size; i++) {
                    TypeDefinition definition = definitions.get(i);
                    int superId = definition.superType() < 0 ? -1 : ids[definition.superType()];
                    types.add(new Canonical(definition.composite(), superId,
                                    superId < 0 ? 0 : types.get(superId).depth() + 1, definition.isFinal(), definition.isAlone()));
                }
            }
            for (int i = 0; i < size; i++) {
                ids[start + i] = first + i;
            }
            start += size;
        }
        return ids;
    }

    /** The id of a function type that mentions no type index: those of host functions. */
    public int idOf(FunctionType type) {
        return register(List.of(new TypeDefinition(type, true, -1, 0, 1)))[0];
    }

    /** Whether no type can be declared a subtype, as of all functions of modules without the keyword {@code sub}. */
    public synchronized boolean isFinal(int id) {
        return types.get(id).isFinal();
    }

    /** Whether a type has no supertype, no subtypes and no others in its recursion group. */
    public synchronized boolean isAlone(int id) {
        return types.get(id).isAlone();
    }

    /** Whether values of type {@code id} are values of type {@code expected}: equal, or declared a subtype. */
    public synchronized boolean isSubtype(int id, int expected) {
        for (int type = id; type >= 0; type = types.get(type).superId()) {
            if (type == expected) {
                return true;
            }
        }
        return false;
    }

    /** Whether values of a type are values of another; both mention types by id ({@link ModuleCode#canonical}). */
    public boolean isSubtype(ValueType type, ValueType expected) {
        if (!type.isReference() || !expected.isReference()) {
            return type.equals(expected);
        }
        return (expected.nullable() || !type.nullable()) && isSubtype(type.heap(), expected.heap());
    }

    private boolean isSubtype(HeapType type, HeapType expected) {
        if (!expected.isAbstract()) {
            return type.isAbstract() ? type.equals(bottom(expected.typeIndex())) : isSubtype(type.typeIndex(), expected.typeIndex());
        }
        HeapType kind = type.isAbstract() ? type : kind(type.typeIndex());
        return kind.equals(expected) || SUPERTYPES.get(kind).contains(expected);
    }

    private synchronized HeapType kind(int id) {
        return switch (types.get(id).composite()) {
            case FunctionType function -> HeapType.FUNC;
            case CompositeType.StructType struct -> HeapType.STRUCT;
            case CompositeType.ArrayType array -> HeapType.ARRAY;
        };
    }

    private HeapType bottom(int id) {
        return kind(id).equals(HeapType.FUNC) ? HeapType.NOFUNC : HeapType.NONE;
    }

    private static void describe(TypeDefinition definition, int start, int size, int[] ids, StringBuilder key) {
        key.append(definition.isFinal() ? 'F' : 'O');
        if (definition.superType() >= 0) {
            index(definition.superType(), start, size, ids, key);
        }
        switch (definition.composite()) {
            case FunctionType function -> {
                key.append('f');
                function.parameters().forEach(type -> describe(type, start, size, ids, key));
                key.append('>');
                function.results().forEach(type -> describe(type, start, size, ids, key));
            }
            case CompositeType.StructType struct -> {
                key.append('s');
                struct.fields().forEach(field -> describe(field, start, size, ids, key));
            }
            case CompositeType.ArrayType array -> {
                key.append('a');
                describe(array.element(), start, size, ids, key);
            }
        }
        key.append(';');
    }

    private static void describe(CompositeType.FieldType field, int start, int size, int[] ids, StringBuilder key) {
        key.append(field.mutable() ? 'm' : 'c').append(field.packing().ordinal());
        describe(field.type(), start, size, ids, key);
    }

    private static void describe(ValueType type, int start, int size, int[] ids, StringBuilder key) {
        if (type.isReference()) {
            key.append(type.nullable() ? 'n' : 'r');
            HeapType heap = type.heap();
            if (heap.isAbstract()) {
                key.append(heap.name());
            } else {
                index(heap.typeIndex(), start, size, ids, key);
            }
        } else {
            key.append(type.kind().name());
        }
        key.append(',');
    }

    private static void index(int typeIndex, int start, int size, int[] ids, StringBuilder key) {
        if (typeIndex >= start && typeIndex < start + size) {
            key.append('.').append(typeIndex - start);
        } else {
            key.append('#').append(ids[typeIndex]);
        }
    }
}
