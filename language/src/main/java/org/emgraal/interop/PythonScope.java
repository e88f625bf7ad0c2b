// SPDX-License-Identifier: Apache-2.0
package org.emgraal.interop;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.ArityException;
import com.oracle.truffle.api.interop.TruffleObject;
import com.oracle.truffle.api.interop.UnknownIdentifierException;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import com.oracle.truffle.api.interop.UnsupportedTypeException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import org.emgraal.EmscriptenPythonLanguage;

/** The top scope: the attributes of the module {@code __main__}. */
@ExportLibrary(InteropLibrary.class)
@SuppressWarnings("static-method")
public final class PythonScope implements TruffleObject {

    private static final InteropLibrary INTEROP = InteropLibrary.getUncached();

    private final Object main;

    /** @param main the module */
    public PythonScope(Object main) {
        this.main = main;
    }

    @ExportMessage
    boolean isScope() {
        return true;
    }

    @ExportMessage
    boolean hasMembers() {
        return true;
    }

    @ExportMessage
    boolean hasLanguage() {
        return true;
    }

    @ExportMessage
    Class<? extends TruffleLanguage<?>> getLanguage() {
        return EmscriptenPythonLanguage.class;
    }

    @ExportMessage
    @TruffleBoundary
    Object getMembers(boolean includeInternal) throws UnsupportedMessageException {
        return INTEROP.getMembers(main, includeInternal);
    }

    @ExportMessage
    boolean isMemberReadable(String member) {
        return INTEROP.isMemberReadable(main, member);
    }

    @ExportMessage
    Object readMember(String member) throws UnsupportedMessageException, UnknownIdentifierException {
        return INTEROP.readMember(main, member);
    }

    @ExportMessage
    boolean isMemberModifiable(String member) {
        return isMemberReadable(member);
    }

    @ExportMessage
    boolean isMemberInsertable(String member) {
        return !isMemberReadable(member);
    }

    @ExportMessage
    void writeMember(String member, Object value)
                    throws UnsupportedMessageException, UnknownIdentifierException, UnsupportedTypeException {
        INTEROP.writeMember(main, member, value);
    }

    @ExportMessage
    boolean isMemberRemovable(String member) {
        return isMemberReadable(member);
    }

    @ExportMessage
    void removeMember(String member) throws UnsupportedMessageException, UnknownIdentifierException {
        INTEROP.removeMember(main, member);
    }

    @ExportMessage
    boolean isMemberInvocable(String member) {
        return INTEROP.isMemberInvocable(main, member);
    }

    @ExportMessage
    Object invokeMember(String member, Object[] arguments) throws UnsupportedMessageException, UnknownIdentifierException,
                    ArityException, UnsupportedTypeException {
        return INTEROP.invokeMember(main, member, arguments);
    }

    @ExportMessage
    Object toDisplayString(@SuppressWarnings("unused") boolean allowSideEffects) {
        return "__main__";
    }
}
