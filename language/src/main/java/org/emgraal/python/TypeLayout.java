// SPDX-License-Identifier: Apache-2.0
package org.emgraal.python;

import java.nio.charset.StandardCharsets;
import org.emgraal.libc.LinearMemory;

/**
 * What a type object says about its instances, read from memory instead of asked by calls: offsets of
 * {@code PyTypeObject} (Include/cpython/object.h) where a word has four bytes.
 */
public final class TypeLayout {

    public static final int LONG_SUBCLASS = 1 << 24;
    public static final int UNICODE_SUBCLASS = 1 << 28;
    public static final int DICT_SUBCLASS = 1 << 29;
    public static final int EXCEPTION_SUBCLASS = 1 << 30;
    public static final int TYPE_SUBCLASS = 1 << 31;
    public static final int HAS_SEQUENCE_PATTERN = 1 << 5;
    public static final int HAS_MAPPING_PATTERN = 1 << 6;
    public static final int IMMUTABLE = 1 << 8;
    public static final int HEAP = 1 << 9;
    public static final int HAVE_GC = 1 << 14;
    private static final int MANAGED_DICT = 1 << 4;

    private static final int NAME = 12;
    private static final int AS_NUMBER = 48;
    private static final int AS_SEQUENCE = 52;
    private static final int AS_MAPPING = 56;
    private static final int CALL = 64;
    private static final int AS_BUFFER = 80;
    private static final int FLAGS = 84;
    private static final int ITER = 108;
    private static final int ITERNEXT = 112;
    private static final int BASE = 128;
    private static final int DICT_OFFSET = 144;

    private static final int NB_INDEX = 132;
    private static final int SQ_LENGTH = 0;
    private static final int SQ_ITEM = 12;
    private static final int SQ_ASS_ITEM = 20;
    private static final int MP_LENGTH = 0;
    private static final int MP_SUBSCRIPT = 4;
    private static final int MP_ASS_SUBSCRIPT = 8;
    private static final int BF_GETBUFFER = 0;

    private final LinearMemory memory;

    TypeLayout(LinearMemory memory) {
        this.memory = memory;
    }

    private int word(int address) {
        return memory.loadInt(address);
    }

    /** A slot of one of the optional method tables; 0 if there is no table. */
    private boolean slot(int type, int table, int slot) {
        int methods = word(type + table);
        return methods != 0 && word(methods + slot) != 0;
    }

    public boolean has(int type, int flag) {
        return (word(type + FLAGS) & flag) != 0;
    }

    /** Runs a change of a type that has been made immutable. */
    void changing(int type, Runnable change) {
        int flags = word(type + FLAGS);
        memory.storeInt(type + FLAGS, flags & ~IMMUTABLE);
        try {
            change.run();
        } finally {
            memory.storeInt(type + FLAGS, word(type + FLAGS) | flags & IMMUTABLE);
        }
    }

    public boolean isCallable(int type) {
        return word(type + CALL) != 0;
    }

    public boolean isIterable(int type) {
        return word(type + ITER) != 0 || isIndexed(type);
    }

    public boolean hasNext(int type) {
        return word(type + ITERNEXT) != 0;
    }

    public boolean hasLength(int type) {
        return slot(type, AS_SEQUENCE, SQ_LENGTH) || slot(type, AS_MAPPING, MP_LENGTH);
    }

    /** Whether {@code object[key]} is defined. */
    public boolean isSubscriptable(int type) {
        return isIndexed(type) || slot(type, AS_MAPPING, MP_SUBSCRIPT);
    }

    /** Whether {@code PySequence_GetItem} works. */
    private boolean isIndexed(int type) {
        return slot(type, AS_SEQUENCE, SQ_ITEM);
    }

    public boolean hasAssignableElements(int type) {
        return slot(type, AS_SEQUENCE, SQ_ASS_ITEM);
    }

    public boolean hasAssignableItems(int type) {
        return slot(type, AS_MAPPING, MP_ASS_SUBSCRIPT);
    }

    public boolean hasBuffer(int type) {
        return slot(type, AS_BUFFER, BF_GETBUFFER);
    }

    /** Whether {@code operator.index} works. */
    public boolean isIntegral(int type) {
        return has(type, LONG_SUBCLASS) || slot(type, AS_NUMBER, NB_INDEX) && !hasLength(type);
    }

    /** Whether instances have a {@code __dict__}. */
    public boolean hasInstanceDictionary(int type) {
        return has(type, MANAGED_DICT) || word(type + DICT_OFFSET) != 0;
    }

    /** Whether the solid base of a type, the one that determines its layout, is or derives from {@code ancestor}. */
    public boolean derives(int type, int ancestor) {
        for (int base = type; base != 0; base = word(base + BASE)) {
            if (base == ancestor) {
                return true;
            }
        }
        return false;
    }

    /** {@code tp_name}; empty if it does not point into memory, as of what is no type. */
    public String name(int type) {
        int name = word(type + NAME);
        return name > 0 && name < memory.size() - NAME ? new String(memory.readCString(name), StandardCharsets.UTF_8) : "";
    }

    /** The name of the built-in type a type's layout comes from: the first of its bases that is not made by Python code. */
    public String builtInName(int type) {
        int base = type;
        while (has(base, HEAP) && word(base + BASE) != 0) {
            base = word(base + BASE);
        }
        return new String(memory.readCString(word(base + NAME)), StandardCharsets.UTF_8);
    }
}
