// SPDX-License-Identifier: Apache-2.0
package org.emgraal.python;

import java.util.List;
import java.util.function.ToIntFunction;
import org.emgraal.libc.HostFunction;
import org.emgraal.libc.LinearMemory;

/**
 * What a C extension module defines statically, made of Java functions: types, functions, built-in modules. The structures
 * are CPython's (Include/object.h, methodobject.h, moduleobject.h) where a word has four bytes; they live as long as the
 * interpreter.
 */
public final class NativeDefinitions {

    /** A slot of a type (Include/typeslots.h): number, signature of the C function, behaviour. */
    public record Slot(int number, String signature, ToIntFunction<int[]> body) {
    }

    /** Where instances of a type have the list of weak references, or the function that calls them; 0 for neither. */
    public record Offsets(int weakReferences, int vectorcall) {
        public static final Offsets INHERITED = new Offsets(0, 0);
    }

    /** Flags of a type that Python classes can derive from and nobody can instantiate. */
    private static final int BASE_TYPE = 1 << 10;
    /** Of a type whose instances hold the function that calls them (PEP 590). */
    private static final int HAVE_VECTORCALL = 1 << 11;
    private static final int SLOT_MEMBERS = 72;
    private static final int SLOT_DOC = 56;
    private static final int MEMBER_PYSSIZET = 19;
    private static final int MEMBER_READONLY = 1;

    private static final int METHOD_VARARGS = 1;
    private static final int METHOD_KEYWORDS = 2;
    private static final int METHOD_FASTCALL = 0x80;
    private static final int MODULE_EXEC = 2;
    private static final int MODULE_DEFINITION_SIZE = 52;

    private final EmscriptenFunctions functions;
    private final PythonApi api;
    private final LinearMemory memory;

    /** Gives Java functions an address. */
    public interface EmscriptenFunctions {
        int address(HostFunction function);
    }

    public NativeDefinitions(EmscriptenFunctions functions, PythonApi api) {
        this.functions = functions;
        this.api = api;
        this.memory = api.memory();
    }

    private int allocate(int... words) {
        int address = api.call("malloc", Integer.BYTES * words.length);
        for (int i = 0; i < words.length; i++) {
            memory.storeInt(address + Integer.BYTES * i, words[i]);
        }
        return address;
    }

    /** A function pointer that C code can call. */
    public int address(String name, String signature, ToIntFunction<int[]> body) {
        boolean isVoid = signature.charAt(0) == 'v';
        return functions.address(new HostFunction(name, signature, arguments -> {
            int[] values = new int[arguments.values().length];
            for (int i = 0; i < values.length; i++) {
                values[i] = arguments.i32(i);
            }
            int result = body.applyAsInt(values);
            return isVoid ? null : (Object) result;
        }));
    }

    /**
     * New reference to a type.
     *
     * @param base a type, or 0 for object
     * @param offsets words of the instances with a meaning for CPython
     */
    public int newType(String name, String doc, int base, int size, Offsets offsets, List<Slot> slots) {
        int[] words = new int[2 * slots.size() + 6];
        int next = 0;
        words[next++] = SLOT_DOC;
        words[next++] = api.newCString(doc);
        if (offsets != Offsets.INHERITED) {
            words[next++] = SLOT_MEMBERS;
            words[next++] = offsets.weakReferences != 0 ? member("__weaklistoffset__", offsets.weakReferences)
                            : member("__vectorcalloffset__", offsets.vectorcall);
        }
        for (Slot slot : slots) {
            words[next++] = slot.number;
            words[next++] = address(name + " slot " + slot.number, slot.signature, slot.body);
        }
        int specification = allocate(api.newCString(name), size, 0,
                        offsets.vectorcall == 0 ? BASE_TYPE : BASE_TYPE | HAVE_VECTORCALL, allocate(words));
        int type = api.call("PyType_FromSpecWithBases", specification, base);
        api.free(specification);
        return type;
    }

    /** Calls a function of CPython's. */
    public int call(String name, int... arguments) {
        return api.call(name, arguments);
    }

    /** One member, and the end of the list. */
    private int member(String name, int offset) {
        return allocate(api.newCString(name), MEMBER_PYSSIZET, offset, MEMBER_READONLY, 0, 0, 0, 0, 0, 0);
    }

    /** New reference to a built-in function; the body gets the tuple of arguments, borrowed. */
    public int newFunction(String name, ToIntFunction<Integer> body) {
        int definition = allocate(api.newCString(name), address(name, "iii", arguments -> body.applyAsInt(arguments[1])),
                        METHOD_VARARGS, 0);
        return api.call("PyCFunction_NewEx", definition, 0, 0);
    }

    /** Replaces a method of a type, be it one that Python code may not change. */
    void setMethod(int type, String name, ReplacedMethods.Body body) {
        int definition = allocate(api.newCString(name), address(name, "iiiii", a -> {
            int named = a[3] == 0 ? 0 : api.call("PyTuple_Size", a[3]);
            int[] arguments = new int[a[2] + named];
            for (int i = 0; i < arguments.length; i++) {
                arguments[i] = memory.loadInt(a[1] + Integer.BYTES * i);
            }
            return body.call(a[0], arguments, a[3]);
        }), METHOD_FASTCALL | METHOD_KEYWORDS, 0);
        int descriptor = api.call("PyDescr_NewMethod", type, definition);
        int key = api.newName(name);
        api.types().changing(type, () -> {
            if (api.call("PyObject_SetAttr", type, key, descriptor) < 0) {
                throw new IllegalStateException("method %s cannot be replaced".formatted(name));
            }
        });
        api.decref(key);
        api.decref(descriptor);
    }

    /** Adds a built-in module; only before the interpreter is initialised. {@code execute} gets the new module, borrowed. */
    public void addModule(String name, ToIntFunction<Integer> execute) {
        int slots = allocate(MODULE_EXEC, address(name, "ii", arguments -> execute.applyAsInt(arguments[0])), 0, 0);
        int definition = api.call("calloc", 1, MODULE_DEFINITION_SIZE);
        memory.storeInt(definition, 1);
        memory.storeInt(definition + 20, api.newCString(name));
        memory.storeInt(definition + 36, slots);
        int initialize = address("PyInit_" + name, "i", none -> api.call("PyModuleDef_Init", definition));
        api.call("PyImport_AppendInittab", api.newCString(name), initialize);
    }
}
