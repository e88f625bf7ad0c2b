// SPDX-License-Identifier: Apache-2.0
package org.emgraal.binary;

import java.util.List;
import org.emgraal.module.FunctionType;
import org.emgraal.module.HeapType;
import org.emgraal.module.ValueType;

/** The type codes of the binary format (specification, "Binary Format / Types"), seven-bit. */
final class TypeCodes {

    static final int FIELD_I8 = 0x78;
    static final int FIELD_I16 = 0x77;
    static final int REF = 0x64;
    static final int REF_NULL = 0x63;
    static final int FUNCTION = 0x60;
    static final int STRUCT = 0x5F;
    static final int ARRAY = 0x5E;
    static final int SUB = 0x50;
    static final int SUB_FINAL = 0x4F;
    static final int REC = 0x4E;
    static final int EMPTY_BLOCK = 0x40;
    static final int TABLE_WITH_INITIALIZER = 0x40;

    private static final HeapType[] HEAP_TYPES = new HeapType[0x80];
    private static final ValueType[] VALUE_TYPES = new ValueType[0x80];
    /** The one-byte block types, so that reading one does not allocate. */
    private static final FunctionType[] BLOCK_TYPES = new FunctionType[0x80];

    static {
        VALUE_TYPES[0x7F] = ValueType.I32;
        VALUE_TYPES[0x7E] = ValueType.I64;
        VALUE_TYPES[0x7D] = ValueType.F32;
        VALUE_TYPES[0x7C] = ValueType.F64;
        VALUE_TYPES[0x7B] = ValueType.V128;
        HEAP_TYPES[0x74] = HeapType.NOEXN;
        HEAP_TYPES[0x73] = HeapType.NOFUNC;
        HEAP_TYPES[0x72] = HeapType.NOEXTERN;
        HEAP_TYPES[0x71] = HeapType.NONE;
        HEAP_TYPES[0x70] = HeapType.FUNC;
        HEAP_TYPES[0x6F] = HeapType.EXTERN;
        HEAP_TYPES[0x6E] = HeapType.ANY;
        HEAP_TYPES[0x6D] = HeapType.EQ;
        HEAP_TYPES[0x6C] = HeapType.I31;
        HEAP_TYPES[0x6B] = HeapType.STRUCT;
        HEAP_TYPES[0x6A] = HeapType.ARRAY;
        HEAP_TYPES[0x69] = HeapType.EXN;
        BLOCK_TYPES[EMPTY_BLOCK] = new FunctionType(List.of(), List.of());
        for (int code = 0; code < HEAP_TYPES.length; code++) {
            if (HEAP_TYPES[code] != null) {
                VALUE_TYPES[code] = ValueType.reference(true, HEAP_TYPES[code]);
            }
            if (VALUE_TYPES[code] != null) {
                BLOCK_TYPES[code] = new FunctionType(List.of(), List.of(VALUE_TYPES[code]));
            }
        }
    }

    private TypeCodes() {
    }

    /** The value type that this byte alone stands for, or null. */
    static ValueType valueType(int code) {
        return code < VALUE_TYPES.length ? VALUE_TYPES[code] : null;
    }

    /** The block type that this byte alone stands for, or null. */
    static FunctionType blockType(int code) {
        return code < BLOCK_TYPES.length ? BLOCK_TYPES[code] : null;
    }

    /** The abstract heap type of a negative code, or null. */
    static HeapType heapType(long code) {
        return code >= -0x40 ? HEAP_TYPES[(int) code & 0x7F] : null;
    }

    /** Whether a block type that starts with this byte is a value type: type indices are never negative. */
    static boolean startsValueType(int code) {
        return code > EMPTY_BLOCK && code < 0x80;
    }
}
