// SPDX-License-Identifier: Apache-2.0
package org.emgraal.python;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.emgraal.emscripten.EmscriptenProgram;
import org.emgraal.libc.fs.GuestText;

/**
 * The start that nearly every program has: no option and no variable that changes CPython's initialisation. That is the
 * same each time, so it is done once and restored from a {@link StartSnapshot}: in an environment of its own, after which
 * {@code resume.py} tells the interpreter about the real one. The one who takes the snapshot continues as all others do.
 */
final class StandardStart {

    static final String EXECUTABLE = "/usr/bin/python";
    /** What Emscripten programs find when nobody says anything. */
    private static final Map<String, String> ENVIRONMENT = Map.of("USER", "web_user", "LOGNAME", "web_user", "PATH", "/",
                    "PWD", "/", "HOME", "/home/web_user", "LANG", "C.UTF-8", "_", EXECUTABLE);

    private static final List<String> FUNCTIONS = List.of("__emscripten_environ_constructor", "_Py_SetLocaleFromEnv", "_Py_GetConfig",
                    "PyConfig_Read", "Py_RunMain");

    private static final String PATH_VARIABLE = "PYTHONPATH";
    private static final String UNBUFFERED_VARIABLE = "PYTHONUNBUFFERED";
    private static final String NO_BYTECODE_VARIABLE = "PYTHONDONTWRITEBYTECODE";
    /** Variables with such names that change nothing, or what can be changed afterwards; the last are those of Docker images. */
    private static final Set<String> KNOWN_VARIABLES = Set.of(PATH_VARIABLE, UNBUFFERED_VARIABLE, NO_BYTECODE_VARIABLE, "PYTHONSTARTUP",
                    "PYTHON_VERSION", "PYTHON_SHA256", "PYTHON_PIP_VERSION", "PYTHON_GET_PIP_URL", "PYTHON_GET_PIP_SHA256");
    private static final String UNBUFFERED = "-u";
    private static final String NO_BYTECODE = "-B";

    private static final List<String> LOCALE_VARIABLES = List.of("LC_ALL", "LC_CTYPE", "LANG");
    private static final int LC_CTYPE = 0;
    /** Its place in {@code sys.flags}, which is part of its interface. */
    private static final int DONT_WRITE_BYTECODE = 4;
    /** The legacy locales, for which CPython coerces the environment (PEP 538) and changes to UTF-8 mode (PEP 540). */
    private static final List<String> LEGACY_LOCALES = List.of("", "C", "POSIX");
    /** Those it may be coerced to: standard streams let any byte through. */
    private static final List<String> TOLERANT_LOCALES = List.of("C.UTF-8", "C.utf8", "UTF-8");

    private final EmscriptenProgram program;
    private final Map<String, String> environment;
    private int[] timeZone;

    private StandardStart(EmscriptenProgram program) {
        this.program = program;
        this.environment = new TreeMap<>(program.libc().process().environment());
    }

    /**
     * Whether a program starts like this: a CPython that has what we need and a memory of its own, in the standard
     * configuration.
     *
     * @param arguments of the {@code python} command, its name first
     */
    static boolean fits(EmscriptenProgram program, List<String> arguments) {
        Map<String, String> environment = program.libc().process().environment();
        int first = firstArgument(arguments);
        return program.instance().module().memories().size() == 1 && FUNCTIONS.stream().allMatch(program.calls()::hasExport)
                        && arguments.get(0).equals(EXECUTABLE) && (first == arguments.size() || isProgram(arguments.get(first), arguments.size() - first))
                        && environment.keySet().stream().noneMatch(name -> name.startsWith("PYTHON") && !KNOWN_VARIABLES.contains(name))
                        && !LEGACY_LOCALES.contains(locale(environment));
    }

    /** Behind the options that can be followed afterwards. */
    private static int firstArgument(List<String> arguments) {
        int first = 1;
        while (first < arguments.size() && List.of(UNBUFFERED, NO_BYTECODE).contains(arguments.get(first))) {
            first++;
        }
        return first;
    }

    /** What names the program, and no other option. */
    private static boolean isProgram(String argument, int count) {
        return switch (argument) {
            case "-c", "-m" -> count > 1;
            case "-" -> true;
            default -> !argument.startsWith("-");
        };
    }

    /** Whether an option or its variable is given. */
    private boolean isSet(List<String> arguments, String option, String variable) {
        return !environment.getOrDefault(variable, "").isEmpty()
                        || arguments != null && arguments.subList(0, firstArgument(arguments)).contains(option);
    }

