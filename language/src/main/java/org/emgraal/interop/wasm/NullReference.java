// SPDX-License-Identifier: Apache-2.0
package org.emgraal.interop.wasm;

import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.TruffleObject;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;

/** {@code ref.null}, and what a function without results returns. */
@ExportLibrary(InteropLibrary.class)
@SuppressWarnings("static-method")
public final class NullReference implements TruffleObject {

    public static final NullReference INSTANCE = new NullReference();

    private NullReference() {
    }

    @ExportMessage
    boolean isNull() {
        return true;
    }

    @ExportMessage
    Object toDisplayString(@SuppressWarnings("unused") boolean allowSideEffects) {
        return "null";
    }
}
