// SPDX-License-Identifier: Apache-2.0
package org.emgraal.conformance;

import java.util.Map;
import org.graalvm.polyglot.Engine;

/** How code is executed. */
enum EngineMode {
    INTERPRETER(Map.of("engine.Compilation", "false")),
    /** Every function is compiled before its first execution. */
    COMPILED(Map.of("engine.CompileImmediately", "true", "engine.BackgroundCompilation", "false",
                    "engine.CompilationFailureAction", "Throw", "compiler.DiagnoseFailure", "false")),
    DEFAULT(Map.of());

    private final Map<String, String> options;

    EngineMode(Map<String, String> options) {
        this.options = options;
    }

    /** @throws IllegalStateException if there is no compiler, and the mode needs one */
    Engine newEngine() {
        Engine.Builder builder = Engine.newBuilder().allowExperimentalOptions(true);
        if (hasCompiler()) {
            builder.options(options);
        } else if (this == COMPILED) {
            throw new IllegalStateException("this JDK has no Graal compiler to run compiled code with");
        }
        return builder.build();
    }

    /** Whether this JVM compiles; others know no compilation options. */
    static boolean hasCompiler() {
        try (Engine engine = Engine.create()) {
            return engine.getOptions().get("engine.Compilation") != null;
        }
    }
}