    private static String locale(Map<String, String> environment) {
        return LOCALE_VARIABLES.stream().map(name -> environment.getOrDefault(name, "")).filter(value -> !value.isEmpty()).findFirst()
                        .orElse("");
    }

    /** Enters the environment in which interpreters are initialised; {@link #resume} leaves it. */
    static StandardStart begin(EmscriptenProgram program) {
        StandardStart start = new StandardStart(program);
        start.setEnvironment(ENVIRONMENT);
        return start;
    }

    private void setEnvironment(Map<String, String> variables) {
        Map<String, String> current = program.libc().process().environment();
        current.clear();
        current.putAll(variables);
    }

    /**
     * Initialises CPython or restores one that was.
     *
     * @return the functions of its helpers
     */
    EmbeddingHelpers initialize(PythonApi api, SnapshotStore snapshots) {
        StartSnapshot.Prepared prepared = StartSnapshot.Prepared.of(program, api);
        StartSnapshot found = snapshots.find();
        if (found != null && found.fits(prepared) && found.state().restore(program.instance())) {
            timeZone = found.timeZone();
            return EmbeddingHelpers.at(found.helpers());
        }
        Object[][] references = StartSnapshot.references(program.instance());
        PythonStart.initialize(api, List.of(EXECUTABLE));
        EmbeddingHelpers helpers = EmbeddingHelpers.define(api);
        if (snapshots.lasts()) {
            EmbeddingHelpers.importAhead(api);
        }
        timeZone = program.libc().timeZoneAddresses();
        StartSnapshot taken = StartSnapshot.of(program, prepared, references, helpers);
        if (taken != null) {
            snapshots.offer(taken);
        }
        return helpers;
    }

    /**
     * Tells the interpreter where it is.
     *
     * @param arguments of the {@code python} command, its name first; null if there is no such command
     */
    void resume(PythonApi api, EmbeddingHelpers helpers, List<String> arguments) {
        int configuration = arguments == null ? 0 : PythonStart.readConfiguration(api, arguments.subList(0, 1));
        setEnvironment(environment);
        api.call("__emscripten_environ_constructor");
        int name = api.call("_Py_SetLocaleFromEnv", LC_CTYPE);
        if (arguments != null) {
            PythonStart.changeConfiguration(api, configuration, arguments);
        }
        program.libc().setTimeZone(timeZone);
        String locale = name == 0 ? "" : GuestText.decode(api.memory().readCString(name));
        if (isSet(arguments, NO_BYTECODE, NO_BYTECODE_VARIABLE)) {
            forbidBytecode(api);
        }
        int block = api.newBytes(program.libc().process().environmentBlock());
        int list = arguments == null ? reference(api, api.none) : api.newStrings(arguments);
        int programArguments = arguments == null ? reference(api, api.none) : api.newStrings(programArguments(arguments));
        int buffered = reference(api, isSet(arguments, UNBUFFERED, UNBUFFERED_VARIABLE) ? api.falseObject : api.trueObject);
        int path = api.newString(environment.getOrDefault(PATH_VARIABLE, ""));
        int errors = api.newString(TOLERANT_LOCALES.contains(locale) ? "surrogateescape" : "strict");
        int result = api.callObject(helpers.resume(), block, list, programArguments, path, errors, buffered);
        if (result == 0) {
            api.call("PyErr_Print");
            throw new StartupException("CPython failed to continue from its snapshot", null);
        }
        for (int reference : new int[]{block, list, programArguments, path, errors, buffered, result}) {
            api.decref(reference);
        }
    }

    /** As {@code set_flags_from_config} does it (Python/sysmodule.c): {@code sys.flags} itself is changed. */
    private static void forbidBytecode(PythonApi api) {
        api.setSystem("dont_write_bytecode", api.trueObject);
        int flags = api.withCString("flags", name -> api.call("PySys_GetObject", name));
        api.call("PyStructSequence_SetItem", flags, DONT_WRITE_BYTECODE, api.newLong(1));
    }

    private static int reference(PythonApi api, int object) {
        api.incref(object);
        return object;
    }

    /** {@code sys.argv}: from the option that names the program on, without what it names. */
    private static List<String> programArguments(List<String> arguments) {
        List<String> program = new ArrayList<>(arguments.subList(firstArgument(arguments), arguments.size()));
        if (program.isEmpty()) {
            program.add("");
        } else if (List.of("-c", "-m").contains(program.get(0))) {
            program.remove(1);
        }
        return program;
    }
}
