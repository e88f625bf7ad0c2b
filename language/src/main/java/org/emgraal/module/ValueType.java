// SPDX-License-Identifier: Apache-2.0
package org.emgraal.module;

/**
 * A value type of the specification: a number, a vector, or a reference to a heap type that may be null.
 *
 * @param kind how values are represented at run time
 * @param nullable for references, whether null belongs to the type
 * @param heap for references, the heap type; null for numbers and vectors
 */
public record ValueType(Kind kind, boolean nullable, HeapType heap) {

    /** The representation of a value: four numbers, a 128-bit vector, or a Java reference. */
    public enum Kind {
        I32,
        I64,
        F32,
        F64,
        V128,
        REF
    }

    public static final ValueType I32 = new ValueType(Kind.I32, false, null);
    public static final ValueType I64 = new ValueType(Kind.I64, false, null);
    public static final ValueType F32 = new ValueType(Kind.F32, false, null);
    public static final ValueType F64 = new ValueType(Kind.F64, false, null);
    public static final ValueType V128 = new ValueType(Kind.V128, false, null);
    public static final ValueType FUNCREF = reference(true, HeapType.FUNC);
    public static final ValueType EXTERNREF = reference(true, HeapType.EXTERN);
    public static final ValueType EXNREF = reference(true, HeapType.EXN);

    public static ValueType reference(boolean nullable, HeapType heap) {
        return new ValueType(Kind.REF, nullable, heap);
    }

    public boolean isReference() {
        return kind == Kind.REF;
    }

    /** Whether locals of this type have a default value: numbers, vectors and nullable references. */
    public boolean isDefaultable() {
        return kind != Kind.REF || nullable;
    }

    /** The text-format name, for messages. */
    @Override
    public String toString() {
        if (kind != Kind.REF) {
            return kind.name().toLowerCase(java.util.Locale.ROOT);
        }
        return nullable && heap.isAbstract() ? heap + "ref" : "(ref " + (nullable ? "null " : "") + heap + ")";
    }
}
