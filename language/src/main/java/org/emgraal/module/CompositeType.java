// SPDX-License-Identifier: Apache-2.0
package org.emgraal.module;

import java.util.List;

/** What a type section entry defines: a function, a structure or an array. */
public sealed interface CompositeType permits FunctionType, CompositeType.StructType, CompositeType.ArrayType {

    /** Packed storage of a structure field or array element; {@link #NONE} means the value type as it is. */
    enum Packing {
        NONE,
        I8,
        I16
    }

    /** A field or element: {@code type} is I32 when packed. */
    record FieldType(ValueType type, Packing packing, boolean mutable) {
    }

    record StructType(List<FieldType> fields) implements CompositeType {
    }

    record ArrayType(FieldType element) implements CompositeType {
    }
}
