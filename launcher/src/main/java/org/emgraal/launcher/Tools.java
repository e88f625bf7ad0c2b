// SPDX-License-Identifier: Apache-2.0
package org.emgraal.launcher;

import java.util.List;

/**
 * GraalVM's tools look at syntax trees: functions that run as bytecode they do not see. Where one is asked for on the command
 * line, the languages run trees only.
 */
final class Tools {

    static final List<String> OPTIONS = List.of("cpusampler", "cputracer", "memtracer", "coverage", "inspect", "dap", "lsp");
    static final List<String> LANGUAGES = List.of("emscripten", "emscripten-python");

    private Tools() {
    }

    /** Whether an option, without its dashes, turns a tool on or belongs to one. */
    static boolean isOfTool(String option) {
        return OPTIONS.stream().anyMatch(tool -> option.equals(tool) || option.startsWith(tool + ".") || option.startsWith(tool + "="));
    }

    static String treesOnly(String language) {
        return language + ".Bytecode";
    }
}
