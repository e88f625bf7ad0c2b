// SPDX-License-Identifier: Apache-2.0
package org.emgraal.interop;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.interop.ArityException;
import com.oracle.truffle.api.interop.ExceptionType;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.UnknownIdentifierException;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import com.oracle.truffle.api.interop.UnsupportedTypeException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import com.oracle.truffle.api.source.SourceSection;
import java.util.Arrays;
import java.util.List;
import org.emgraal.PythonContext;
import org.emgraal.python.PythonApi;
import org.emgraal.python.TypeLayout;

/**
 * A Python object the embedder holds. Interop messages are answered by the operations Python itself has for them, so a
 * class written in Python decides with {@code __getattr__}, {@code __call__} or {@code __getitem__} what Java sees.
 * What the object contains is in {@link PythonContainer}, its bytes in {@link PythonBuffer}, its own value in
 * {@link PythonValue}; here are its attributes, calls, and what it is as a class or as an exception.
 */
@ExportLibrary(InteropLibrary.class)
public final class PythonObject extends PythonContainer {

    /**
     * Takes over the reference.
     *
     * @param pointer a {@code PyObject*} in the context's interpreter
     */
    public PythonObject(PythonContext context, int pointer) {
        super(context, pointer);
    }

    /** The {@code PyObject*}, borrowed: valid while this object is reachable. */
    public int pointer() {
        return pointer;
    }

    // ---- members: attributes

    @ExportMessage
    @SuppressWarnings("static-method")
    boolean hasMembers() {
        return true;
    }

    /** {@code dir(object)}; names that begin with two underscores are internal. */
    @ExportMessage
    @TruffleBoundary
    Object getMembers(boolean includeInternal) {
        return python(api -> {
            int names = api.call("PyObject_Dir", pointer);
            if (names == 0) {
                throw context.raised();
            }
            String[] members = new String[api.call("PyList_Size", names)];
            for (int i = 0; i < members.length; i++) {
                members[i] = api.toString(api.call("PyList_GetItem", names, i));
            }
            api.decref(names);
            return new MemberNames(Arrays.stream(members).filter(name -> includeInternal || !name.startsWith("__"))
                            .toArray(String[]::new));
        });
    }

    /** A property that raises counts as absent; but what ends the program's work is no answer to a question. */
    private void clearOrdinaryError(PythonApi api) {
        for (String fatal : List.of("PyExc_RecursionError", "PyExc_MemoryError", "PyExc_KeyboardInterrupt", "PyExc_SystemExit")) {
            if (api.hasError() && api.call("PyErr_ExceptionMatches", api.memory().loadInt(api.symbol(fatal))) != 0) {
                throw context.raised();
            }
        }
        api.clearError();
    }

    /** New reference; 0 if there is no such attribute. */
    private int attribute(PythonApi api, String name) {
        int attribute = api.findAttribute(pointer, name);
        if (attribute == 0 && api.hasError()) {
            throw context.raised();
        }
        return attribute;
    }

    @ExportMessage
    boolean isMemberReadable(String member) {
        return hasAttribute(member) || HandleMethods.isOfProtocol(this, member);
    }

    @TruffleBoundary
    private boolean hasAttribute(String member) {
        return python(api -> {
            int attribute = api.findAttribute(pointer, member);
            boolean exists = attribute != 0 || api.hasError();
            api.clearError();
            api.decref(attribute);
            return exists;
        });
    }

    @ExportMessage
    @TruffleBoundary
    Object readMember(String member) throws UnknownIdentifierException {
        Object value = python(api -> {
            int attribute = attribute(api, member);
            return attribute == 0 ? null : result(api, attribute);
        });
        if (value == null && HandleMethods.isOfProtocol(this, member)) {
            // JavaScript reads them before it calls them.
            return new ForeignMember(this, member, this);
        }
        if (value == null) {
            throw UnknownIdentifierException.create(member);
        }
        return value;
    }

    /** Whether new attributes can be set: on instances with a {@code __dict__}, and on classes made by Python code. */
    private boolean isExtensible() {
        return python(api -> {
            int type = api.typeOf(pointer);
            return api.types().has(type, TypeLayout.TYPE_SUBCLASS) ? isMutableType(api, pointer)
                            : api.types().hasInstanceDictionary(type);
        });
    }

