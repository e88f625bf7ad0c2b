// SPDX-License-Identifier: Apache-2.0
package org.emgraal.benchmarks;

import java.io.File;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.Source;

/**
 * Evaluates a Python script in two contexts of one engine, one after the other: cold, and with the code that the first
 * has left. Arguments: the distribution, {@code python.Path}, the script.
 */
public final class ExtensionMain {

    private static final long STACK_SIZE = 512L << 20;

    private ExtensionMain() {
    }

    public static void main(String[] arguments) throws Exception {
        Thread thread = new Thread(null, () -> run(arguments), "python", STACK_SIZE);
        thread.start();
        thread.join();
    }

    private static void run(String[] arguments) {
        try (Engine engine = Engine.create("emscripten-python")) {
            for (String title : new String[]{"first context", "second context"}) {
                System.out.println("-- " + title);
                try (Context context = Context.newBuilder("emscripten-python").engine(engine).allowAllAccess(true)
                                .option("emscripten-python.Distribution", arguments[0])
                                .option("emscripten-python.Path", arguments[1]).build()) {
                    context.eval(Source.newBuilder("emscripten-python", new File(arguments[2])).build());
                }
            }
        } catch (java.io.IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }
}
