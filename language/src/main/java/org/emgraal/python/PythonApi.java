// SPDX-License-Identifier: Apache-2.0
package org.emgraal.python;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import org.emgraal.emscripten.ProgramCalls;
import org.emgraal.libc.LinearMemory;
import org.emgraal.runtime.WasmGlobal;
import org.emgraal.runtime.WasmInstance;

/**
 * CPython's C API as Java methods over the module's exports. Pointers are guest addresses; results named "new" are
 * references the caller owns. A method that fails leaves the Python error indicator set and returns 0, as in C.
 */
public final class PythonApi {

    /** {@code start} arguments of PyRun_String (Include/compile.h). */
    static final int FILE_INPUT = 257;
    private static final int VECTORCALL_MAX = 6;

    private final ProgramCalls calls;
    private final WasmInstance instance;
    private final LinearMemory memory;
    /** Arguments of vectorcalls: element -1 belongs to the callee (PY_VECTORCALL_ARGUMENTS_OFFSET is not used). */
    private final int scratch;

    public final int none;
    public final int trueObject;
    public final int falseObject;
    public final int longType;
    public final int floatType;
    public final int unicodeType;

    public PythonApi(ProgramCalls calls, WasmInstance instance, LinearMemory memory) {
        this.calls = calls;
        this.instance = instance;
        this.memory = memory;
        this.scratch = calls.malloc(4 * VECTORCALL_MAX + 16);
        this.none = symbol("_Py_NoneStruct");
        this.trueObject = symbol("_Py_TrueStruct");
        this.falseObject = symbol("_Py_FalseStruct");
        this.longType = symbol("PyLong_Type");
        this.floatType = symbol("PyFloat_Type");
        this.unicodeType = symbol("PyUnicode_Type");
    }

    /** The address of a data symbol. */
    int symbol(String name) {
        if (instance.export(name) instanceof WasmGlobal global) {
            return global.getInt();
        }
        throw new IllegalStateException("module %s exports no data symbol %s".formatted(instance.module().name(), name));
    }

    /** Makes the evaluation loop look for signals (Python/emscripten_signal.c): every 50 polls it asks libc. */
    void acceptSignals() {
        memory.storeInt(symbol("Py_EMSCRIPTEN_SIGNAL_HANDLING"), 1);
    }

    public int call(String name, int... arguments) {
        return calls.callInt(name, arguments);
    }

    public LinearMemory memory() {
        return memory;
    }

    // ---- references

    public void incref(int object) {
        calls.callInt("Py_IncRef", object);
    }

    public void decref(int object) {
        if (object != 0) {
            calls.callInt("Py_DecRef", object);
        }
    }

    /** {@code Py_TYPE}: second word of every object (Include/object.h). */
    public int typeOf(int object) {
        return memory.loadInt(object + 4);
    }

    // ---- strings and numbers

    /** New {@code str}. */
    public int newString(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        int buffer = calls.malloc(Math.max(1, bytes.length));
        memory.write(buffer, bytes, 0, bytes.length);
        int result = calls.callInt("PyUnicode_FromStringAndSize", buffer, bytes.length);
        calls.free(buffer);
        return result;
    }

    /** A NUL-terminated copy in guest memory, to be given back with {@link #free}. */
    public int newCString(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        int buffer = calls.malloc(bytes.length + 1);
        memory.write(buffer, bytes, 0, bytes.length);
        memory.storeByte(buffer + bytes.length, (byte) 0);
        return buffer;
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
        return new String(bytes, StandardCharsets.UTF_16LE);
    }

    /** New {@code int}. */
    public int newLong(long value) {
        return (Integer) calls.callExport("PyLong_FromLongLong", value);
    }

    /** An {@code int}'s value: {@link Integer} or {@link Long} if it fits, else {@link BigInteger}. */
    public Object toNumber(int object) {
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

    public double toDouble(int object) {
        return (Double) calls.callExport("PyFloat_AsDouble", object);
    }

    // ---- calls and errors

    /** Calls with borrowed arguments; new result, or 0 with the error set. */
    public int callObject(int callable, int... arguments) {
        for (int i = 0; i < arguments.length; i++) {
            memory.storeInt(scratch + 4 * i, arguments[i]);
        }
        return calls.callInt("PyObject_Vectorcall", callable, scratch, arguments.length, 0);
    }

    /** New {@code object.name}, or 0 with the error set. */
    public int getAttribute(int object, String name) {
        int key = newCString(name);
        int result = calls.callInt("PyObject_GetAttrString", object, key);
        free(key);
        return result;
    }

    /** New reference to the exception that is set, which is cleared; 0 if there is none. */
    public int takeException() {
        return calls.callInt("PyErr_GetRaisedException");
    }
}
