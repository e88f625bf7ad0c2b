// SPDX-License-Identifier: Apache-2.0
package org.emgraal.python;

import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.source.SourceSection;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import org.emgraal.emscripten.EmscriptenProgram;
import org.emgraal.interop.PythonObject;
import org.emgraal.libc.ProgramExit;

/**
 * The CPython inside a program: initialises it ({@link PythonStart}) and evaluates sources in {@code __main__}.
 */
public final class PythonInterpreter {

    private final TruffleLanguage<?> language;
    private final EmscriptenProgram program;
    private final BiFunction<String, Integer, SourceSection> sections;
    private final IntFunction<PythonObject> guestObjects;
    private PythonApi api;
    private int namespace;
    private int evaluate;
    private int describe;
    private int formatException;
    private int exitStatus;
    private int flush;

    /**
     * @param sections finds a line of a Python file, for stack traces
     * @param guestObjects makes the embedder's view of an exception object, taking over its reference
     */
    public PythonInterpreter(TruffleLanguage<?> language, EmscriptenProgram program,
                    BiFunction<String, Integer, SourceSection> sections, IntFunction<PythonObject> guestObjects) {
        this.guestObjects = guestObjects;
        this.language = language;
        this.program = program;
        this.sections = sections;
    }

    /** Starts CPython; {@code arguments} are its name. */
    public void initialize(List<String> arguments) {
        program.enter(() -> {
            program.initialize();
            api = new PythonApi(program.calls(), program.instance(), program.memory());
            PythonStart.initialize(program, api, arguments);
            api.acceptSignals();
            bootstrap();
            return null;
        });
    }

    /** Sets {@code sys.argv}; CPython is initialised with the program's name alone, so that it does not interpret options. */
    public void setArguments(List<String> arguments) {
        program.enter(() -> {
            int list = api.call("PyList_New", 0);
            for (String argument : arguments) {
                int item = api.newString(argument);
                api.call("PyList_Append", list, item);
                api.decref(item);
            }
            int name = api.newCString("argv");
            api.call("PySys_SetObject", name, list);
            api.free(name);
            api.decref(list);
            return null;
        });
    }

    /** Ends CPython: {@code atexit} functions run, streams are flushed. */
    public void finish() {
        program.enter(() -> api.call("Py_FinalizeEx"));
    }

    /** Runs the {@code python} command line; the status it exits with. */
    public static int runCommandLine(EmscriptenProgram program, List<String> arguments) {
        return program.enter(() -> {
            try {
                program.initialize();
                PythonApi api = new PythonApi(program.calls(), program.instance(), program.memory());
                api.acceptSignals();
                return PythonStart.runCommandLine(program, api, arguments);
            } catch (ProgramExit exit) {
                return exit.status();
            }
        });
    }

    private void bootstrap() {
        int name = api.newCString("__main__");
        int module = api.call("PyImport_AddModule", name);
        namespace = api.call("PyModule_GetDict", module);
        api.free(name);
        int helpers = api.call("PyDict_New");
        int builtins = api.call("PyEval_GetBuiltins");
        int key = api.newCString("__builtins__");
        api.call("PyDict_SetItemString", helpers, key, builtins);
        api.free(key);
        int source = api.newCString(resource("embedding.py"));
        int filename = api.newCString("<embedding>");
        int code = api.call("Py_CompileString", source, filename, PythonApi.FILE_INPUT);
        int result = code == 0 ? 0 : api.call("PyEval_EvalCode", code, helpers, helpers);
        api.free(source);
        api.free(filename);
        if (result == 0) {
            api.call("PyErr_Print");
            throw new IllegalStateException("embedding.py failed");
        }
        api.decref(code);
        api.decref(result);
        evaluate = item(helpers, "evaluate");
        describe = item(helpers, "describe");
        formatException = item(helpers, "format_exception");
        exitStatus = item(helpers, "exit_status");
        flush = item(helpers, "flush");
    }

    /** New reference to a dict's value. */
    private int item(int dict, String name) {
        int key = api.newCString(name);
        int value = api.call("PyDict_GetItemString", dict, key);
        api.free(key);
        if (value != 0) {
            api.incref(value);
        }
        return value;
    }

    static String resource(String name) {
        try (InputStream stream = PythonInterpreter.class.getResourceAsStream(name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public PythonApi api() {
        return api;
    }

    public EmscriptenProgram program() {
        return program;
    }

    /**
     * Runs a source in {@code __main__}.
     *
     * @return new reference to the value of a trailing expression, or to None
     * @throws PythonException if Python code raised
     */
    public int evaluate(String source, String filename) {
        return program.enter(() -> {
            int text = api.newString(source);
            int name = api.newString(filename);
            try {
                int result = api.callObject(evaluate, text, name, namespace);
                if (result == 0) {
                    throw raise();
                }
                return result;
            } finally {
                api.decref(text);
                api.decref(name);
                api.decref(api.callObject(flush));
            }
        });
    }

    /** The pending Python exception as a guest exception; its Python frames are its stack trace. */
    public RuntimeException raise() {
        int exception = api.takeException();
        PythonObject guestObject = guestObjects.apply(exception);
        int text = api.callObject(describe, exception);
        if (text == 0) {
            api.call("PyErr_Print");
            throw new IllegalStateException("a Python exception could not be described");
        }
        ErrorDescription description = ErrorDescription.parse(api.toString(text));
        api.decref(text);
        int status = description.kind() == ErrorDescription.Kind.EXIT ? exitStatus(exception) : 0;
        SourceSection section = description.kind() == ErrorDescription.Kind.SYNTAX
                        ? sections.apply(description.location().file(), description.location().line()) : null;
        return PythonFrames.throwThrough(language, description.frames(), sections,
                        location -> new PythonException(description, guestObject, status, section, location));
    }

    /** CPython's own report of an exception. */
    public String formatException(int exception) {
        int text = api.callObject(formatException, exception);
        if (text == 0) {
            throw raise();
        }
        String report = api.toString(text);
        api.decref(text);
        return report;
    }

    /** The status CPython would exit with for this SystemExit. */
    public int exitStatus(int exception) {
        int result = api.callObject(exitStatus, exception);
        if (result == 0) {
            api.call("PyErr_Clear");
            return 1;
        }
        int status = api.toNumber(result) instanceof Integer number ? number : 1;
        api.decref(result);
        return status;
    }
}
