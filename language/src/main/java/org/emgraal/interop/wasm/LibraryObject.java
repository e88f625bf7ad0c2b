// SPDX-License-Identifier: Apache-2.0
package org.emgraal.interop.wasm;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.interop.ArityException;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.TruffleObject;
import com.oracle.truffle.api.interop.UnknownIdentifierException;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import com.oracle.truffle.api.interop.UnsupportedTypeException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import org.emgraal.dylink.SideModule;
import org.emgraal.runtime.WasmFunction;

/**
 * A library loaded into a program; its members are its exports. Functions are executable; data is a number, its address
 * in the program's memory; a mutable global has a member {@code value}.
 */
@ExportLibrary(InteropLibrary.class)
@SuppressWarnings("static-method")
final class LibraryObject implements TruffleObject {

    private final ModuleObjects objects;
    private final SideModule library;

    LibraryObject(ModuleObjects objects, SideModule library) {
        this.objects = objects;
        this.library = library;
    }

    @ExportMessage
    boolean hasMembers() {
        return true;
    }

    @ExportMessage
    @TruffleBoundary
    Object getMembers(@SuppressWarnings("unused") boolean includeInternal) {
        return new ValueList(library.exports().toArray());
    }

    @ExportMessage
    @TruffleBoundary
    boolean isMemberReadable(String member) {
        return library.export(member) != null;
    }

    @ExportMessage
    @TruffleBoundary
    Object readMember(String member) throws UnknownIdentifierException {
        return switch (library.export(member)) {
            case null -> throw UnknownIdentifierException.create(member);
            case Integer address -> address;
            case Object export -> objects.of(export);
        };
    }

    @ExportMessage
    @TruffleBoundary
    boolean isMemberInvocable(String member) {
        return library.export(member) instanceof WasmFunction;
    }

    @ExportMessage
    @TruffleBoundary
    Object invokeMember(String member, Object[] arguments)
                    throws UnknownIdentifierException, UnsupportedMessageException, ArityException, UnsupportedTypeException {
        return InteropLibrary.getUncached().execute(readMember(member), arguments);
    }

    @ExportMessage
    @TruffleBoundary
    Object toDisplayString(@SuppressWarnings("unused") boolean allowSideEffects) {
        return "library " + library.name();
    }
}