    private static boolean isMutableType(PythonApi api, int type) {
        return api.types().has(type, TypeLayout.HEAP) && !api.types().has(type, TypeLayout.IMMUTABLE);
    }

    /** Attributes of Python objects may be set and deleted unless something in Python refuses, which it then says. */
    @ExportMessage(name = "isMemberModifiable")
    @ExportMessage(name = "isMemberRemovable")
    boolean isMemberExisting(String member) {
        return hasAttribute(member) && (isExtensible() || isSlot(member));
    }

    /** A data descriptor of the type, such as those of {@code __slots__}. */
    @TruffleBoundary
    private boolean isSlot(String member) {
        return python(api -> {
            int descriptor = api.findAttribute(api.typeOf(pointer), member);
            int setter = descriptor == 0 ? 0 : api.findAttribute(api.typeOf(descriptor), "__set__");
            api.clearError();
            api.decref(descriptor);
            api.decref(setter);
            return setter != 0;
        });
    }

    @ExportMessage
    boolean isMemberInsertable(String member) {
        return isExtensible() && !isMemberReadable(member);
    }

    @ExportMessage
    @TruffleBoundary
    void writeMember(String member, Object value) throws UnsupportedMessageException {
        require(isExtensible() || isMemberReadable(member));
        python(api -> {
            int name = api.newName(member);
            int object = JavaToPython.convert(context, api, value);
            int status = api.call("PyObject_SetAttr", pointer, name, object);
            api.decref(name);
            api.decref(object);
            if (status < 0) {
                throw context.raised();
            }
            return null;
        });
    }

    @ExportMessage
    @TruffleBoundary
    void removeMember(String member) throws UnknownIdentifierException {
        if (!hasAttribute(member)) {
            throw UnknownIdentifierException.create(member);
        }
        python(api -> {
            int name = api.newName(member);
            int status = api.call("PyObject_DelAttr", pointer, name);
            api.decref(name);
            if (status < 0) {
                throw context.raised();
            }
            return null;
        });
    }

    @ExportMessage
    @TruffleBoundary
    boolean isMemberInvocable(String member) {
        return python(api -> {
            int attribute = api.findAttribute(pointer, member);
            clearOrdinaryError(api);
            boolean callable = attribute == 0 ? HandleMethods.has(this, member) || JavaSetMethods.has(this, member) : api.types().isCallable(api.typeOf(attribute));
            api.decref(attribute);
            return callable;
        });
    }

    @ExportMessage
    @TruffleBoundary
    Object invokeMember(String member, Object[] arguments)
                    throws UnknownIdentifierException, UnsupportedMessageException, ArityException, UnsupportedTypeException {
        Object value = python(api -> {
            int attribute = attribute(api, member);
            if (attribute == 0) {
                return null;
            }
            try {
                return PythonCalls.call(this, api, attribute, arguments);
            } finally {
                api.decref(attribute);
            }
        });
        if (value == null && HandleMethods.has(this, member)) {
            value = HandleMethods.invoke(this, member, arguments);
        } else if (value == null && JavaSetMethods.has(this, member)) {
            value = JavaSetMethods.invoke(this, member, arguments);
        }
        if (value == null) {
            throw UnknownIdentifierException.create(member);
        }
        return value;
    }

    // ---- calls

    @ExportMessage
    boolean isExecutable() {
        return python(api -> api.types().isCallable(api.typeOf(pointer)));
    }

    @ExportMessage
    @TruffleBoundary
    Object execute(Object[] arguments) throws UnsupportedMessageException {
        try {
            Object result = python(api -> api.types().isCallable(api.typeOf(pointer)) ? PythonCalls.call(this, api, pointer, arguments) : null);
            require(result != null);
            return result;
        } finally {
            if (proxy() != null && proxy().once()) {
                destroy();
            }
        }
    }

    @ExportMessage
    boolean isInstantiable() {
        return isMetaObject();
    }

    @ExportMessage
    @TruffleBoundary
    Object instantiate(Object[] arguments) throws UnsupportedMessageException {
        require(isMetaObject());
        return execute(arguments);
    }

