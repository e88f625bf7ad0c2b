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
import org.emgraal.interop.ForeignMessages;
import org.emgraal.interop.PythonNone;
import org.emgraal.interop.PythonView;
import org.graalvm.options.OptionCategory;
import org.graalvm.options.OptionDescriptors;
import org.graalvm.options.OptionKey;
import org.graalvm.options.OptionStability;
import org.graalvm.polyglot.SandboxPolicy;

/**
 * The language {@code emscripten-python}: Python source, run by the CPython inside an Emscripten module. Read on with
 * {@link PythonContext}, which starts that CPython when it is first needed.
 */
@TruffleLanguage.Registration(id = EmscriptenPythonLanguage.ID, name = "Emscripten Python", implementationName = "emgraal",
                characterMimeTypes = EmscriptenPythonLanguage.MIME_TYPE, defaultMimeType = EmscriptenPythonLanguage.MIME_TYPE,
                fileTypeDetectors = PythonFileDetector.class, contextPolicy = TruffleLanguage.ContextPolicy.SHARED, sandbox = SandboxPolicy.CONSTRAINED, website = "https://peps.python.org/pep-0776/")
@ProvidedTags(StandardTags.RootTag.class)
public final class EmscriptenPythonLanguage extends TruffleLanguage<PythonContext> {

    public static final String ID = "emscripten-python";
    public static final String MIME_TYPE = "text/x-python";

    @Option(help = "Folder of the unpacked npm package 'pyodide' to run.", category = OptionCategory.USER, //
                    stability = OptionStability.STABLE, usageSyntax = "<path>") //
    public static final OptionKey<String> Distribution = new OptionKey<>("");

    @Option(help = "Value of sys.executable.", category = OptionCategory.USER, stability = OptionStability.STABLE, //
                    usageSyntax = "<path>") //
    public static final OptionKey<String> Executable = new OptionKey<>("");

    @Option(help = "Folders and wheels to put on sys.path, separated as in the host's own paths. Shown to Python read-only.", //
                    category = OptionCategory.USER, stability = OptionStability.STABLE, usageSyntax = "<path>[:<path>...]") //
    public static final OptionKey<String> Path = new OptionKey<>("");

    @Option(help = "Folder of the class path with the packages and sources that the Maven plugin has put there; EmgraalResources sets it.", //
                    category = OptionCategory.USER, stability = OptionStability.STABLE, usageSyntax = "<resource>") //
    public static final OptionKey<String> Resources = new OptionKey<>("");

    @Option(help = "Folder of the host to use as site-packages.", category = OptionCategory.USER, stability = OptionStability.STABLE, //
                    usageSyntax = "<path>") //
    public static final OptionKey<String> SitePackages = new OptionKey<>("");

    @Option(help = "Start from a snapshot of the initialised interpreter where nothing asks for another configuration.", //
                    category = OptionCategory.USER, stability = OptionStability.STABLE, sandbox = SandboxPolicy.CONSTRAINED) //
    public static final OptionKey<Boolean> Snapshot = new OptionKey<>(true);

    @Option(help = "Compare the files of wheels on sys.path with the hashes in their RECORD before anything is imported.", //
                    category = OptionCategory.USER, stability = OptionStability.STABLE, sandbox = SandboxPolicy.CONSTRAINED) //
    public static final OptionKey<Boolean> CheckWheels = new OptionKey<>(false);

    @Option(help = "Evaluate no source but CPython's command line, taken from the context's arguments.", //
                    category = OptionCategory.INTERNAL, stability = OptionStability.EXPERIMENTAL) //
    public static final OptionKey<Boolean> RunCommandLine = new OptionKey<>(false);

    @Option(help = "Folder to which the profiles of very large functions are written at the end.", //
                    category = OptionCategory.INTERNAL, stability = OptionStability.EXPERIMENTAL, usageSyntax = "<path>") //
    public static final OptionKey<String> RecordProfiles = new OptionKey<>("");

    @Option(help = "Run functions as JVM bytecode, and as syntax trees where Graal gains something; otherwise as syntax trees only.", //
                    category = OptionCategory.EXPERT, stability = OptionStability.STABLE, sandbox = SandboxPolicy.CONSTRAINED) //
    public static final OptionKey<Boolean> Bytecode = new OptionKey<>(true);

    @Option(help = "Write the bytecode of all functions to this jar, which later processes have on their module path.", //
                    category = OptionCategory.INTERNAL, stability = OptionStability.EXPERIMENTAL, usageSyntax = "<path>") //
    public static final OptionKey<String> WriteCode = new OptionKey<>("");

    @Option(help = "Folder to keep the bytecode of modules in for later processes; off or nothing for nowhere. Who can write to it runs code in this process.", //
                    category = OptionCategory.USER, stability = OptionStability.STABLE, usageSyntax = "<path>|off") //
    public static final OptionKey<String> CodeCache = new OptionKey<>("");

    @Option(help = "Validate whole WebAssembly modules before they run, not each function before its first call.", //
                    category = OptionCategory.EXPERT, stability = OptionStability.STABLE, sandbox = SandboxPolicy.CONSTRAINED) //
    public static final OptionKey<Boolean> ValidateEagerly = new OptionKey<>(false);

    @Option(help = "Compile an interpreter in WebAssembly once more for each hot part of the program that it runs.", //
                    category = OptionCategory.EXPERT, stability = OptionStability.STABLE, sandbox = SandboxPolicy.CONSTRAINED) //
    public static final OptionKey<Boolean> SpecializeInterpreters = new OptionKey<>(true);

    private static final ContextReference<PythonContext> CONTEXT = ContextReference.create(EmscriptenPythonLanguage.class);

    private final EngineState engine = new EngineState(this, ID);
    private ForeignMessages foreignMessages;

    /** What this engine's contexts share. */
    public EngineState engine() {
        return engine;
    }

    /** Python calling Java, likewise shared. */
    synchronized ForeignMessages foreignMessages() {
        if (foreignMessages == null) {
            foreignMessages = new ForeignMessages(this);
        }
        return foreignMessages;
    }

    @Override
    protected PythonContext createContext(Env env) {
        return new PythonContext(this, env);
    }

    @Override
    protected void finalizeContext(PythonContext context) {
        context.finish();
    }

    @Override
    protected void disposeContext(PythonContext context) {
        context.dispose();
        engine.saveCode();
        context.recordProfiles();
    }

    @Override
    protected OptionDescriptors getOptionDescriptors() {
        return new EmscriptenPythonLanguageOptionDescriptors();
    }

    @Override
    protected boolean isThreadAccessAllowed(Thread thread, boolean singleThreaded) {
        return true;
    }

    @Override
    protected Object getScope(PythonContext context) {
        return context.scope();
    }

    @Override
    protected Object getLanguageView(PythonContext context, Object value) {
        return new PythonView(context, value);
    }

    /** A shell shows no None, as Python's own does not. */
    @Override
    protected boolean isVisible(PythonContext context, Object value) {
        return value != PythonNone.INSTANCE;
    }

    @Override
    protected CallTarget parse(ParsingRequest request) {
        CONTEXT.get(null).parse(request.getSource());
        return new EvaluationRoot(this, request.getSource()).getCallTarget();
    }

    /** Evaluates one source in whichever context calls it. */
    private static final class EvaluationRoot extends RootNode {
        private final Source source;

        EvaluationRoot(EmscriptenPythonLanguage language, Source source) {
            super(language);
            this.source = source;
        }

        @Override
        public Object execute(VirtualFrame frame) {
            return evaluate(CONTEXT.get(this));
        }

        @TruffleBoundary
        private Object evaluate(PythonContext context) {
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
