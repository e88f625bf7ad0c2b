// SPDX-License-Identifier: Apache-2.0
package org.emgraal.python;

import com.oracle.truffle.api.exception.AbstractTruffleException;
import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.interop.ArityException;
import com.oracle.truffle.api.interop.ExceptionType;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.UnknownIdentifierException;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import com.oracle.truffle.api.interop.UnsupportedTypeException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import com.oracle.truffle.api.nodes.Node;
import com.oracle.truffle.api.source.SourceSection;
import com.oracle.truffle.api.utilities.TriState;
import org.emgraal.interop.PythonObject;

/**
 * An uncaught Python exception, as the embedder sees it: message {@code ValueError: …}, {@code SyntaxError} as a parse
 * error with its location, {@code SystemExit} as an exit with its status. Member {@code traceback} is CPython's own
 * report.
 */
@ExportLibrary(InteropLibrary.class)
public final class PythonException extends AbstractTruffleException {

    private static final long serialVersionUID = 1L;

    private static final String TRACEBACK = "traceback";

    private static final InteropLibrary INTEROP = InteropLibrary.getUncached();

    private final transient ErrorDescription description;
    private final transient PythonObject object;
    private final int exitStatus;
    private final transient SourceSection syntaxErrorLocation;

    PythonException(ErrorDescription description, PythonObject object, int exitStatus, SourceSection syntaxErrorLocation, Node location) {
        super(description.summary(), location);
        this.description = description;
        this.object = object;
        this.exitStatus = exitStatus;
        this.syntaxErrorLocation = syntaxErrorLocation;
    }

    /** CPython's report, as {@code traceback.format_exception} gives it. */
    public String traceback() {
        return object.formatException();
    }

    // Thrown or held, it is the same Python object.

    @ExportMessage
    TriState isIdenticalOrUndefined(Object other) {
        Object otherObject = other instanceof PythonException exception ? exception.object() : other;
        return otherObject instanceof PythonObject ? TriState.valueOf(object().equals(otherObject)) : TriState.UNDEFINED;
    }

    @ExportMessage
    int identityHashCode() {
        return object().hashCode();
    }

    @ExportMessage
    @SuppressWarnings("static-method")
    boolean isException() {
        return true;
    }

    @ExportMessage
    RuntimeException throwException() {
        throw this;
    }

    @ExportMessage
    ExceptionType getExceptionType() {
        return switch (description.kind()) {
            case ERROR -> ExceptionType.RUNTIME_ERROR;
            case SYNTAX, INCOMPLETE -> ExceptionType.PARSE_ERROR;
            case EXIT -> ExceptionType.EXIT;
            case INTERRUPT -> ExceptionType.INTERRUPT;
        };
    }

    @ExportMessage
    boolean isExceptionIncompleteSource() {
        return description.kind() == ErrorDescription.Kind.INCOMPLETE;
    }

    @ExportMessage
    int getExceptionExitStatus() throws UnsupportedMessageException {
        if (description.kind() != ErrorDescription.Kind.EXIT) {
            throw UnsupportedMessageException.create();
        }
        return exitStatus;
    }

    @ExportMessage
    @SuppressWarnings("static-method")
    boolean hasExceptionMessage() {
        return true;
    }

    @ExportMessage
    Object getExceptionMessage() {
        return description.summary();
    }

    @ExportMessage
    boolean hasSourceLocation() {
        return syntaxErrorLocation != null || getLocation() != null && getLocation().getEncapsulatingSourceSection() != null;
    }

    @ExportMessage(name = "getSourceLocation")
    SourceSection sourceLocation() throws UnsupportedMessageException {
        if (syntaxErrorLocation != null) {
            return syntaxErrorLocation;
        }
        if (!hasSourceLocation()) {
            throw UnsupportedMessageException.create();
        }
        return getLocation().getEncapsulatingSourceSection();
    }

    // ---- otherwise it is the exception object

    /** Type, message and frames as they were when the exception left Python. */
    public ErrorDescription description() {
        return description;
    }

    /** The Python exception object, as the embedder sees it. */
    public PythonObject object() {
        return object;
    }

    @ExportMessage
    boolean hasExceptionCause() {
        return INTEROP.hasExceptionCause(object);
    }

    @ExportMessage
    Object getExceptionCause() throws UnsupportedMessageException {
        return INTEROP.getExceptionCause(object);
    }

    @ExportMessage
    boolean hasLanguage() {
        return INTEROP.hasLanguage(object);
    }

    @ExportMessage
    Class<? extends TruffleLanguage<?>> getLanguage() throws UnsupportedMessageException {
        return INTEROP.getLanguage(object);
    }

    @ExportMessage
    Object toDisplayString(boolean allowSideEffects) {
        return INTEROP.toDisplayString(object, allowSideEffects);
    }

    @ExportMessage
    boolean hasMetaObject() {
        return INTEROP.hasMetaObject(object);
    }

    @ExportMessage
    Object getMetaObject() throws UnsupportedMessageException {
        return INTEROP.getMetaObject(object);
    }

    @ExportMessage
    @SuppressWarnings("static-method")
    boolean hasMembers() {
        return true;
    }

    @ExportMessage
    Object getMembers(boolean includeInternal) throws UnsupportedMessageException {
        return INTEROP.getMembers(object, includeInternal);
    }

    @ExportMessage
    boolean isMemberReadable(String member) {
        return member.equals(TRACEBACK) || INTEROP.isMemberReadable(object, member);
    }

    @ExportMessage
    Object readMember(String member) throws UnknownIdentifierException, UnsupportedMessageException {
        return member.equals(TRACEBACK) ? object.formatException() : INTEROP.readMember(object, member);
    }

    @ExportMessage
    boolean isMemberInvocable(String member) {
        return INTEROP.isMemberInvocable(object, member);
    }

    @ExportMessage
    Object invokeMember(String member, Object[] arguments) throws UnsupportedMessageException,
                    UnknownIdentifierException, ArityException, UnsupportedTypeException {
        return INTEROP.invokeMember(object, member, arguments);
    }
}
