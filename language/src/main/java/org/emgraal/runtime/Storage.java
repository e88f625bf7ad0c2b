// SPDX-License-Identifier: Apache-2.0
package org.emgraal.runtime;

import org.emgraal.module.CompositeType.FieldType;

/** How a field or array element is stored (specification, "Storage Types"). */
public enum Storage {
    I8,
    I16,
    I32,
    I64,
    F32,
    F64,
    V128,
    REF;

    public static Storage of(FieldType field) {
        return switch (field.packing()) {
            case I8 -> I8;
            case I16 -> I16;
            case NONE -> valueOf(field.type().kind().name());
        };
    }

    /** Whether values are objects: vectors and references. */
    public boolean isObject() {
        return this == V128 || this == REF;
    }

    /** Raw bits as they are stored: packed types keep the low ones. */
    public long pack(long bits) {
        return switch (this) {
            case I8 -> bits & 0xFF;
            case I16 -> bits & 0xFFFF;
            default -> bits;
        };
    }

    /** The object of a new field without value. */
    public Object defaultObject() {
        return this == V128 ? Vector128.ZERO : null;
    }
}
