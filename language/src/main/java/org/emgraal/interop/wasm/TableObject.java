// SPDX-License-Identifier: Apache-2.0
package org.emgraal.interop.wasm;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.InvalidArrayIndexException;
import com.oracle.truffle.api.interop.TruffleObject;
import com.oracle.truffle.api.interop.UnsupportedTypeException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import org.emgraal.runtime.CallRegisters;
import org.emgraal.runtime.WasmTable;

/** A table as an array of references of fixed size. */
@ExportLibrary(InteropLibrary.class)
@SuppressWarnings("static-method")
final class TableObject implements TruffleObject {

    private final ModuleObjects objects;
    private final WasmTable table;

    TableObject(ModuleObjects objects, WasmTable table) {
        this.objects = objects;
        this.table = table;
    }

    WasmTable table() {
        return table;
    }

    boolean isOf(CallRegisters registers) {
        return objects.registers() == registers;
    }

    @ExportMessage
    boolean hasArrayElements() {
        return true;
    }

    @ExportMessage
    long getArraySize() {
        return table.size();
    }

    @ExportMessage(name = "isArrayElementReadable")
    @ExportMessage(name = "isArrayElementModifiable")
    boolean isElement(long index) {
        return index >= 0 && index < table.size();
    }

    @ExportMessage
    boolean isArrayElementInsertable(@SuppressWarnings("unused") long index) {
        return false;
    }

    @ExportMessage
    @TruffleBoundary
    Object readArrayElement(long index) throws InvalidArrayIndexException {
        if (!isElement(index)) {
            throw InvalidArrayIndexException.create(index);
        }
        return WasmValues.toInterop(objects, table.get(null, index));
    }

    @ExportMessage
    @TruffleBoundary
    void writeArrayElement(long index, Object value) throws InvalidArrayIndexException, UnsupportedTypeException {
        if (!isElement(index)) {
            throw InvalidArrayIndexException.create(index);
        }
        table.set(null, index, WasmValues.fromInterop(table.type().element(), value, objects.registers()));
    }

    @ExportMessage
    @TruffleBoundary
    Object toDisplayString(@SuppressWarnings("unused") boolean allowSideEffects) {
        return "table of " + table.size() + " " + table.type().element();
    }
}