    /** Where a function or class written in Python begins and ends. */
    @ExportMessage
    boolean hasSourceLocation() {
        return PythonSources.section(this) != null;
    }

    @ExportMessage
    SourceSection getSourceLocation() throws UnsupportedMessageException {
        SourceSection section = PythonSources.section(this);
        require(section != null);
        return section;
    }

    // ---- classes

    @ExportMessage
    @SuppressWarnings("static-method")
    boolean hasMetaObject() {
        return true;
    }

    @ExportMessage
    @TruffleBoundary
    Object getMetaObject() {
        return python(api -> PythonToJava.convertBorrowed(context, api, api.typeOf(pointer)));
    }

    @ExportMessage
    boolean isMetaObject() {
        return typeHas(TypeLayout.TYPE_SUBCLASS);
    }

    @ExportMessage
    @TruffleBoundary
    Object getMetaSimpleName() throws UnsupportedMessageException {
        require(isMetaObject());
        return python(api -> result(api, api.getAttribute(pointer, "__name__")));
    }

    /** {@code module.qualname}, without the module for built-in classes and those of {@code __main__}. */
    @ExportMessage
    @TruffleBoundary
    Object getMetaQualifiedName() throws UnsupportedMessageException {
        require(isMetaObject());
        return python(api -> {
            Object module = result(api, api.getAttribute(pointer, "__module__"));
            Object name = result(api, api.getAttribute(pointer, "__qualname__"));
            return module.equals("builtins") || module.equals("__main__") ? name : module + "." + name;
        });
    }

    @ExportMessage
    @TruffleBoundary
    boolean isMetaInstance(Object instance) throws UnsupportedMessageException {
        require(isMetaObject());
        return python(api -> {
            int object = JavaToPython.convert(context, api, instance);
            int answer = api.call("PyObject_IsInstance", object, pointer);
            api.decref(object);
            if (answer < 0) {
                throw context.raised();
            }
            return answer > 0;
        });
    }

    @ExportMessage
    @TruffleBoundary
    boolean hasMetaParents() {
        return isMetaObject() && python(api -> {
            int bases = api.getAttribute(pointer, "__bases__");
            int count = api.call("PyTuple_Size", bases);
            api.decref(bases);
            return count > 0;
        });
    }

    @ExportMessage
    @TruffleBoundary
    Object getMetaParents() throws UnsupportedMessageException {
        require(hasMetaParents());
        return python(api -> result(api, api.getAttribute(pointer, "__bases__")));
    }

    // ---- exceptions

    /** CPython's report of this exception. */
    public String formatException() {
        return python(api -> context.interpreter().formatException(pointer));
    }

    @ExportMessage
    boolean isException() {
        return typeHas(TypeLayout.EXCEPTION_SUBCLASS);
    }

    @ExportMessage
    @TruffleBoundary
    RuntimeException throwException() throws UnsupportedMessageException {
        require(isException());
        throw python(api -> {
            api.incref(pointer);
            api.setException(pointer);
            return context.raised();
        });
    }

    @ExportMessage
    @TruffleBoundary
    ExceptionType getExceptionType() throws UnsupportedMessageException {
        require(isException());
        return python(api -> PythonExceptions.type(api, pointer));
    }

    @ExportMessage
    @TruffleBoundary
    int getExceptionExitStatus() throws UnsupportedMessageException {
        require(isException() && getExceptionType() == ExceptionType.EXIT);
        return context.interpreter().exitStatus(pointer);
    }

    @ExportMessage
    boolean hasExceptionMessage() {
        return isException();
    }

    /** {@code Type: text}, as the last line of a traceback has it. */
    @ExportMessage
    @TruffleBoundary
    Object getExceptionMessage() throws UnsupportedMessageException {
        require(isException());
        Object name = ((PythonObject) getMetaObject()).getMetaQualifiedName();
        String text = toString();
        return text.isEmpty() ? name : name + ": " + text;
    }

    @ExportMessage
    boolean hasExceptionCause() {
        return isException() && PythonExceptions.cause(this) != null;
    }

    @ExportMessage
    Object getExceptionCause() throws UnsupportedMessageException {
        require(hasExceptionCause());
        return PythonExceptions.cause(this);
    }
}
