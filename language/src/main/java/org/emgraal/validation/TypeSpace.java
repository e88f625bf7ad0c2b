// SPDX-License-Identifier: Apache-2.0
package org.emgraal.validation;

import java.nio.IntBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.emgraal.binary.ModuleLimits;
import org.emgraal.module.CompositeType;
import org.emgraal.module.CompositeType.ArrayType;
import org.emgraal.module.CompositeType.FieldType;
import org.emgraal.module.CompositeType.StructType;
import org.emgraal.module.FunctionType;
import org.emgraal.module.HeapType;
import org.emgraal.module.TypeDefinition;
import org.emgraal.module.ValueType;

/**
 * The validated type section: types as {@link TypeCode}s, and which match which. Types that are equal (specification,
 * "Type Equivalence": their recursion groups have the same shape) have the same canonical index, the first of theirs.
 */
final class TypeSpace {

    /** A structure's fields or an array's only element. */
    record Fields(int[] types, FieldType[] declared) {

        boolean isPacked(int field) {
            return declared[field].packing() != CompositeType.Packing.NONE;
        }

        boolean isMutable(int field) {
            return declared[field].mutable();
        }

        int length() {
            return types.length;
        }
    }

    /** Super types of each abstract heap type, as bits of {@code code - ABSTRACT}; none for the top types. */
    private static final int[] ABSTRACT_SUPERS = new int[TypeCode.BOTTOM - TypeCode.ABSTRACT];

    static {
        supers(TypeCode.NOFUNC, TypeCode.FUNC);
        supers(TypeCode.NOEXTERN, TypeCode.EXTERN);
        supers(TypeCode.NOEXN, TypeCode.EXN);
        supers(TypeCode.EQ, TypeCode.ANY);
        supers(TypeCode.I31, TypeCode.EQ, TypeCode.ANY);
        supers(TypeCode.STRUCT, TypeCode.EQ, TypeCode.ANY);
        supers(TypeCode.ARRAY, TypeCode.EQ, TypeCode.ANY);
        supers(TypeCode.NONE, TypeCode.I31, TypeCode.STRUCT, TypeCode.ARRAY, TypeCode.EQ, TypeCode.ANY);
    }

    private final List<TypeDefinition> definitions;
    private final int[] canonical;
    private final int[] superTypes;
    /** The abstract heap type above each type: func, struct or array. */
    private final int[] kinds;
    private final int[][] parameters;
    private final int[][] results;
    private final Fields[] fields;

    /** @throws InvalidModuleException if a type is invalid */
    TypeSpace(List<TypeDefinition> definitions, ModuleLimits limits) {
        this.definitions = definitions;
        int size = definitions.size();
        canonical = new int[size];
        superTypes = new int[size];
        kinds = new int[size];
        parameters = new int[size][];
        results = new int[size][];
        fields = new Fields[size];
        int[] depths = new int[size];
        Map<IntBuffer, Integer> groups = new HashMap<>();
        for (int start = 0; start < size; start += definitions.get(start).groupSize()) {
            int end = start + definitions.get(start).groupSize();
            for (int i = start; i < end; i++) {
                canonical[i] = i;
            }
            for (int i = start; i < end; i++) {
                superTypes[i] = definitions.get(i).superType();
                if (superTypes[i] >= i) {
                    throw Location.MODULE.invalid("unknown type " + superTypes[i] + " as super type of type " + i);
                }
                expand(i, end);
            }
            Integer equal = groups.putIfAbsent(shape(start, end), start);
            if (equal != null) {
                for (int i = start; i < end; i++) {
                    canonical[i] = equal + i - start;
                }
                for (int i = start; i < end; i++) {
                    expand(i, end);
                }
            }
            for (int i = start; i < end; i++) {
                checkSuperType(i, depths, limits);
            }
        }
    }

    int size() {
        return canonical.length;
    }

    /** The heap type code of the type at an index. */
    int canonical(int index) {
        return canonical[index];
    }

