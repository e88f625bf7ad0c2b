// SPDX-License-Identifier: Apache-2.0
package org.emgraal.python;

import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.source.SourceSection;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.IntSupplier;
import java.util.zip.CRC32C;
import org.emgraal.emscripten.EmscriptenProgram;
import org.emgraal.interop.Bridge;
import org.emgraal.interop.PythonObject;
import org.emgraal.libc.ProgramExit;
import org.emgraal.libc.process.Blocking;

/**
 * The CPython inside a program: initialises it ({@link PythonStart}) and evaluates sources in {@code __main__}.
 */
public final class PythonInterpreter {

    private static final List<String> STREAMS = List.of("stdout", "stderr");

    private final TruffleLanguage<?> language;
    private final EmscriptenProgram program;
    private final BiFunction<String, Integer, SourceSection> sections;
    private final IntFunction<PythonObject> guestObjects;
    private final Consumer<NativeDefinitions> modules;
    private PythonApi api;
    private NativeDefinitions definitions;
    private EmbeddingHelpers helpers;
    private RecursionLimit recursionLimit;
    /** The namespace of {@code sys}, borrowed. */
    private int systemNames;

    /**
     * @param sections finds a line of a Python file, for stack traces
     * @param guestObjects makes the embedder's view of an exception object, taking over its reference
     * @param modules adds built-in modules
     */
    public PythonInterpreter(TruffleLanguage<?> language, EmscriptenProgram program,
                    BiFunction<String, Integer, SourceSection> sections, IntFunction<PythonObject> guestObjects,
                    Consumer<NativeDefinitions> modules) {
        this.guestObjects = guestObjects;
        this.modules = modules;
        this.language = language;
        this.program = program;
        this.sections = sections;
    }

    /**
     * Starts CPython.
     *
     * @param executable its name
     * @param snapshots where a standard start looks for a snapshot; null for an ordinary start in any case
     */
    public void initialize(String executable, SnapshotStore snapshots) {
        program.enter(() -> {
            if (snapshots != null && StandardStart.fits(program, List.of(executable))) {
                startStandard(snapshots, null);
            } else {
                prepare();
                PythonStart.initialize(api, List.of(executable));
                helpers = EmbeddingHelpers.define(api);
            }
            api.learnLayout();
            systemNames = api.call("PyModule_GetDict", api.withCString("sys", name -> api.call("PyImport_AddModule", name)));
            return api.setSystem("dont_write_bytecode", api.trueObject);
        });
    }

    private void startStandard(SnapshotStore snapshots, List<String> arguments) {
        StandardStart start = StandardStart.begin(program);
        prepare();
        helpers = start.initialize(api, snapshots);
        start.resume(api, helpers, arguments);
    }

    private void prepare() {
        program.initialize();
        api = new PythonApi(program);
        api.acceptSignals();
        recursionLimit = RecursionLimit.watch(api, program.instance().registers().stackGuard());
        program.explainFailures(failure -> FatalFrames.add(language, api, sections, failure));
        SocketModule.extend(program, api);
        definitions = new NativeDefinitions(program::functionPointer, api);
        modules.accept(definitions);
    }

    /**
     * Prepares an initialised CPython for more than one thread.
     *
     * @param identity of the current Java thread; 0 for the one that is CPython's main thread
     * @param blocking lets other threads run Python meanwhile
     */
    public void share(IntSupplier identity, Blocking blocking) {
        program.enter(() -> {
            new ThreadModule(api, definitions, identity, blocking).extend();
            return null;
        });
    }

    /** Sets {@code sys.argv}; CPython is initialised with the program's name alone, so that it does not interpret options. */
    public void setArguments(List<String> arguments) {
        program.enter(() -> {
            int list = api.newStrings(arguments);
            api.setSystem("argv", list);
            api.decref(list);
            return null;
        });
    }

    /** Ends CPython: {@code atexit} functions run, streams are flushed. */
    public void finish() {
        program.enter(() -> api.call("Py_FinalizeEx"));
    }

    /**
     * Runs the {@code python} command line; the status it exits with.
     *
     * @param snapshots as for {@link #initialize}
     */
    public int runCommandLine(List<String> arguments, SnapshotStore snapshots) {
        return program.enter(() -> {
            try {
                if (snapshots != null && StandardStart.fits(program, arguments)) {
                    startStandard(snapshots, arguments);
                    return api.call("Py_RunMain");
                }
                prepare();
                return PythonStart.runCommandLine(api, arguments);
            } catch (ProgramExit exit) {
                return exit.status();
            }
        });
    }

