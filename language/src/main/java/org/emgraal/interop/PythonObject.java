// SPDX-License-Identifier: Apache-2.0
package org.emgraal.interop;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.TruffleObject;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import org.emgraal.EmscriptenPythonLanguage;
import org.emgraal.PythonContext;

/**
 * A Python object the embedder holds, so far opaque: it has an identity and text forms. It owns one reference, which
 * is given back after the Java object is gone.
 */
@ExportLibrary(InteropLibrary.class)
@SuppressWarnings("static-method")
public final class PythonObject implements TruffleObject {

    private final PythonContext context;
    private final int pointer;

    /** Takes over the reference. */
    PythonObject(PythonContext context, int pointer) {
        this.context = context;
        this.pointer = pointer;
        context.references().own(this, pointer);
    }

    @ExportMessage
    boolean hasLanguage() {
        return true;
    }

    @ExportMessage
    Class<? extends TruffleLanguage<?>> getLanguage() {
        return EmscriptenPythonLanguage.class;
    }

    /** {@code repr(object)}. */
    @ExportMessage
    @TruffleBoundary
    Object toDisplayString(boolean allowSideEffects) {
        return allowSideEffects ? context.locked(() -> context.interpreter().repr(pointer))
                        : "<Python object at 0x%x>".formatted(pointer);
    }
}
