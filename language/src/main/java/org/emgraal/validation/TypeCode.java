// SPDX-License-Identifier: Apache-2.0
package org.emgraal.validation;

import org.emgraal.module.HeapType;
import org.emgraal.module.ValueType;

/**
 * Value types as numbers, so that validating an instruction allocates nothing: {@link #UNKNOWN}, one of the number
 * and vector types, or {@link #REFERENCE} with {@link #NULLABLE} and a heap type. A heap type is the canonical index
 * of a defined type, or {@link #ABSTRACT} plus one of the constants below.
 */
final class TypeCode {

    /** An operand of unreachable code, which has every type. */
    static final int UNKNOWN = 0;
    static final int I32 = 1;
    static final int I64 = 2;
    static final int F32 = 3;
    static final int F64 = 4;
    static final int V128 = 5;

    static final int REFERENCE = 1 << 30;
    static final int NULLABLE = 1 << 29;
    static final int ABSTRACT = 1 << 28;

    static final int FUNC = ABSTRACT;
    static final int NOFUNC = ABSTRACT + 1;
    static final int EXTERN = ABSTRACT + 2;
    static final int NOEXTERN = ABSTRACT + 3;
    static final int EXN = ABSTRACT + 4;
    static final int NOEXN = ABSTRACT + 5;
    static final int ANY = ABSTRACT + 6;
    static final int EQ = ABSTRACT + 7;
    static final int I31 = ABSTRACT + 8;
    static final int STRUCT = ABSTRACT + 9;
    static final int ARRAY = ABSTRACT + 10;
    static final int NONE = ABSTRACT + 11;
    /** The heap type of a reference in unreachable code: a subtype of all. */
    static final int BOTTOM = ABSTRACT + 12;

    private static final HeapType[] HEAP_TYPES = {HeapType.FUNC, HeapType.NOFUNC, HeapType.EXTERN, HeapType.NOEXTERN,
                    HeapType.EXN, HeapType.NOEXN, HeapType.ANY, HeapType.EQ, HeapType.I31, HeapType.STRUCT,
                    HeapType.ARRAY, HeapType.NONE};

    private TypeCode() {
    }

    static int reference(boolean nullable, int heap) {
        return REFERENCE | (nullable ? NULLABLE : 0) | heap;
    }

    static boolean isReference(int type) {
        return (type & REFERENCE) != 0;
    }

    static boolean isNullable(int type) {
        return (type & NULLABLE) != 0;
    }

    static boolean isDefaultable(int type) {
        return !isReference(type) || isNullable(type);
    }

    static int nonNull(int type) {
        return type & ~NULLABLE;
    }

    static int heap(int type) {
        return type & ~(REFERENCE | NULLABLE);
    }

    static boolean isAbstract(int heap) {
        return (heap & ABSTRACT) != 0;
    }

    /** The code of an abstract heap type. */
    static int ofAbstract(HeapType type) {
        for (int i = 0; i < HEAP_TYPES.length; i++) {
            if (HEAP_TYPES[i].equals(type)) {
                return ABSTRACT + i;
            }
        }
        throw new AssertionError(type);
    }

    /** The code of a number or vector type. */
    static int ofNumber(ValueType type) {
        return switch (type.kind()) {
            case I32 -> I32;
            case I64 -> I64;
            case F32 -> F32;
            case F64 -> F64;
            case V128 -> V128;
            case REF -> throw new AssertionError(type);
        };
    }

    /** The text-format name, for messages; defined types appear by their canonical index. */
    static String toString(int type) {
        return switch (type) {
            case UNKNOWN -> "unknown";
            case I32 -> "i32";
            case I64 -> "i64";
            case F32 -> "f32";
            case F64 -> "f64";
            case V128 -> "v128";
            default -> {
                int heap = heap(type);
                String name = heap == BOTTOM ? "bot"
                                : isAbstract(heap) ? HEAP_TYPES[heap - ABSTRACT].name() : Integer.toString(heap);
                yield isNullable(type) && isAbstract(heap) ? name + "ref"
                                : "(ref " + (isNullable(type) ? "null " : "") + name + ")";
            }
        };
    }
}
