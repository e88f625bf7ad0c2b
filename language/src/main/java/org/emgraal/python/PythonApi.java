// SPDX-License-Identifier: Apache-2.0
package org.emgraal.python;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;
import org.emgraal.emscripten.EmscriptenProgram;
import org.emgraal.emscripten.ProgramCalls;
import org.emgraal.libc.LinearMemory;
import org.emgraal.runtime.WasmFunction;

/**
 * CPython's C API as Java methods over the module's exports. Pointers are guest addresses; results named "new" are
 * references the caller owns. A method that fails leaves the Python error indicator set and returns 0, as in C.
 */
public final class PythonApi {

    /** {@code start} arguments of PyRun_String (Include/compile.h). */
    static final int FILE_INPUT = 257;
    /** The bit of a vectorcall's {@code nargsf} that lends the callee the word before its arguments (PEP 590). */
    private static final int ARGUMENTS_OFFSET = 1 << 31;
    private static final int ARGUMENT_STACK = 16 << 10;
    private static final int MAX_NAMES = 4096;

    private final ProgramCalls calls;
    private final EmscriptenProgram program;
    private final LinearMemory memory;
    /** Where C functions put a result that is not their return value. */
    private final int scratch;
    /** Arguments of the vectorcalls that are running, innermost on top. */
    private ArgumentStack arguments;
    private final WasmFunction[] hot;
    private final TypeLayout types;
    private final ObjectLayout layout;
    /** Interned strings of the attribute names Java asks for, and back; both hold references. */
    private final Map<String, Integer> names = new HashMap<>();
    private final Map<Integer, String> texts = new HashMap<>();

    public final int none;
    public final int trueObject;
    public final int falseObject;
    public final int longType;
    public final int floatType;
    public final int unicodeType;
    public final int bytesType;

    PythonApi(EmscriptenProgram program) {
        this.program = program;
        this.calls = program.calls();
        this.memory = program.memory();
        this.hot = Arrays.stream(HotFunction.values()).map(function -> calls.find(function.export)).toArray(WasmFunction[]::new);
        this.scratch = calls.malloc(16);
        this.arguments = new ArgumentStack(calls.malloc(ARGUMENT_STACK), ARGUMENT_STACK);
        this.types = new TypeLayout(memory);
        this.layout = new ObjectLayout(memory);
        this.none = symbol("_Py_NoneStruct");
        this.trueObject = symbol("_Py_TrueStruct");
        this.falseObject = symbol("_Py_FalseStruct");
        this.longType = symbol("PyLong_Type");
        this.floatType = symbol("PyFloat_Type");
        this.unicodeType = symbol("PyUnicode_Type");
        this.bytesType = symbol("PyBytes_Type");
    }

    /** The address of a data symbol. */
    public int symbol(String name) {
        if (program.shared(name) instanceof Integer address) {
            return address;
        }
        throw new IllegalStateException("module %s exports no data symbol %s".formatted(program.instance().module().name(), name));
    }

    /** Makes the evaluation loop look for signals (Python/emscripten_signal.c): every 50 polls it asks libc. */
    void acceptSignals() {
        memory.storeInt(symbol("Py_EMSCRIPTEN_SIGNAL_HANDLING"), 1);
    }

    /** Runs an action during which no signal becomes an exception; it does afterwards. */
    <T> T withoutSignals(Supplier<T> action) {
        int flag = symbol("Py_EMSCRIPTEN_SIGNAL_HANDLING");
        int before = memory.loadInt(flag);
        memory.storeInt(flag, 0);
        try {
            return action.get();
        } finally {
            memory.storeInt(flag, before);
        }
    }

    /** Whether this version of CPython has a function. */
    boolean exports(String name) {
        return calls.hasExport(name);
    }

    public int call(String name, int... arguments) {
        return calls.callInt(name, arguments);
    }

    public int call(HotFunction function, int... arguments) {
        return calls.callInt(hot[function.ordinal()], arguments);
    }

    /** Calls a function pointer without parameters. */
    int callPointer(int function) {
        return (Integer) calls.callPointer(function);
    }

    public LinearMemory memory() {
        return memory;
    }

    // ---- references

    public void incref(int object) {
        if (!layout.incref(object)) {
            calls.callInt("Py_IncRef", object);
        }
    }

    public void decref(int object) {
        if (object != 0 && !layout.decref(object)) {
            call(HotFunction.DECREF, object);
        }
    }

    /** Where one thread's calls have their arguments. */
    static final class ArgumentStack {
        private final int end;
        private int top;

        ArgumentStack(int address, int size) {
            this.top = address;
            this.end = address + size;
        }
    }

    ArgumentStack arguments() {
        return arguments;
    }

    /** Goes on with another thread's calls. */
    void use(ArgumentStack others) {
        arguments = others;
    }

    public TypeLayout types() {
        return types;
    }

    /** {@code Py_TYPE}: second word of every object (Include/object.h). */
    public int typeOf(int object) {
        return memory.loadInt(object + 4);
    }

