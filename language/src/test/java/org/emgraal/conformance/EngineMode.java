// SPDX-License-Identifier: Apache-2.0
package org.emgraal.conformance;

import java.util.Map;
import org.emgraal.EngineState;
import org.graalvm.polyglot.Engine;

/** How code is executed. */
enum EngineMode {
    /** Syntax trees. */
    INTERPRETER(false, Map.of("engine.Compilation", "false")),
    /** Syntax trees, each function's compiled before its first execution. */
    COMPILED(false, Map.of("engine.CompileImmediately", "true", "engine.BackgroundCompilation", "false",
                    "engine.CompilationFailureAction", "Throw", "compiler.DiagnoseFailure", "false")),
    /** JVM bytecode, without Graal. */
    BASELINE(true, Map.of("engine.Compilation", "false")),
    /** What users get. */
    DEFAULT(true, Map.of());

    private final EngineState.Translation translation;
    private final Map<String, String> options;

    EngineMode(boolean bytecode, Map<String, String> options) {
        this.translation = new EngineState.Translation(true, bytecode);
        this.options = options;
    }

    EngineState.Translation translation() {
        return translation;
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
