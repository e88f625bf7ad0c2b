// SPDX-License-Identifier: Apache-2.0
package org.emgraal.interop;

import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.exception.AbstractTruffleException;
import com.oracle.truffle.api.interop.ArityException;
import com.oracle.truffle.api.interop.InteropException;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.InvalidArrayIndexException;
import com.oracle.truffle.api.interop.UnknownIdentifierException;
import com.oracle.truffle.api.interop.UnknownKeyException;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import com.oracle.truffle.api.interop.UnsupportedTypeException;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.emgraal.PythonContext;
import org.emgraal.python.ErrorDescription;
import org.emgraal.python.ExitException;
import org.emgraal.python.PythonApi;
import org.emgraal.python.PythonException;
import org.emgraal.runtime.StackGuard;

/** Exceptions on their way through Python: Java's become Python's, and the original again when they leave. */
final class ForeignErrors {

    private static final InteropLibrary INTEROP = InteropLibrary.getUncached();
    /** Java frames shown in a Python traceback, innermost first. */
    private static final int MAX_FRAMES = 30;

    /** So many calls of Java inside each other need no look at the stack. */
    private static final int UNCHECKED_CALLS = 4;

    private static final String METHOD_OF_EXCEPTIONS = "with_traceback";
    private final PythonContext context;
    private final TruffleLanguage.Env env;
    /** Calls of Java by Python that have not returned, of all threads. */
    private int nested;

    ForeignErrors(PythonContext context, TruffleLanguage.Env env) {
        this.context = context;
        this.env = env;
    }

    /** Something Python asks of Java. */
    interface Operation {
        int run(PythonApi api) throws InteropException;
    }

    /** Runs what Python has called; an exception becomes Python's error indicator and {@code failure} the result. */
    int guard(int failure, Operation operation) {
        PythonApi api = context.interpreter().api();
        nested++;
        try {
            if (nested > UNCHECKED_CALLS && !StackGuard.hasRoom()) {
                // Where Python and Java call each other without end, Java's stack ends first.
                throw error(api, "PyExc_RecursionError", "the Java stack is exhausted");
            }
            return operation.run(api);
        } catch (InteropException refused) {
            setError(api, refused);
        } catch (AbstractTruffleException exception) {
            if (exception instanceof ExitException || context.interpreter().program().hasFailed()) {
                throw exception;
            }
            raise(api, exception);
        } catch (PythonRaised raised) {
            // The error indicator is set.
        } finally {
            nested--;
        }
        return failure;
    }

    /** Thrown inside an {@link Operation} after it has set the error indicator. */
    static final class PythonRaised extends RuntimeException {
        private static final long serialVersionUID = 1L;

        PythonRaised() {
            super(null, null, false, false);
        }
    }

    static PythonRaised error(PythonApi api, String exceptionClass, String message) {
        api.setError(exceptionClass, message);
        return new PythonRaised();
    }

    private static void setError(PythonApi api, InteropException refused) {
        switch (refused) {
            case UnknownIdentifierException e -> api.setError("PyExc_AttributeError", e.getUnknownIdentifier());
            case InvalidArrayIndexException e -> api.setError("PyExc_IndexError", "index out of range: " + e.getInvalidIndex());
            case UnknownKeyException e -> api.setError("PyExc_KeyError", String.valueOf(e.getUnknownKey()));
            case ArityException e -> api.setError("PyExc_TypeError", "takes %s, %d given".formatted(
                            arity(e.getExpectedMinArity(), e.getExpectedMaxArity()), e.getActualArity()));
            case UnsupportedTypeException e -> api.setError("PyExc_TypeError", String.valueOf(e.getMessage()));
            case UnsupportedMessageException e -> api.setError("PyExc_TypeError", "the foreign object does not support this"
                            + (e.getMessage() == null || e.getMessage().isEmpty() ? "" : ": " + e.getMessage()));
            default -> throw new IllegalStateException(refused);
        }
    }

    private static String arity(int minimum, int maximum) {
        String count = minimum == maximum ? "" + minimum : maximum < 0 ? "at least " + minimum : "from %d to %d".formatted(minimum, maximum);
        return count + " positional argument" + (minimum == 1 && maximum == 1 ? "" : "s");
    }

    private void raise(PythonApi api, AbstractTruffleException exception) {
        PythonObject mine = exception instanceof PythonException python && python.object().context() == context ? python.object() : thrown(exception);
        if (mine != null) {
            int original = mine.pointer();
            api.incref(original);
            api.setException(original);
            return;
        }
        int object = JavaToPython.convert(context, api, exception);
        int trace = api.call("PyException_GetTraceback", object);
        api.decref(trace);
        api.call("PyErr_SetObject", api.typeOf(object), object);
        api.decref(object);
        if (trace == 0 && env.isHostException(exception)) {
            addFrames(api, env.asHostException(exception).getStackTrace());
        }
    }

    /**
     * The Python exception that JavaScript has thrown, or null. Its exception then has the members of what was thrown, of
     * which bound methods know whose they are.
     */
    private PythonObject thrown(AbstractTruffleException exception) {
        try {
            if (!env.isHostException(exception) && INTEROP.isMemberReadable(exception, METHOD_OF_EXCEPTIONS) &&
                            INTEROP.readMember(exception, METHOD_OF_EXCEPTIONS) instanceof PythonObject method && method.context() == context &&
                            INTEROP.readMember(method, "__self__") instanceof PythonObject object && object.isException()) {
                return object;
            }
        } catch (UnsupportedMessageException | UnknownIdentifierException other) {
            return null;
        }
        return null;
    }

    /** The Java frames above the call from Python, as CPython's own C modules add theirs to a traceback. */
    private static void addFrames(PythonApi api, StackTraceElement[] stack) {
        for (int i = 0; i < Math.min(MAX_FRAMES, stack.length) && !isMachinery(stack[i].getClassName()); i++) {
            int function = api.newCString(functionName(stack[i]));
            int file = api.newCString(stack[i].getFileName() == null ? "<java>" : stack[i].getFileName());
            api.call("_PyTraceback_Add", function, file, Math.max(0, stack[i].getLineNumber()));
            api.free(function);
            api.free(file);
        }
    }

    /** What a Python traceback calls a Java frame. */
    private static String functionName(StackTraceElement frame) {
        return frame.getClassName() + "." + frame.getMethodName();
    }

    private static boolean isMachinery(String className) {
        return className.startsWith("com.oracle.truffle.") || className.startsWith("jdk.internal.reflect.")
                        || className.startsWith("java.lang.invoke.") || className.startsWith("java.lang.reflect.");
    }

    /**
     * The exception that a Python exception stands for, thrown again. The Python frames it passed are
     * added to a Java exception as a suppressed one.
     */
    RuntimeException original(Object foreign, ErrorDescription description) {
        try {
            if (env.isHostObject(foreign) && env.asHostObject(foreign) instanceof Throwable throwable) {
                boolean known = Arrays.stream(throwable.getSuppressed()).anyMatch(PythonStack.class::isInstance);
                if (!known) {
                    throwable.addSuppressed(new PythonStack(description, Arrays.stream(throwable.getStackTrace())
                                    .map(ForeignErrors::functionName).collect(Collectors.toSet())));
                }
            }
            INTEROP.throwException(foreign);
            throw new IllegalStateException("throwException returned");
        } catch (AbstractTruffleException exception) {
            return exception;
        } catch (UnsupportedMessageException e) {
            throw new IllegalStateException(e);
        }
    }
}