    // ---- strings and numbers

    /** New {@code str}; lone surrogates survive. */
    public int newString(String value) {
        if (hasLoneSurrogate(value)) {
            int[] codePoints = value.codePoints().toArray();
            int buffer = calls.malloc(4 * codePoints.length);
            for (int i = 0; i < codePoints.length; i++) {
                memory.storeInt(buffer + 4 * i, codePoints[i]);
            }
            int result = calls.callInt("PyUnicode_FromKindAndData", 4, buffer, codePoints.length);
            calls.free(buffer);
            return result;
        }
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        int buffer = calls.malloc(Math.max(1, bytes.length));
        memory.write(buffer, bytes, 0, bytes.length);
        int result = calls.callInt("PyUnicode_FromStringAndSize", buffer, bytes.length);
        calls.free(buffer);
        return result;
    }

    private static boolean hasLoneSurrogate(String value) {
        return value.codePoints().anyMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
    }

    /** A NUL-terminated copy in guest memory, to be given back with {@link #free}. */
    public int newCString(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        int buffer = calls.malloc(bytes.length + 1);
        memory.write(buffer, bytes, 0, bytes.length);
        memory.storeByte(buffer + bytes.length, (byte) 0);
        return buffer;
    }

    /** Calls with a C string that lives as long as the call. */
    public int withCString(String value, IntUnaryOperator call) {
        int buffer = newCString(value);
        int result = call.applyAsInt(buffer);
        free(buffer);
        return result;
    }

    public void free(int buffer) {
        calls.free(buffer);
    }

    /** A {@code str}'s value; lone surrogates survive. */
    public String toString(int string) {
        int data = calls.callInt("PyUnicode_AsUTF8AndSize", string, scratch);
        if (data != 0) {
            byte[] bytes = new byte[memory.loadInt(scratch)];
            memory.read(data, bytes, 0, bytes.length);
            return new String(bytes, StandardCharsets.UTF_8);
        }
        calls.callInt("PyErr_Clear");
        int encoding = newCString("utf-16-le");
        int errors = newCString("surrogatepass");
        int encoded = calls.callInt("PyUnicode_AsEncodedString", string, encoding, errors);
        free(encoding);
        free(errors);
        byte[] bytes = new byte[calls.callInt("PyBytes_Size", encoded)];
        memory.read(calls.callInt("PyBytes_AsString", encoded), bytes, 0, bytes.length);
        decref(encoded);
        // The charset's decoder would replace lone surrogates.
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asCharBuffer().toString();
    }

    /** New {@code list} of {@code str}. */
    int newStrings(List<String> values) {
        int list = call("PyList_New", 0);
        for (String value : values) {
            int item = newString(value);
            call("PyList_Append", list, item);
            decref(item);
        }
        return list;
    }

    /** New reference to {@code True} or {@code False}. */
    int newBool(boolean value) {
        int object = value ? trueObject : falseObject;
        incref(object);
        return object;
    }

    /** New {@code int}. */
    public int newLong(long value) {
        return calls.callInt(hot[HotFunction.LONG_FROM_LONG_LONG.ordinal()], value);
    }

    /** New {@code int} of any size. */
    public int newLong(BigInteger value) {
        return withCString(value.toString(16), text -> calls.callInt("PyLong_FromString", text, 0, 16));
    }

    /** New {@code float}. */
    public int newFloat(double value) {
        return (Integer) calls.callExport("PyFloat_FromDouble", value);
    }

    /** New {@code bytes}. */
    public int newBytes(byte[] bytes) {
        int result = calls.callInt("PyBytes_FromStringAndSize", 0, bytes.length);
        memory.write(calls.callInt("PyBytes_AsString", result), bytes, 0, bytes.length);
        return result;
    }

    /** Looks at how this CPython stores numbers; until then they are asked for by calls. */
    void learnLayout() {
        int sample = newLong(ObjectLayout.sample());
        layout.learn(sample);
        decref(sample);
    }

    /** An {@code int}'s value: {@link Integer} or {@link Long} if it fits, else {@link BigInteger}. */
    public Object toNumber(int object) {
        if (layout.isCompact(object)) {
            return layout.compactValue(object);
        }
        memory.storeInt(scratch, 0);
        long value = (Long) calls.callExport("PyLong_AsLongLongAndOverflow", object, scratch);
        if (memory.loadInt(scratch) == 0) {
            if (value == (int) value) {
                return (int) value;
            }
            return value;
        }
        int text = calls.callInt("_PyLong_Format", object, 16);
        if (text == 0) {
            throw new IllegalStateException("an int could not be formatted");
        }
        String hex = toString(text);
        decref(text);
        return hex.startsWith("-") ? new BigInteger(hex.substring(3), 16).negate() : new BigInteger(hex.substring(2), 16);
    }

    /** The value of an instance of {@code float}. */
    public double toDouble(int object) {
        return layout.toDouble(object);
    }