    boolean isFunction(int index) {
        return kinds[index] == TypeCode.FUNC;
    }

    int[] parameters(int index) {
        return parameters[index];
    }

    int[] results(int index) {
        return results[index];
    }

    /** A structure's fields, or null if the type is none. */
    Fields structure(int index) {
        return kinds[index] == TypeCode.STRUCT ? fields[index] : null;
    }

    /** An array's element, or null if the type is none. */
    Fields array(int index) {
        return kinds[index] == TypeCode.ARRAY ? fields[index] : null;
    }

    /** The code of a type that may name any type of the module. */
    int code(ValueType type, Location location) {
        return code(type, size(), location);
    }

    int code(HeapType type, Location location) {
        return code(type, size(), location);
    }

    private int code(ValueType type, int known, Location location) {
        return type.isReference() ? TypeCode.reference(type.nullable(), code(type.heap(), known, location))
                        : TypeCode.ofNumber(type);
    }

    private int code(HeapType type, int known, Location location) {
        if (type.isAbstract()) {
            return TypeCode.ofAbstract(type);
        }
        location.checkIndex("type", type.typeIndex(), known);
        return canonical[type.typeIndex()];
    }

    /** Whether a value of one type may stand where another is expected. */
    boolean matches(int type, int expected) {
        if (type == expected || type == TypeCode.UNKNOWN || expected == TypeCode.UNKNOWN) {
            return true;
        }
        return TypeCode.isReference(type) && TypeCode.isReference(expected)
                        && (!TypeCode.isNullable(type) || TypeCode.isNullable(expected))
                        && heapMatches(TypeCode.heap(type), TypeCode.heap(expected));
    }

    boolean heapMatches(int heap, int expected) {
        if (heap == expected || heap == TypeCode.BOTTOM) {
            return true;
        }
        if (expected == TypeCode.BOTTOM) {
            return false;
        }
        if (TypeCode.isAbstract(expected)) {
            int abstractHeap = TypeCode.isAbstract(heap) ? heap : kinds[heap];
            return abstractHeap == expected || isAbstractSuper(abstractHeap, expected);
        }
        if (TypeCode.isAbstract(heap)) {
            return heap == (isFunction(expected) ? TypeCode.NOFUNC : TypeCode.NONE);
        }
        for (int type = superTypes[heap]; type >= 0; type = superTypes[canonical[type]]) {
            if (canonical[type] == expected) {
                return true;
            }
        }
        return false;
    }

    boolean matches(int[] types, int[] expected) {
        if (types.length != expected.length) {
            return false;
        }
        for (int i = 0; i < types.length; i++) {
            if (!matches(types[i], expected[i])) {
                return false;
            }
        }
        return true;
    }

    /** Whether a field's storage matches another's (specification, "Field Types"), mutability aside. */
    boolean storageMatches(Fields fields, int field, Fields expected, int expectedField) {
        return fields.declared[field].packing() == expected.declared[expectedField].packing()
                        && matches(fields.types[field], expected.types[expectedField]);
    }

    /** The top of a heap type's hierarchy. */
    int top(int heap) {
        int abstractHeap = TypeCode.isAbstract(heap) ? heap : kinds[heap];
        return switch (abstractHeap) {
            case TypeCode.FUNC, TypeCode.NOFUNC -> TypeCode.FUNC;
            case TypeCode.EXTERN, TypeCode.NOEXTERN -> TypeCode.EXTERN;
            case TypeCode.EXN, TypeCode.NOEXN -> TypeCode.EXN;
            default -> TypeCode.ANY;
        };
    }

    private static void supers(int type, int... supers) {
        ABSTRACT_SUPERS[type - TypeCode.ABSTRACT] = IntStream.of(supers).map(s -> 1 << s - TypeCode.ABSTRACT).sum();
    }

    private static boolean isAbstractSuper(int heap, int expected) {
        return (ABSTRACT_SUPERS[heap - TypeCode.ABSTRACT] >>> expected - TypeCode.ABSTRACT & 1) != 0;
    }

