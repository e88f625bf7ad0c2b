// SPDX-License-Identifier: Apache-2.0
package org.emgraal.interop;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.interop.ExceptionType;
import org.emgraal.python.PythonApi;

/** Exception objects of Python as interop describes exceptions. */
final class PythonExceptions {

    private PythonExceptions() {
    }

    static ExceptionType type(PythonApi api, int exception) {
        if (isInstance(api, exception, "PyExc_SystemExit")) {
            return ExceptionType.EXIT;
        }
        if (isInstance(api, exception, "PyExc_KeyboardInterrupt")) {
            return ExceptionType.INTERRUPT;
        }
        return isInstance(api, exception, "PyExc_SyntaxError") ? ExceptionType.PARSE_ERROR : ExceptionType.RUNTIME_ERROR;
    }

    private static boolean isInstance(PythonApi api, int exception, String exceptionClass) {
        return api.call("PyErr_GivenExceptionMatches", exception, api.memory().loadInt(api.symbol(exceptionClass))) != 0;
    }

    /** What a traceback shows before the exception: {@code __cause__}, or {@code __context__} unless suppressed; or null. */
    @TruffleBoundary
    static Object cause(PythonObject exception) {
        return exception.python(api -> {
            int cause = api.call("PyException_GetCause", exception.pointer);
            if (cause != 0) {
                return PythonToJava.convert(exception.context, api, cause);
            }
            int suppressed = api.getAttribute(exception.pointer, "__suppress_context__");
            boolean hidden = suppressed == api.trueObject;
            api.decref(suppressed);
            int context = hidden ? 0 : api.call("PyException_GetContext", exception.pointer);
            return context == 0 ? null : PythonToJava.convert(exception.context, api, context);
        });
    }
}
