// SPDX-License-Identifier: Apache-2.0
package org.emgraal.interop.wasm;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.TruffleObject;
import com.oracle.truffle.api.interop.UnknownIdentifierException;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import com.oracle.truffle.api.interop.UnsupportedTypeException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import org.emgraal.runtime.CallRegisters;
import org.emgraal.runtime.WasmGlobal;

/** A global variable: its member {@code value}, as in the WebAssembly JavaScript interface. */
@ExportLibrary(InteropLibrary.class)
@SuppressWarnings("static-method")
final class GlobalObject implements TruffleObject {

    private static final String VALUE = "value";

    private final ModuleObjects objects;
    private final WasmGlobal global;

    GlobalObject(ModuleObjects objects, WasmGlobal global) {
        this.objects = objects;
        this.global = global;
    }

    WasmGlobal global() {
        return global;
    }

    boolean isOf(CallRegisters registers) {
        return objects.registers() == registers;
    }

    @ExportMessage
    boolean hasMembers() {
        return true;
    }

    @ExportMessage
    Object getMembers(@SuppressWarnings("unused") boolean includeInternal) {
        return new ValueList(VALUE);
    }

    @ExportMessage
    @TruffleBoundary
    boolean isMemberReadable(String member) {
        return member.equals(VALUE);
    }

    @ExportMessage
    @TruffleBoundary
    boolean isMemberModifiable(String member) {
        return member.equals(VALUE) && global.type().mutable();
    }

    @ExportMessage
    boolean isMemberInsertable(@SuppressWarnings("unused") String member) {
        return false;
    }

    @ExportMessage
    @TruffleBoundary
    Object readMember(String member) throws UnknownIdentifierException {
        if (!isMemberReadable(member)) {
            throw UnknownIdentifierException.create(member);
        }
        return WasmValues.toInterop(objects, switch (global.type().type().kind()) {
            case I32 -> global.getInt();
            case I64 -> global.getLong();
            case F32 -> global.getFloat();
            case F64 -> global.getDouble();
            case V128, REF -> global.getReference();
        });
    }

    @ExportMessage
    @TruffleBoundary
    void writeMember(String member, Object value)
                    throws UnknownIdentifierException, UnsupportedMessageException, UnsupportedTypeException {
        if (!isMemberReadable(member)) {
            throw UnknownIdentifierException.create(member);
        }
        if (!global.type().mutable()) {
            throw UnsupportedMessageException.create();
        }
        set(global, WasmValues.fromInterop(global.type().type(), value, objects.registers()));
    }

    /** Sets a global to a value boxed for its type. */
    static void set(WasmGlobal global, Object value) {
        switch (value) {
            case Integer number -> global.setInt(number);
            case Long number -> global.setLong(number);
            case Float number -> global.setFloat(number);
            case Double number -> global.setDouble(number);
            case null, default -> global.setReference(value);
        }
    }

    @ExportMessage
    @TruffleBoundary
    Object toDisplayString(@SuppressWarnings("unused") boolean allowSideEffects) {
        return (global.type().mutable() ? "mutable global " : "global ") + global.type().type();
    }
}
