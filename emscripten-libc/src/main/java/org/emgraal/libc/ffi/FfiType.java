// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.ffi;

import org.emgraal.libc.LinearMemory;

/**
 * A {@code ffi_type} of libffi as WebAssembly's C ABI passes it (tool-conventions, BasicCABI.md): a struct of one
 * element is that element, an empty one is nothing, other structs and {@code long double} results go by address.
 *
 * @param kind how values travel
 * @param size in bytes
 * @param alignment in bytes
 */
record FfiType(Kind kind, int size, int alignment) {

    /** {@code struct ffi_type}: size, alignment, type, elements. */
    private static final int ALIGNMENT = 4;
    private static final int TYPE = 6;
    private static final int ELEMENTS = 8;
    private static final int FFI_TYPE_STRUCT = 13;

    /** Kinds of types, with the letter of their WebAssembly type in a signature. */
    enum Kind {
        VOID("", 0), INT("i", 4), FLOAT("f", 4), DOUBLE("d", 8), LONG_DOUBLE("jj", 16), UINT8("i", 1), SINT8("i", 1),
                        UINT16("i", 2),
        SINT16("i", 2), UINT32("i", 4), SINT32("i", 4), UINT64("j", 8), SINT64("j", 8), STRUCT("i", 0), POINTER("i", 4);

        private static final Kind[] KINDS = values();

        /** The parameters of WebAssembly type one argument of this kind becomes. */
        final String letters;
        /** Bytes of a value in memory; 0 for those that tell themselves. */
        final int size;

        Kind(String letters, int size) {
            this.letters = letters;
            this.size = size;
        }

        /** Whether a result of this kind is stored at an address given as first argument. */
        boolean returnedByAddress() {
            return this == STRUCT || this == LONG_DOUBLE;
        }
    }

    /** Reads a type, looking through structs of one element. */
    static FfiType load(LinearMemory memory, int address) {
        int type = address;
        int number = number(memory, type);
        while (number == FFI_TYPE_STRUCT) {
            int elements = memory.loadInt(type + ELEMENTS);
            int first = memory.loadInt(elements);
            if (first == 0) {
                return new FfiType(Kind.VOID, 0, 1);
            }
            if (memory.loadInt(elements + 4) != 0) {
                break;
            }
            type = first;
            number = number(memory, type);
        }
        if (number >= Kind.KINDS.length) {
            throw new UnsupportedOperationException("libffi type " + number + " has no representation in WebAssembly");
        }
        return new FfiType(Kind.KINDS[number], memory.loadInt(type), Math.max(1, memory.loadShort(type + ALIGNMENT)));
    }

    private static int number(LinearMemory memory, int type) {
        return Short.toUnsignedInt(memory.loadShort(type + TYPE));
    }

    /** The value at {@code address} as the argument of a call; not for kinds that are no single number. */
    Object loadValue(LinearMemory memory, int address) {
        return switch (kind) {
            case INT, UINT32, SINT32, POINTER -> memory.loadInt(address);
            case FLOAT -> memory.loadFloat(address);
            case DOUBLE -> memory.loadDouble(address);
            case UINT8 -> memory.loadByte(address) & 0xFF;
            case SINT8 -> (int) memory.loadByte(address);
            case UINT16 -> memory.loadShort(address) & 0xFFFF;
            case SINT16 -> (int) memory.loadShort(address);
            case UINT64, SINT64 -> memory.loadLong(address);
            case VOID, LONG_DOUBLE, STRUCT -> throw new IllegalStateException(kind + " is no single number");
        };
    }

    /** Stores a number in the width of this type. */
    void storeValue(LinearMemory memory, int address, Number value) {
        switch (kind) {
            case INT, UINT32, SINT32, POINTER -> memory.storeInt(address, value.intValue());
            case FLOAT -> memory.storeFloat(address, value.floatValue());
            case DOUBLE -> memory.storeDouble(address, value.doubleValue());
            case UINT8, SINT8 -> memory.storeByte(address, value.byteValue());
            case UINT16, SINT16 -> memory.storeShort(address, value.shortValue());
            case UINT64, SINT64 -> memory.storeLong(address, value.longValue());
            case VOID, LONG_DOUBLE, STRUCT -> throw new IllegalStateException(kind + " is no single number");
        }
    }
}
