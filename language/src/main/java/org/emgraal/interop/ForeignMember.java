// SPDX-License-Identifier: Apache-2.0
package org.emgraal.interop;

import com.oracle.truffle.api.interop.ArityException;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.TruffleObject;
import com.oracle.truffle.api.interop.UnknownIdentifierException;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import com.oracle.truffle.api.interop.UnsupportedTypeException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;

/** {@code receiver.name} as Python's bound method: what the member is, except that a call invokes it on the receiver. */
@ExportLibrary(value = InteropLibrary.class, delegateTo = "value")
@SuppressWarnings("static-method")
final class ForeignMember implements TruffleObject {

    private static final InteropLibrary INTEROP = InteropLibrary.getUncached();

    final Object value;
    final Object receiver;
    final String name;

    ForeignMember(Object receiver, String name, Object value) {
        this.receiver = receiver;
        this.name = name;
        this.value = value;
    }

    @ExportMessage
    boolean isExecutable() {
        return true;
    }

    @ExportMessage
    Object execute(Object[] arguments) throws UnsupportedMessageException, ArityException, UnsupportedTypeException {
        try {
            return INTEROP.invokeMember(receiver, name, arguments);
        } catch (UnknownIdentifierException removed) {
            throw UnsupportedMessageException.create(removed);
        }
    }
}
