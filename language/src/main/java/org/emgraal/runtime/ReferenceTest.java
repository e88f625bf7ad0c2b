// SPDX-License-Identifier: Apache-2.0
package org.emgraal.runtime;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import org.emgraal.module.HeapType;

/**
 * Whether a reference is of a type (specification, "Reference Instructions": {@code ref.test}). Validation keeps the
 * hierarchies of {@code any}, {@code func}, {@code extern} and {@code exn} apart.
 */
public final class ReferenceTest {

    /** What a heap type contains. */
    public enum Kind {
        TOP,
        BOTTOM,
        EQ,
        I31,
        STRUCT,
        ARRAY,
        CONCRETE;

        public static Kind of(HeapType heap) {
            return !heap.isAbstract() ? CONCRETE : switch (heap.name()) {
                case "any", "func", "extern", "exn" -> TOP;
                case "none", "nofunc", "noextern", "noexn" -> BOTTOM;
                case "eq" -> EQ;
                case "i31" -> I31;
                case "struct" -> STRUCT;
                case "array" -> ARRAY;
                default -> throw new IllegalArgumentException("heap type " + heap);
            };
        }

        /**
         * @param reference not null
         * @param typeId of a concrete type, in {@code types}
         */
        public boolean contains(Object reference, int typeId, TypeRegistry types) {
            return switch (this) {
                case TOP -> true;
                case BOTTOM -> false;
                case EQ -> reference instanceof HeapObject || reference instanceof I31Reference;
                case I31 -> reference instanceof I31Reference;
                case STRUCT -> reference instanceof WasmStruct;
                case ARRAY -> reference instanceof WasmArray;
                case CONCRETE -> reference instanceof HeapObject object ? isSubtype(object.typeId(), typeId, types)
                                : reference instanceof WasmFunction function && isSubtype(function.typeId(), typeId, types);
            };
        }
    }

    private final boolean nullable;
    private final Kind kind;
    private final int typeId;
    private final TypeRegistry types;

    /** @param nullable whether null is of the type */
    public ReferenceTest(ModuleCode code, HeapType heap, boolean nullable) {
        this.nullable = nullable;
        this.types = code.types();
        this.typeId = heap.isAbstract() ? -1 : code.typeId(heap.typeIndex());
        this.kind = Kind.of(heap);
    }

    public boolean test(Object reference) {
        return reference == null ? nullable : kind.contains(reference, typeId, types);
    }

    private static boolean isSubtype(int id, int typeId, TypeRegistry types) {
        return id == typeId || isDeclaredSubtype(id, typeId, types);
    }

    @TruffleBoundary
    private static boolean isDeclaredSubtype(int id, int typeId, TypeRegistry types) {
        return types.isSubtype(id, typeId);
    }
}
