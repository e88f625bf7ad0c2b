// SPDX-License-Identifier: Apache-2.0
package org.emgraal.interop;

import java.util.Set;
import org.emgraal.python.ErrorDescription;

/** The Python frames a Java exception has passed, as a suppressed exception of it. */
final class PythonStack extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * @param description of the Python exception that stands for the Java exception
     * @param javaFunctions what the traceback has of the Java exception's own stack trace, which is not repeated
     */
    PythonStack(ErrorDescription description, Set<String> javaFunctions) {
        super("in Python");
        StackTraceElement[] elements = description.frames().stream() //
                        .filter(frame -> !javaFunctions.contains(frame.function())) //
                        .map(frame -> new StackTraceElement("<python>", frame.function(), frame.file(), frame.line())) //
                        .toArray(StackTraceElement[]::new);
        // Python lists the outermost frame first.
        java.util.Collections.reverse(java.util.Arrays.asList(elements));
        setStackTrace(elements);
    }

    @Override
    public Throwable fillInStackTrace() {
        return this;
    }
}
