// SPDX-License-Identifier: Apache-2.0
package org.emgraal.interop;

import org.emgraal.python.ErrorDescription;

/** The Python frames a Java exception has passed, as a suppressed exception of it. */
public final class PythonStack extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param description of the Python exception that stands for the Java exception */
    public PythonStack(ErrorDescription description) {
        super("in Python");
        StackTraceElement[] elements = description.frames().stream() //
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
