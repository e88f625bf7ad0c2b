// SPDX-License-Identifier: Apache-2.0
package org.emgraal.interop.wasm;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.interop.InteropException;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.nodes.LanguageInfo;
import com.oracle.truffle.api.source.Source;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import org.emgraal.emscripten.EmscriptenProgram;
import org.emgraal.emscripten.Scripts;
import org.emgraal.libc.HostFunction;
import org.emgraal.libc.ProgramAbort;

/** JavaScript in the libraries of one program, run by the language {@code js} of the same context (GraalJS). */
public final class JavaScript implements Scripts {

    private static final String LANGUAGE = "js";
    private static final String PRELUDE = "/org/emgraal/javascript/prelude.js";
    private static final InteropLibrary INTEROP = InteropLibrary.getUncached();

    private final TruffleLanguage.Env env;
    private Object compiler;

    private JavaScript(TruffleLanguage.Env env) {
        this.env = env;
    }

    /** Null if the context has no such language, or does not let languages use each other. */
    public static JavaScript in(TruffleLanguage.Env env) {
        LanguageInfo language = env.getPublicLanguages().get(LANGUAGE);
        return language != null && env.isPolyglotEvalAllowed(language) ? new JavaScript(env) : null;
    }

    @Override
    @TruffleBoundary
    public HostFunction.Body function(EmscriptenProgram program, String parameters, String body, String signature) {
        Object function = execute(compiler(program), parameters, body, signature);
        return arguments -> result(execute(function, arguments.values()), signature.charAt(0));
    }

    private Object compiler(EmscriptenProgram program) {
        if (compiler == null) {
            compiler = execute(env.parsePublic(prelude()).call(), new InstanceObject(program));
        }
        return compiler;
    }

    private static Source prelude() {
        try (InputStream resource = JavaScript.class.getResourceAsStream(PRELUDE);
                        Reader text = new InputStreamReader(resource, StandardCharsets.UTF_8)) {
            return Source.newBuilder(LANGUAGE, text, "prelude.js").internal(true).build();
        } catch (IOException failure) {
            throw new IllegalStateException("cannot read " + PRELUDE, failure);
        }
    }

    @TruffleBoundary
    private static Object execute(Object function, Object... arguments) {
        try {
            return INTEROP.execute(function, arguments);
        } catch (InteropException failure) {
            throw new ProgramAbort("JavaScript in a library: " + failure.getMessage());
        }
    }

    private static Object result(Object value, char type) {
        try {
            return switch (type) {
                case 'i' -> INTEROP.asInt(value);
                case 'j' -> INTEROP.asBigInteger(value).longValue();
                case 'f' -> (float) INTEROP.asDouble(value);
                case 'd' -> INTEROP.asDouble(value);
                default -> null;
            };
        } catch (InteropException failure) {
            throw new ProgramAbort("JavaScript in a library: " + failure.getMessage());
        }
    }
}
