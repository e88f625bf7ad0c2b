// SPDX-License-Identifier: Apache-2.0
package org.emgraal.launcher;

import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;

/** The {@code emscripten-python} command: CPython's command line, answered by CPython itself inside the guest. */
public final class EmscriptenPythonMain {

    private static final String LANGUAGE = "emscripten-python";

    private EmscriptenPythonMain() {
    }

    public static void main(String[] arguments) {
        GuestThread.run(() -> System.exit(run(CommandLine.parse(arguments))));
    }

    private static int run(CommandLine line) {
        try (Context context = Context.newBuilder().allowAllAccess(true).allowExperimentalOptions(true) //
                        .options(line.options()).option(LANGUAGE + ".RunCommandLine", "true") //
                        .arguments(LANGUAGE, line.python().toArray(String[]::new)).build()) {
            context.eval(Source.newBuilder(LANGUAGE, "", "<command line>").internal(true).buildLiteral());
            return 0;
        } catch (PolyglotException exception) {
            if (exception.isExit()) {
                return exception.getExitStatus() & 0xFF;
            }
            System.err.println("emscripten-python: " + exception.getMessage());
            if (exception.isInternalError()) {
                exception.printStackTrace();
            }
            return 1;
        } catch (IllegalArgumentException exception) {
            System.err.println("emscripten-python: " + exception.getMessage());
            return 2;
        }
    }
}
