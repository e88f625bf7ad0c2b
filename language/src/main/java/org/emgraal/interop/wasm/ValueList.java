// SPDX-License-Identifier: Apache-2.0
package org.emgraal.interop.wasm;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.InvalidArrayIndexException;
import com.oracle.truffle.api.interop.TruffleObject;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Values to be read by index: the results of a function that has several, or the names of members. */
@ExportLibrary(InteropLibrary.class)
@SuppressWarnings("static-method")
final class ValueList implements TruffleObject {

    private final Object[] values;

    /** {@code values} are interop values. */
    ValueList(Object... values) {
        this.values = values;
    }

    static ValueList of(ModuleObjects objects, Object[] results) {
        Object[] values = new Object[results.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = WasmValues.toInterop(objects, results[i]);
        }
        return new ValueList(values);
    }

    @ExportMessage
    boolean hasArrayElements() {
        return true;
    }

    @ExportMessage
    long getArraySize() {
        return values.length;
    }

    @ExportMessage
    boolean isArrayElementReadable(long index) {
        return index >= 0 && index < values.length;
    }

    @ExportMessage
    Object readArrayElement(long index) throws InvalidArrayIndexException {
        if (!isArrayElementReadable(index)) {
            throw InvalidArrayIndexException.create(index);
        }
        return values[(int) index];
    }

    @ExportMessage
    @TruffleBoundary
    Object toDisplayString(boolean allowSideEffects) {
        InteropLibrary interop = InteropLibrary.getUncached();
        return Stream.of(values).map(value -> interop.toDisplayString(value, allowSideEffects).toString())
                        .collect(Collectors.joining(", ", "(", ")"));
    }
}
