// SPDX-License-Identifier: Apache-2.0
package org.emgraal.python;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.emgraal.emscripten.EmscriptenProgram;
import org.emgraal.libc.fs.GuestText;
import org.emgraal.libc.process.GuestProcess;

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

    private static final String PATH_VARIABLE = "PYTHONPATH";
    private static final List<String> LOCALE_VARIABLES = List.of("LC_ALL", "LC_CTYPE", "LANG");
    private static final int LC_CTYPE = 0;
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
     * Whether a process starts like this.
     *
     * @param arguments of the {@code python} command, its name first
     */
    static boolean fits(GuestProcess process, List<String> arguments) {
        Map<String, String> environment = process.environment();
        return arguments.get(0).equals(EXECUTABLE) && (arguments.size() == 1 || isOrdinary(arguments.get(1), arguments.size()))
                        && environment.keySet().stream().noneMatch(name -> name.startsWith("PYTHON") && !name.equals(PATH_VARIABLE))
                        && !LEGACY_LOCALES.contains(locale(environment));
    }

    /** A command line without options for the interpreter. */
    private static boolean isOrdinary(String first, int count) {
        return switch (first) {
            case "-c", "-m" -> count > 2;
            case "-" -> true;
            default -> !first.startsWith("-");
        };
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
        StartSnapshot.Prepared prepared = StartSnapshot.Prepared.of(program);
        StartSnapshot found = snapshots.find();
        if (found != null && found.fits(prepared) && found.state().restore(program.instance())) {
            timeZone = found.timeZone();
            return EmbeddingHelpers.at(found.helpers());
        }
        Object[][] references = StartSnapshot.references(program.instance());
        PythonStart.initialize(api, List.of(EXECUTABLE));
        EmbeddingHelpers helpers = EmbeddingHelpers.define(api);
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
        setEnvironment(environment);
        api.call("__emscripten_environ_constructor");
        int name = api.call("_Py_SetLocaleFromEnv", LC_CTYPE);
        program.libc().setTimeZone(timeZone);
        String locale = name == 0 ? "" : GuestText.decode(api.memory().readCString(name));
        int block = api.newBytes(program.libc().process().environmentBlock());
        int list = arguments == null ? none(api) : api.newStrings(arguments);
        int path = api.newString(environment.getOrDefault(PATH_VARIABLE, ""));
        int errors = api.newString(TOLERANT_LOCALES.contains(locale) ? "surrogateescape" : "strict");
        int result = api.callObject(helpers.resume(), block, list, path, errors);
        if (result == 0) {
            api.call("PyErr_Print");
            throw new StartupException("CPython failed to continue from its snapshot", null);
        }
        for (int reference : new int[]{block, list, path, errors, result}) {
            api.decref(reference);
        }
    }

    private static int none(PythonApi api) {
        api.incref(api.none);
        return api.none;
    }
}
