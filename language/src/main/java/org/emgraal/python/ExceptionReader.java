// SPDX-License-Identifier: Apache-2.0
package org.emgraal.python;

import java.util.List;

/**
 * Describes an exception without running Python code: where the stack is exhausted or there is no memory, the code that
 * describes exceptions fails like all other.
 */
final class ExceptionReader {

    private ExceptionReader() {
    }

    /** Its class, and its first argument if that is a text; no frames. */
    static ErrorDescription describe(PythonApi api, int exception) {
        int type = api.typeOf(exception);
        ErrorDescription.Kind kind = isA(api, type, "PyExc_KeyboardInterrupt") ? ErrorDescription.Kind.INTERRUPT
                        : isA(api, type, "PyExc_SystemExit") ? ErrorDescription.Kind.EXIT
                                        : isA(api, type, "PyExc_SyntaxError") ? ErrorDescription.Kind.SYNTAX : ErrorDescription.Kind.ERROR;
        return new ErrorDescription(kind, api.types().name(type), message(api, exception), new ErrorDescription.Location("", 0, 0, 0, 0), List.of());
    }

    private static boolean isA(PythonApi api, int type, String exceptionClass) {
        return api.call("PyType_IsSubtype", type, api.memory().loadInt(api.symbol(exceptionClass))) != 0;
    }

    private static String message(PythonApi api, int exception) {
        int arguments = api.call("PyException_GetArgs", exception);
        if (arguments == 0) {
            api.clearError();
            return "";
        }
        int first = api.call("PyTuple_Size", arguments) > 0 ? api.call("PyTuple_GetItem", arguments, 0) : 0;
        String message = first != 0 && api.typeOf(first) == api.unicodeType ? api.toString(first) : "";
        api.decref(arguments);
        return message;
    }
}
