// SPDX-License-Identifier: Apache-2.0
package org.emgraal.python;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Python source that comes with this language. */
public final class PythonResource {

    private PythonResource() {
    }

    /** Executes a resource in a namespace; new reference to None, or 0 with the error set. */
    public static int execute(PythonApi api, String name, int namespace) {
        api.setItem(namespace, "__builtins__", api.call("PyEval_GetBuiltins"));
        String shown = "<" + name.substring(0, name.indexOf('.')) + ">";
        int code = api.withCString(read(name), source -> api.withCString(shown, filename ->
                        api.call("Py_CompileString", source, filename, PythonApi.FILE_INPUT)));
        int result = code == 0 ? 0 : api.call("PyEval_EvalCode", code, namespace, namespace);
        api.decref(code);
        return result;
    }

    static String read(String name) {
        try (InputStream stream = PythonResource.class.getResourceAsStream(name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
