// SPDX-License-Identifier: Apache-2.0
package org.emgraal.interop;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.TruffleObject;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import java.util.function.ToIntFunction;
import org.emgraal.EmscriptenPythonLanguage;
import org.emgraal.PythonContext;
import org.emgraal.python.PythonApi;

/** How Python sees a value that belongs to no language, such as a number: its class and its text are Python's. */
@ExportLibrary(value = InteropLibrary.class, delegateTo = "value")
@SuppressWarnings("static-method")
public final class PythonView implements TruffleObject {

    final Object value;
    private final PythonContext context;

    public PythonView(PythonContext context, Object value) {
        this.context = context;
        this.value = value;
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
    boolean hasMetaObject() {
        return true;
    }

    private Object ask(ToIntFunction<Integer> question, PythonApi api) {
        int object = JavaToPython.convert(context, api, value);
        int answer = question.applyAsInt(object);
        api.decref(object);
        if (answer == 0) {
            throw context.raised();
        }
        return PythonToJava.convert(context, api, answer);
    }

    @ExportMessage
    @TruffleBoundary
    Object getMetaObject() {
        return context.python(api -> ask(object -> {
            int type = api.typeOf(object);
            api.incref(type);
            return type;
        }, api));
    }

    @ExportMessage
    @TruffleBoundary
    Object toDisplayString(@SuppressWarnings("unused") boolean allowSideEffects) {
        return context.python(api -> ask(object -> api.call("PyObject_Repr", object), api));
    }
}
