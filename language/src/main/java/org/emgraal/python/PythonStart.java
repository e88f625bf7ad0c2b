// SPDX-License-Identifier: Apache-2.0
package org.emgraal.python;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.emgraal.libc.LinearMemory;
import org.emgraal.libc.fs.GuestText;

/**
 * Initialises CPython with the standard library as ordinary files below {@code /lib/pythonX.Y}. The module's own
 * {@code main} is not used for that: it insists on a zip of the library, which frozen modules then do not find their
 * sources in. What it does is done here, with a configuration like that of the {@code python} command (PEP 587), without
 * bytecode files.
 */
final class PythonStart {

    /** More than {@code sizeof(PyConfig)} of any version; C code fills it in. */
    private static final int CONFIG_SIZE = 4096;
    /** {@code PyStatus}: type, function, message, exit code. */
    private static final int STATUS_SIZE = 16;
    private static final int STATUS_MESSAGE = 8;
    private static final int STATUS_OK = 0;
    private static final int WCHAR_SIZE = 4;
    /** Below it a word is a number. */
    private static final int SMALLEST_POINTER = 1024;

    private PythonStart() {
    }

    /** {@code arguments} begin with the program's name, which becomes {@code sys.executable}. */
    static void initialize(PythonApi api, List<String> arguments) {
        setHome(api);
        int config = configure(api, arguments, "Py_InitializeFromConfig");
        api.call("PyConfig_Clear", config);
        api.free(config);
    }

    /** Runs the {@code python} command line; the status it exits with. */
    static int runCommandLine(PythonApi api, List<String> arguments) {
        setHome(api);
        return api.call("Py_BytesMain", arguments.size(), newArgumentVector(api, arguments));
    }

    /**
     * Puts what a command line and the environment say into the configuration of an initialised interpreter.
     *
     * @param initial the configuration it was initialised with, from {@link #readConfiguration}
     */
    static void changeConfiguration(PythonApi api, int initial, List<String> arguments) {
        int wanted = readConfiguration(api, arguments);
        int own = api.call("_Py_GetConfig");
        for (int offset = 0; offset < CONFIG_SIZE; offset += Integer.BYTES) {
            int value = api.memory().loadInt(wanted + offset);
            if (!isSame(api.memory(), value, api.memory().loadInt(initial + offset))) {
                api.memory().storeInt(own + offset, value);
            }
        }
        // What it points to belongs to the interpreter's configuration now.
        api.free(wanted);
    }

    /** Whether two words of configurations mean the same: they are equal, or point to equal texts. */
    private static boolean isSame(LinearMemory memory, int one, int other) {
        if (one == other) {
            return true;
        }
        int higher = Math.max(one, other);
        for (int i = 0; Math.min(one, other) >= SMALLEST_POINTER && higher + i <= memory.size() - WCHAR_SIZE; i += WCHAR_SIZE) {
            int letter = memory.loadInt(one + i);
            if (letter != memory.loadInt(other + i)) {
                return false;
            }
            if (letter == 0) {
                return true;
            }
        }
        return false;
    }

    /** New configuration as a command line and the environment ask for it, without paths; allocated. */
    static int readConfiguration(PythonApi api, List<String> arguments) {
        return configure(api, arguments, "PyConfig_Read");
    }

    /** New configuration for a command line, given to the function {@code use}; allocated, with zeros between its fields. */
    private static int configure(PythonApi api, List<String> arguments, String use) {
        int config = api.call("calloc", 1, CONFIG_SIZE);
        int status = api.call("malloc", STATUS_SIZE);
        api.call("PyConfig_InitPythonConfig", config);
        api.call("PyConfig_SetBytesArgv", status, config, arguments.size(), newArgumentVector(api, arguments));
        check(api, status);
        api.call(use, status, config);
        check(api, status);
        api.free(status);
        return config;
    }

    /** As {@code PYTHONHOME=/} does, but not seen in {@code os.environ}. CPython copies the text. */
    private static void setHome(PythonApi api) {
        byte[] text = "/\0".getBytes(StandardCharsets.UTF_32LE);
        int buffer = api.call("malloc", text.length);
        api.memory().write(buffer, text, 0, text.length);
        api.call("Py_SetPythonHome", buffer);
        api.free(buffer);
    }

    private static void check(PythonApi api, int status) {
        if (api.memory().loadInt(status) != STATUS_OK) {
            int message = api.memory().loadInt(status + STATUS_MESSAGE);
            throw new StartupException("CPython failed to initialise: " + (message == 0 ? "no reason given" : GuestText.decode(api.memory().readCString(message))), null);
        }
    }

    private static int newArgumentVector(PythonApi api, List<String> arguments) {
        int vector = api.call("malloc", Integer.BYTES * (arguments.size() + 1));
        for (int i = 0; i < arguments.size(); i++) {
            api.memory().storeInt(vector + Integer.BYTES * i, api.newCString(arguments.get(i)));
        }
        api.memory().storeInt(vector + Integer.BYTES * arguments.size(), 0);
        return vector;
    }
}
