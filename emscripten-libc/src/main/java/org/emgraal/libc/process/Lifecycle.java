// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.process;

import org.emgraal.libc.ProgramAbort;
import org.emgraal.libc.ProgramExit;

/** How a program ends (Emscripten's {@code exitJS}, {@code _proc_exit} and {@code abort}). */
final class Lifecycle {

    private final GuestProcess process;

    Lifecycle(GuestProcess process) {
        this.process = process;
    }

    /** {@code exit}: the functions registered with {@code atexit}, unless the program is kept alive; then the end. */
    ProgramExit exit(int status) {
        process.runExitFunctions();
        return new ProgramExit(status);
    }

    /** {@code emscripten_force_exit}: exits even if the program is kept alive. */
    ProgramExit forceExit(int status) {
        process.stopKeepingAlive();
        return exit(status);
    }

    ProgramAbort abort(String reason) {
        ProgramAbort abort = new ProgramAbort(reason);
        process.console().err(abort.getMessage());
        return abort;
    }

    /** {@code assert} failed; text addresses may be NULL. */
    ProgramAbort assertionFailed(int condition, int file, int line, int function) {
        return abort("Assertion failed: %s, at: %s,%d,%s".formatted(text(condition, ""),
                        text(file, "unknown filename"), line,
                        text(function, "unknown function")));
    }

    private String text(int address, String unknown) {
        return address == 0 ? unknown : process.string(address);
    }
}
