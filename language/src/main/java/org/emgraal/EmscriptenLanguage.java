// SPDX-License-Identifier: Apache-2.0
package org.emgraal;

import com.oracle.truffle.api.CallTarget;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.Option;
import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.instrumentation.ProvidedTags;
import com.oracle.truffle.api.instrumentation.StandardTags;
import com.oracle.truffle.api.nodes.RootNode;
import com.oracle.truffle.api.source.Source;
import org.graalvm.options.OptionCategory;
import org.graalvm.options.OptionDescriptors;
import org.graalvm.options.OptionKey;
import org.graalvm.options.OptionMap;
import org.graalvm.options.OptionStability;

/**
 * The language {@code emscripten}: WebAssembly binaries. A program that Emscripten has compiled is run as its JavaScript
 * glue would run it; of any other module an instance is made. Either way the value is an object whose members are the
 * exports. Read on with {@link EmscriptenContext}.
 */
@TruffleLanguage.Registration(id = EmscriptenLanguage.ID, name = "Emscripten", implementationName = "emgraal",
                byteMimeTypes = EmscriptenLanguage.MIME_TYPE, defaultMimeType = EmscriptenLanguage.MIME_TYPE,
                fileTypeDetectors = WasmFileDetector.class, contextPolicy = TruffleLanguage.ContextPolicy.SHARED,
                website = "https://emscripten.org/")
@ProvidedTags(StandardTags.RootTag.class)
public final class EmscriptenLanguage extends TruffleLanguage<EmscriptenContext> {

    public static final String ID = "emscripten";
    public static final String MIME_TYPE = "application/wasm";

    @Option(help = "Initialise programs without running their main function.", category = OptionCategory.USER, //
                    stability = OptionStability.STABLE) //
    public static final OptionKey<Boolean> NoInitialRun = new OptionKey<>(false);

    @Option(help = "Name of programs, argv[0]; by default the path of their source.", category = OptionCategory.USER, //
                    stability = OptionStability.STABLE, usageSyntax = "<path>") //
    public static final OptionKey<String> ThisProgram = new OptionKey<>("");

    @Option(help = "Let programs see the host's files at the host's paths, as far as the context allows; by default only those " +
                    "linked with -sNODERAWFS do.", category = OptionCategory.USER, stability = OptionStability.STABLE) //
    public static final OptionKey<Boolean> HostFiles = new OptionKey<>(false);

    @Option(help = "Pass the environment variables of the host process to programs, not only those given to the context.", //
                    category = OptionCategory.USER, stability = OptionStability.STABLE) //
    public static final OptionKey<Boolean> HostEnvironment = new OptionKey<>(false);

    @Option(help = "Run functions as JVM bytecode, and as syntax trees where Graal gains something; otherwise as syntax trees only.", //
                    category = OptionCategory.EXPERT, stability = OptionStability.STABLE) //
    public static final OptionKey<Boolean> Bytecode = new OptionKey<>(true);

    @Option(help = "Folder to keep the bytecode of modules in for later processes; off or nothing for nowhere. Who can write to it runs code in this process.", //
                    category = OptionCategory.USER, stability = OptionStability.STABLE, usageSyntax = "<path>|off") //
    public static final OptionKey<String> CodeCache = new OptionKey<>("");

    @Option(help = "Validate the whole WebAssembly module before it runs, not each function before its first call.", //
                    category = OptionCategory.EXPERT, stability = OptionStability.STABLE) //
    public static final OptionKey<Boolean> ValidateEagerly = new OptionKey<>(true);

    @Option(help = "Limit on a module, which is refused beyond: locals, functionBytes, functions, … (all in ModuleLimits). Example: --emscripten.Limits.locals=100.", //
                    category = OptionCategory.EXPERT, stability = OptionStability.STABLE, usageSyntax = "<number>") //
    public static final OptionKey<OptionMap<Integer>> Limits = OptionKey.mapOf(Integer.class);

    @Option(help = "Compile an interpreter in WebAssembly once more for each hot part of the program that it runs.", //
                    category = OptionCategory.EXPERT, stability = OptionStability.STABLE) //
    public static final OptionKey<Boolean> SpecializeInterpreters = new OptionKey<>(true);

    private static final ContextReference<EmscriptenContext> CONTEXT = ContextReference.create(EmscriptenLanguage.class);

    private final EngineState engine = new EngineState(this, ID);

    /** The context that the current thread has entered. */
    static EmscriptenContext currentContext() {
        return CONTEXT.get(null);
    }

    /** What this engine's contexts share. */
    EngineState engine() {
        return engine;
    }

    @Override
    protected EmscriptenContext createContext(Env env) {
        return new EmscriptenContext(this, env);
    }

    @Override
    protected void disposeContext(EmscriptenContext context) {
        context.dispose();
        engine.saveCode();
    }

    @Override
    protected OptionDescriptors getOptionDescriptors() {
        return new EmscriptenLanguageOptionDescriptors();
    }

    @Override
    protected boolean isThreadAccessAllowed(Thread thread, boolean singleThreaded) {
        return true;
    }

    @Override
    protected Object getScope(EmscriptenContext context) {
        return context.imports();
    }

    @Override
    protected CallTarget parse(ParsingRequest request) {
        return new EvaluationRoot(this, request.getSource()).getCallTarget();
    }

    /** Evaluates one module in whichever context calls it. */
    private static final class EvaluationRoot extends RootNode {
        private final Source source;

        EvaluationRoot(EmscriptenLanguage language, Source source) {
            super(language);
            this.source = source;
        }

        @Override
        public Object execute(VirtualFrame frame) {
            return evaluate(CONTEXT.get(this));
        }

        @TruffleBoundary
        private Object evaluate(EmscriptenContext context) {
            return context.evaluate(source);
        }

        @Override
        public boolean isInternal() {
            return true;
        }

        @Override
        public String getName() {
            return source.getName();
        }
    }
}
