// SPDX-License-Identifier: Apache-2.0
package org.emgraal.python;

import java.nio.charset.StandardCharsets;
import org.emgraal.emscripten.EmscriptenProgram;
import org.emgraal.libc.FunctionTable;
import org.emgraal.libc.HostFunction;

/**
 * Adds to the module {@code _socket} what its build for Emscripten leaves out although our libc has it: see
 * {@code socket_additions.py}. The module's initialiser in the table of built-in modules is replaced by one that adds
 * an execution slot (PEP 489) to the module's definition, so that every way to import it gives the same.
 */
final class SocketModule {

    private static final String NAME = "_socket";
    /** {@code struct _inittab}: name and initialiser; a null name ends the table (Include/import.h). */
    private static final int ENTRY_SIZE = 8;
    /** {@code PyModuleDef.m_slots} (Include/moduleobject.h). */
    private static final int SLOTS = 36;
    private static final int SLOT_SIZE = 8;
    private static final int PY_MOD_EXEC = 2;
    /** {@code PyMethodDef}: name, function, flags, documentation. */
    private static final int METHOD_SIZE = 16;
    private static final int METH_O = 8;
    private static final int AF_UNIX = 1;

    private final PythonApi api;
    private final FunctionTable functions;

    private SocketModule(PythonApi api, FunctionTable functions) {
        this.api = api;
        this.functions = functions;
    }

    /** To be called before CPython is initialised. */
    static void extend(EmscriptenProgram program, PythonApi api) {
        new SocketModule(api, program.libc().process().functionTable()).replaceInitialiser();
    }

    private void replaceInitialiser() {
        int entry = api.memory().loadInt(api.symbol("PyImport_Inittab"));
        for (int name = api.memory().loadInt(entry); name != 0; name = api.memory().loadInt(entry)) {
            if (new String(api.memory().readCString(name), StandardCharsets.US_ASCII).equals(NAME)) {
                int original = api.memory().loadInt(entry + Integer.BYTES);
                api.memory().storeInt(entry + Integer.BYTES, pointer("i", arguments -> initialise(original)));
                return;
            }
            entry += ENTRY_SIZE;
        }
    }

    private int pointer(String signature, HostFunction.Body body) {
        int index = functions.reserve();
        functions.set(index, new HostFunction(NAME, signature, body));
        return index;
    }

    /** What {@code PyInit__socket} returns: its module definition, or 0 with the error set. */
    private int initialise(int original) {
        int definition = api.callPointer(original);
        if (definition != 0 && api.typeOf(definition) == api.symbol("PyModuleDef_Type")) {
            addSlot(definition);
        }
        return definition;
    }

    private void addSlot(int definition) {
        int slots = api.memory().loadInt(definition + SLOTS);
        int count = 0;
        while (api.memory().loadInt(slots + count * SLOT_SIZE) != 0) {
            count++;
        }
        // Never freed, like the table it replaces.
        int extended = api.call("malloc", (count + 2) * SLOT_SIZE);
        for (int i = 0; i < count; i++) {
            api.memory().storeLong(extended + i * SLOT_SIZE, api.memory().loadLong(slots + i * SLOT_SIZE));
        }
        api.memory().storeInt(extended + count * SLOT_SIZE, PY_MOD_EXEC);
        api.memory().storeInt(extended + count * SLOT_SIZE + Integer.BYTES, pointer("ii", arguments -> execute(arguments.i32(0))));
        api.memory().storeLong(extended + (count + 1) * SLOT_SIZE, 0);
        api.memory().storeInt(definition + SLOTS, extended);
    }

    /** The added slot: 0, or -1 with the error set. */
    private int execute(int module) {
        int namespace = api.call("PyModule_GetDict", module);
        int method = api.call("malloc", METHOD_SIZE);
        int name = api.newCString("_local_pair");
        api.memory().storeInt(method, name);
        api.memory().storeInt(method + 4, pointer("iii", arguments -> localPair(arguments.i32(1))));
        api.memory().storeInt(method + 8, METH_O);
        api.memory().storeInt(method + 12, 0);
        int function = api.call("PyCFunction_NewEx", method, 0, 0);
        int status = api.call("PyDict_SetItemString", namespace, name, function);
        api.decref(function);
        if (status != 0) {
            return -1;
        }
        int result = PythonResource.execute(api, "socket_additions.py", namespace);
        api.decref(result);
        return result == 0 ? -1 : 0;
    }

    /** {@code _local_pair(type)}: the descriptors of two sockets that are connected inside the program. */
    private int localPair(int type) {
        int number = api.call("PyLong_AsInt", type);
        if (number == -1 && api.call("PyErr_Occurred") != 0) {
            return 0;
        }
        int pair = api.call("malloc", 2 * Integer.BYTES);
        try {
            if (api.call("socketpair", AF_UNIX, number, 0, pair) != 0) {
                return api.call("PyErr_SetFromErrno", api.memory().loadInt(api.symbol("PyExc_OSError")));
            }
            int list = api.call("PyList_New", 0);
            for (int i = 0; i < 2; i++) {
                int descriptor = api.newLong(api.memory().loadInt(pair + i * Integer.BYTES));
                api.call("PyList_Append", list, descriptor);
                api.decref(descriptor);
            }
            return list;
        } finally {
            api.free(pair);
        }
    }
}
