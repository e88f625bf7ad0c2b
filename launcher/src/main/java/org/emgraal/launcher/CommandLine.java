// SPDX-License-Identifier: Apache-2.0
package org.emgraal.launcher;

import java.io.File;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The arguments of {@code emscripten-python}: polyglot options first, which CPython never has (its long options are
 * {@code --help…}, {@code --version} and {@code --check-hash-based-pycs}), then wheels to import from, then everything for CPython. From CPython's
 * first own argument on nothing is ours, as it may belong to the script.
 *
 * @param options polyglot options by name
 * @param python arguments for {@code Py_BytesMain}, without argv[0]
 */
record CommandLine(Map<String, String> options, List<String> python) {

    private static final List<String> GROUPS = List.of("engine.", "log.", "compiler.", "emscripten-python.", "emscripten.", "cpusampler",
                    "cputracer", "memtracer", "inspect", "dap", "sandbox.");

    private static final String PATH = "emscripten-python.Path";

    static CommandLine parse(String[] arguments) {
        Map<String, String> options = new LinkedHashMap<>();
        List<String> wheels = new ArrayList<>();
        int i = 0;
        for (; i < arguments.length && isPolyglotOption(arguments[i]); i++) {
            String option = arguments[i].substring(2);
            int equals = option.indexOf('=');
            options.put(equals < 0 ? option : option.substring(0, equals), equals < 0 ? "true" : option.substring(equals + 1));
        }
        if (options.keySet().stream().anyMatch(Tools::isOfTool)) {
            Tools.LANGUAGES.forEach(language -> options.putIfAbsent(Tools.treesOnly(language), "false"));
        }
        for (; i < arguments.length && arguments[i].endsWith(".whl"); i++) {
            wheels.add(arguments[i]);
        }
        if (!wheels.isEmpty()) {
            options.merge(PATH, String.join(File.pathSeparator, wheels), (given, more) -> more + File.pathSeparator + given);
        }
        return new CommandLine(options, new ArrayList<>(List.of(arguments).subList(i, arguments.length)));
    }

    private static boolean isPolyglotOption(String argument) {
        return argument.startsWith("--") && GROUPS.stream().anyMatch(group -> argument.startsWith(group, 2));
    }
}
