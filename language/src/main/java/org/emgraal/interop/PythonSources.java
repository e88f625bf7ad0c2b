// SPDX-License-Identifier: Apache-2.0
package org.emgraal.interop;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.source.SourceSection;
import org.emgraal.python.PythonApi;

/** Where functions are written: file and first line of their code object. */
final class PythonSources {

    private PythonSources() {
    }

    /** Null for what is not written in Python. */
    @TruffleBoundary
    static SourceSection section(PythonObject object) {
        return object.python(api -> {
            int code = code(api, object.pointer);
            if (code == 0) {
                return null;
            }
            Object file = object.result(api, api.getAttribute(code, "co_filename"));
            Object line = object.result(api, api.getAttribute(code, "co_firstlineno"));
            api.decref(code);
            return file instanceof String name && line instanceof Integer first ? object.context.section(name, first) : null;
        });
    }

    /** New reference to the code object of a function or method; 0 for other objects. */
    private static int code(PythonApi api, int object) {
        int function = api.findAttribute(object, "__func__");
        int code = api.findAttribute(function == 0 ? object : function, "__code__");
        api.clearError();
        api.decref(function);
        return code;
    }
}
