// SPDX-License-Identifier: Apache-2.0
package org.emgraal.python;

import org.emgraal.libc.LinearMemory;

/**
 * Fields of objects, read and written in memory instead of by calls: the bridge changes reference counts and looks at numbers
 * all the time. Layouts of Include/object.h, Include/cpython/longintrepr.h and floatobject.h where a word has four bytes.
 */
final class ObjectLayout {

    private static final int REFERENCE_COUNT = 0;
    /** All versions' immortal objects have higher counts (Include/refcount.h); they are left to CPython. */
    private static final int FEW_REFERENCES = 1 << 28;
    private static final int FLOAT_VALUE = 8;
    private static final int LONG_TAG = 8;
    private static final int LONG_DIGIT = 12;
    private static final int LONG_TAG_BITS = 3;
    private static final int LONG_SIGN = 3;
    private static final int LONG_NEGATIVE = 2;
    /** One digit of 30 bits. */
    private static final int SAMPLE = 1 << 29 | 5;

    private final LinearMemory memory;
    private boolean hasWideDigits;

    ObjectLayout(LinearMemory memory) {
        this.memory = memory;
    }

    /** @param sample address of the {@code int} {@link #SAMPLE}, which shows how this CPython stores its digits */
    void learn(int sample) {
        hasWideDigits = memory.loadInt(sample + LONG_TAG) >>> LONG_TAG_BITS == 1 && memory.loadInt(sample + LONG_DIGIT) == SAMPLE;
    }

    static int sample() {
        return SAMPLE;
    }

    /** Whether the count was changed here. */
    boolean incref(int object) {
        int count = memory.loadInt(object + REFERENCE_COUNT);
        if (count <= 0 || count >= FEW_REFERENCES) {
            return false;
        }
        memory.storeInt(object + REFERENCE_COUNT, count + 1);
        return true;
    }

    /** Whether the count was changed here; the last reference never is. */
    boolean decref(int object) {
        int count = memory.loadInt(object + REFERENCE_COUNT);
        if (count <= 1 || count >= FEW_REFERENCES) {
            return false;
        }
        memory.storeInt(object + REFERENCE_COUNT, count - 1);
        return true;
    }

    double toDouble(int object) {
        return memory.loadDouble(object + FLOAT_VALUE);
    }

    /** Whether an instance of {@code int} has one digit at most. */
    boolean isCompact(int object) {
        return hasWideDigits && memory.loadInt(object + LONG_TAG) >>> LONG_TAG_BITS <= 1;
    }

    /** The value of a compact one. */
    int compactValue(int object) {
        int digit = memory.loadInt(object + LONG_DIGIT);
        return (memory.loadInt(object + LONG_TAG) & LONG_SIGN) == LONG_NEGATIVE ? -digit : digit;
    }
}
