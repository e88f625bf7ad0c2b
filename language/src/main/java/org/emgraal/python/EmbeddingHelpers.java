// SPDX-License-Identifier: Apache-2.0
package org.emgraal.python;

/**
 * Python functions that the JVM side calls, and the namespace it evaluates sources in: guest addresses, each a reference
 * that is kept as long as the interpreter.
 *
 * @param namespace that of {@code __main__}
 * @param parse and those after it: functions of {@code embedding.py}
 * @param resume the function of {@code resume.py}
 */
record EmbeddingHelpers(int namespace, int parse, int describe, int formatException, int exitStatus, int resume) {

    private static final String EMBEDDING = "embedding.py";
    private static final String RESUME = "resume.py";
    private static final String IMPORTED_AHEAD = "imported_ahead.py";

    /** Runs the resources that define them. */
    static EmbeddingHelpers define(PythonApi api) {
        int embedding = execute(api, EMBEDDING);
        int resume = execute(api, RESUME);
        // At its end CPython clears the modules that are still in use: what programs have left in this one is released then.
        api.incref(api.mainModule());
        return new EmbeddingHelpers(api.call("PyModule_GetDict", api.mainModule()), item(api, embedding, "parse"),
                        item(api, embedding, "describe"), item(api, embedding, "format_exception"), item(api, embedding, "exit_status"),
                        item(api, resume, "resume"));
    }

    /** Lets modules of the standard library wait in the interpreter until they are imported. */
    static void importAhead(PythonApi api) {
        api.decref(execute(api, IMPORTED_AHEAD));
    }

    /** New reference to the namespace that a resource has filled. */
    private static int execute(PythonApi api, String name) {
        int namespace = api.call("PyDict_New");
        int result = PythonResource.execute(api, name, namespace);
        if (result == 0) {
            api.call("PyErr_Print");
            throw new IllegalStateException(name + " failed");
        }
        api.decref(result);
        return namespace;
    }

    private static int item(PythonApi api, int dict, String name) {
        int value = api.withCString(name, key -> api.call("PyDict_GetItemString", dict, key));
        if (value == 0) {
            throw new IllegalStateException("a resource does not define " + name);
        }
        api.incref(value);
        return value;
    }

    /** In order of the components. */
    int[] addresses() {
        return new int[]{namespace, parse, describe, formatException, exitStatus, resume};
    }

    /** The inverse of {@link #addresses}. */
    static EmbeddingHelpers at(int[] a) {
        return new EmbeddingHelpers(a[0], a[1], a[2], a[3], a[4], a[5]);
    }
}
