// SPDX-License-Identifier: Apache-2.0
package org.emgraal;

import java.util.function.Consumer;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;

/** Lets tests work on the engine's insides with the options that an engine was built with. */
public final class InsideEngine {

    private InsideEngine() {
    }

    /** Runs something in a new context of the language {@code emscripten}. */
    public static void run(Engine engine, Consumer<EngineState> action) {
        try (Context context = Context.newBuilder(EmscriptenLanguage.ID).engine(engine).build()) {
            context.initialize(EmscriptenLanguage.ID);
            context.enter();
            try {
                action.accept(EmscriptenLanguage.currentContext().engine());
            } finally {
                context.leave();
            }
        }
    }
}