    private void expand(int index, int known) {
        switch (definitions.get(index).composite()) {
            case FunctionType function -> {
                kinds[index] = TypeCode.FUNC;
                parameters[index] = codes(function.parameters(), known);
                results[index] = codes(function.results(), known);
            }
            case StructType struct -> {
                kinds[index] = TypeCode.STRUCT;
                fields[index] = expand(struct.fields().toArray(new FieldType[0]), known);
            }
            case ArrayType array -> {
                kinds[index] = TypeCode.ARRAY;
                fields[index] = expand(new FieldType[]{array.element()}, known);
            }
        }
    }

    private Fields expand(FieldType[] declared, int known) {
        return new Fields(Arrays.stream(declared).mapToInt(f -> code(f.type(), known, Location.MODULE)).toArray(),
                        declared);
    }

    private int[] codes(List<ValueType> types, int known) {
        int[] codes = new int[types.size()];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = code(types.get(i), known, Location.MODULE);
        }
        return codes;
    }

    /** A group as numbers in which references to its own types are relative, so that equal groups look the same. */
    private IntBuffer shape(int start, int end) {
        IntStream.Builder shape = IntStream.builder();
        for (int i = start; i < end; i++) {
            shape.add(definitions.get(i).isFinal() ? 1 : 0);
            shape.add(superTypes[i] < 0 ? -1 : relative(superTypes[i] < start ? canonical[superTypes[i]]
                            : superTypes[i], start));
            shape.add(kinds[i]);
            if (isFunction(i)) {
                shape.add(parameters[i].length);
                shape.add(results[i].length);
                for (int type : parameters[i]) {
                    shape.add(relativeType(type, start));
                }
                for (int type : results[i]) {
                    shape.add(relativeType(type, start));
                }
            } else {
                shape.add(fields[i].length());
                for (int field = 0; field < fields[i].length(); field++) {
                    shape.add(relativeType(fields[i].types[field], start));
                    shape.add(fields[i].declared[field].packing().ordinal());
                    shape.add(fields[i].isMutable(field) ? 1 : 0);
                }
            }
        }
        return IntBuffer.wrap(shape.build().toArray());
    }

    /** While a group is being built, all its types are still canonical: an index from {@code start} on is its own. */
    private static int relative(int index, int start) {
        return index < start ? index : Integer.MIN_VALUE | index - start;
    }

    private static int relativeType(int type, int start) {
        if (!TypeCode.isReference(type) || TypeCode.isAbstract(TypeCode.heap(type))) {
            return type;
        }
        return type & ~TypeCode.heap(type) | relative(TypeCode.heap(type), start);
    }

    private void checkSuperType(int index, int[] depths, ModuleLimits limits) {
        int superType = superTypes[index];
        if (superType < 0) {
            return;
        }
        depths[index] = depths[superType] + 1;
        if (depths[index] > limits.subtypingDepth()) {
            throw Location.MODULE.invalid("sub type: type " + index + " has more than " + limits.subtypingDepth()
                            + " super types");
        }
        if (definitions.get(superType).isFinal() || kinds[index] != kinds[superType]
                        || !compositeMatches(index, superType)) {
            throw Location.MODULE.invalid("sub type: type " + index + " does not match its super type " + superType);
        }
    }

    private boolean compositeMatches(int index, int superType) {
        if (isFunction(index)) {
            return matches(parameters[superType], parameters[index]) && matches(results[index], results[superType]);
        }
        Fields own = fields[index];
        Fields expected = fields[superType];
        if (own.length() < expected.length()) {
            return false;
        }
        for (int i = 0; i < expected.length(); i++) {
            boolean mutable = own.isMutable(i);
            if (mutable != expected.isMutable(i) || !storageMatches(own, i, expected, i)
                            || mutable && own.types[i] != expected.types[i]) {
                return false;
            }
        }
        return true;
    }
}