    /** A checksum of all code, Java's and Python's: any of it may leave its marks in a snapshot. The build writes it. */
    public static int startChecksum() throws IOException {
        try (InputStream identity = PythonInterpreter.class.getResourceAsStream("start-identity")) {
            if (identity == null) {
                throw new IOException("the build has written no identity of the code");
            }
            CRC32C checksum = new CRC32C();
            checksum.update(identity.readAllBytes());
            return (int) checksum.getValue();
        }
    }

    public PythonApi api() {
        return api;
    }

    public EmscriptenProgram program() {
        return program;
    }

    /** New reference to a compiled source; 0 with the error set. */
    public int parse(String source, String filename, boolean interactive) {
        return program.enter(() -> {
            int text = api.newString(source);
            int name = api.newString(filename);
            try {
                return api.callObject(helpers.parse(), text, name, helpers.namespace(), interactive ? api.trueObject : api.falseObject);
            } finally {
                api.decref(text);
                api.decref(name);
            }
        });
    }

    /** The file of the source that runs next, as {@code __main__.__file__}. */
    public void setFile(String path) {
        program.enter(() -> {
            int file = api.newString(path);
            api.setItem(helpers.namespace(), "__file__", file);
            api.decref(file);
            return null;
        });
    }

    /**
     * Runs a compiled source in {@code __main__}.
     *
     * @return new reference to the value of a trailing expression, or to None; 0 if Python code raised
     */
    public int evaluate(int parsed) {
        return program.enter(() -> {
            try {
                int statements = api.call(HotFunction.TUPLE_GET_ITEM, parsed, 0);
                int expression = api.call(HotFunction.TUPLE_GET_ITEM, parsed, 1);
                int result = run(statements);
                if (result == 0 || expression == api.none) {
                    return result;
                }
                api.decref(result);
                return run(expression);
            } finally {
                flush();
            }
        });
    }

    /** New reference to what a function without parameters returns; that of None is None, 0 means that Python raised. */
    private int run(int function) {
        if (function == api.none) {
            api.incref(function);
            return function;
        }
        return api.callObject(function);
    }

    /** Python buffers its streams; the embedder expects output when an evaluation returns. */
    private void flush() {
        int exception = api.hasError() ? api.takeException() : 0;
        for (String name : STREAMS) {
            int key = api.newName(name);
            int stream = api.call(HotFunction.DICT_GET_ITEM, systemNames, key);
            if (stream != 0) {
                api.incref(stream);
                int result = api.callMethod(stream, "flush");
                if (result == 0) {
                    // A closed or replaced stream is the program's business.
                    api.clearError();
                }
                api.decref(result);
                api.decref(stream);
            }
            api.decref(key);
        }
        if (exception != 0) {
            api.setException(exception);
        }
    }

    /** The pending Python exception as a guest exception; its Python frames are its stack trace. */
    public PythonException raise() {
        int exception = api.takeException();
        if (helpers == null) {
            // The command line starts without.
            helpers = EmbeddingHelpers.define(api);
        }
        PythonObject guestObject = guestObjects.apply(exception);
        ErrorDescription description = api.withoutSignals(() -> recursionLimit == null ? describe(exception)
                        : recursionLimit.withFrames(() -> describe(exception)));
        int status = description.kind() == ErrorDescription.Kind.EXIT ? exitStatus(exception) : 0;
        SourceSection section = description.kind() == ErrorDescription.Kind.SYNTAX || description.kind() == ErrorDescription.Kind.INCOMPLETE
                        ? sections.apply(description.location().file(), description.location().line()) : null;
        return (PythonException) PythonFrames.throwThrough(language, description.frames(), sections,
                        location -> new PythonException(description, guestObject, status, section, location));
    }

    /** By Python code, and where that fails, for want of stack or memory, by what can be read without any. */
    private ErrorDescription describe(int exception) {
        int text = api.callObject(helpers.describe(), exception);
        if (text == 0) {
            api.clearError();
            return ExceptionReader.describe(api, exception);
        }
        ErrorDescription description = ErrorDescription.parse(api.toString(text));
        api.decref(text);
        return description;
    }

    /** CPython's own report of an exception. */
    public String formatException(int exception) {
        int text = api.callObject(helpers.formatException(), exception);
        if (text == 0) {
            throw raise();
        }
        String report = api.toString(text);
        api.decref(text);
        return report;
    }

    /** The status CPython would exit with for this SystemExit. */
    public int exitStatus(int exception) {
        int result = api.callObject(helpers.exitStatus(), exception);
        if (result == 0) {
            api.call("PyErr_Clear");
            return 1;
        }
        int status = api.toNumber(result) instanceof Integer number ? number : 1;
        api.decref(result);
        return status;
    }
}
