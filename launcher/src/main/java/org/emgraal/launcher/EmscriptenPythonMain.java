// SPDX-License-Identifier: Apache-2.0
package org.emgraal.launcher;

import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.SourceSection;

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
                        .out(StandardOutput.out()).err(StandardOutput.err()) //
                        .option(LANGUAGE + ".CodeCache", CodeCacheFolder.path()).options(line.options()).option(LANGUAGE + ".RunCommandLine", "true") //
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
            } else {
                printStack(exception);
            }
            return 1;
        } catch (IllegalArgumentException exception) {
            System.err.println("emscripten-python: " + exception.getMessage());
            return 2;
        }
    }

    /** What CPython cannot tell any more: after a trap it is dead. In the form of its {@code faulthandler}. */
    private static void printStack(PolyglotException exception) {
        String title = "Stack (most recent call first):";
        for (PolyglotException.StackFrame frame : exception.getPolyglotStackTrace()) {
            if (frame.isGuestFrame()) {
                SourceSection section = frame.getSourceLocation();
                if (title != null) {
                    System.err.println(title);
                    title = null;
                }
                System.err.println(section == null ? "  WebAssembly function " + frame.getRootName()
                                : "  File \"%s\", line %d in %s".formatted(section.getSource().getName(), section.getStartLine(), frame.getRootName()));
            }
        }
    }
}