    // ---- calls and errors

    /** Calls with borrowed arguments; new result, or 0 with the error set. */
    public int callObject(int callable, int... arguments) {
        return callObject(callable, arguments, 0);
    }

    /**
     * Calls with borrowed arguments, the last of which belong to the names in the tuple {@code keywords} (0 for none);
     * new result, or 0 with the error set.
     */
    public int callObject(int callable, int[] arguments, int keywords) {
        int named = keywords == 0 ? 0 : call("PyTuple_Size", keywords);
        int size = 4 * (arguments.length + 1);
        ArgumentStack stack = this.arguments;
        boolean fits = stack.top + size <= stack.end;
        int area = fits ? stack.top : calls.malloc(size);
        if (fits) {
            stack.top += size;
        }
        try {
            for (int i = 0; i < arguments.length; i++) {
                memory.storeInt(area + 4 + 4 * i, arguments[i]);
            }
            return call(HotFunction.VECTORCALL, callable, area + 4, arguments.length - named | ARGUMENTS_OFFSET, keywords);
        } finally {
            if (fits) {
                stack.top = area;
            } else {
                calls.free(area);
            }
        }
    }

    /** New {@code str} for the name of an attribute; those asked for first are kept. */
    public int newName(String name) {
        Integer known = names.get(name);
        if (known == null) {
            int made = newString(name);
            if (names.size() >= MAX_NAMES) {
                return made;
            }
            memory.storeInt(scratch, made);
            calls.callExport("PyUnicode_InternInPlace", scratch);
            known = memory.loadInt(scratch);
            names.put(name, known);
        }
        incref(known);
        return known;
    }

    /** The value of a {@code str} that names an attribute; those asked for first are kept. */
    public String toName(int string) {
        String known = texts.get(string);
        if (known == null) {
            known = toString(string);
            if (texts.size() < MAX_NAMES) {
                incref(string);
                texts.put(string, known);
            }
        }
        return known;
    }

    /** New {@code object.name}, or 0 with the error set. */
    public int getAttribute(int object, String name) {
        int key = newName(name);
        int result = call(HotFunction.GET_ATTRIBUTE, object, key);
        decref(key);
        return result;
    }

    /** New {@code object.name}; 0 without an error if there is none, with one if another exception was raised. */
    public int findAttribute(int object, String name) {
        int key = newName(name);
        call(HotFunction.GET_OPTIONAL_ATTRIBUTE, object, key, scratch);
        int result = memory.loadInt(scratch);
        decref(key);
        return result;
    }

    /** New {@code object.name(arguments)}, or 0 with the error set; arguments are borrowed. */
    public int callMethod(int object, String name, int... arguments) {
        int method = getAttribute(object, name);
        if (method == 0) {
            return 0;
        }
        int result = callObject(method, arguments);
        decref(method);
        return result;
    }

    /** New reference to a module, or 0 with the error set. */
    public int importModule(String name) {
        return withCString(name, text -> call("PyImport_ImportModule", text));
    }

    /** The module {@code __main__}, borrowed; it is made if there is none. */
    public int mainModule() {
        return withCString("__main__", name -> call("PyImport_AddModule", name));
    }

    /** Sets an entry of a {@code dict}: 0, or -1 with the error set. */
    public int setItem(int dict, String key, int value) {
        return withCString(key, name -> call("PyDict_SetItemString", dict, name, value));
    }

    /** Sets a member of {@code sys}: 0, or -1 with the error set. */
    int setSystem(String name, int value) {
        return withCString(name, key -> call("PySys_SetObject", key, value));
    }

    /** New tuple, which takes over the references. */
    public int newTuple(int... items) {
        int tuple = call("PyTuple_New", items.length);
        for (int i = 0; i < items.length; i++) {
            call("PyTuple_SetItem", tuple, i, items[i]);
        }
        return tuple;
    }

    // ---- errors

    public boolean hasError() {
        return call(HotFunction.ERROR_OCCURRED) != 0;
    }

    public void clearError() {
        calls.callExport("PyErr_Clear");
    }

    /** Clears the error that is set if it is one of this class, for example {@code PyExc_KeyError}. */
    public boolean clearError(String exceptionClass) {
        boolean matches = call("PyErr_ExceptionMatches", memory.loadInt(symbol(exceptionClass))) != 0;
        if (matches) {
            clearError();
        }
        return matches;
    }

    /** Sets the error indicator. */
    public void setError(String exceptionClass, String message) {
        int text = newString(message);
        calls.callExport("PyErr_SetObject", memory.loadInt(symbol(exceptionClass)), text);
        decref(text);
    }

    /** New reference to the exception that is set, which is cleared; 0 if there is none. */
    public int takeException() {
        return calls.callInt("PyErr_GetRaisedException");
    }

    /** Sets the error indicator to an exception, whose reference it takes over. */
    public void setException(int exception) {
        calls.callExport("PyErr_SetRaisedException", exception);
    }
}
