// SPDX-License-Identifier: Apache-2.0
package org.emgraal.runtime;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import org.emgraal.module.HeapType;

/**
 * Whether a reference is of a type (specification, "Reference Instructions": {@code ref.test}). Validation keeps the
 * hierarchies of {@code any}, {@code func}, {@code extern} and {@code exn} apart.
 */
public final class ReferenceTest {

    private enum Kind {
        TOP,
        BOTTOM,
        EQ,
        I31,
        STRUCT,
        ARRAY,
        CONCRETE
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
        this.kind = !heap.isAbstract() ? Kind.CONCRETE : switch (heap.name()) {
            case "any", "func", "extern", "exn" -> Kind.TOP;
            case "none", "nofunc", "noextern", "noexn" -> Kind.BOTTOM;
            case "eq" -> Kind.EQ;
            case "i31" -> Kind.I31;
            case "struct" -> Kind.STRUCT;
            case "array" -> Kind.ARRAY;
            default -> throw new IllegalArgumentException("heap type " + heap);
        };
    }

    public boolean test(Object reference) {
        if (reference == null) {
            return nullable;
        }
        return switch (kind) {
            case TOP -> true;
            case BOTTOM -> false;
            case EQ -> reference instanceof HeapObject || reference instanceof I31Reference;
            case I31 -> reference instanceof I31Reference;
            case STRUCT -> reference instanceof WasmStruct;
            case ARRAY -> reference instanceof WasmArray;
            case CONCRETE -> reference instanceof HeapObject object ? isSubtype(object.typeId())
                            : reference instanceof WasmFunction function && isSubtype(function.typeId());
        };
    }

    private boolean isSubtype(int id) {
        return id == typeId || isDeclaredSubtype(id);
    }

    @TruffleBoundary
    private boolean isDeclaredSubtype(int id) {
        return types.isSubtype(id, typeId);
    }
}
