// SPDX-License-Identifier: Apache-2.0
package org.emgraal;

import com.oracle.truffle.api.TruffleFile;
import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.source.Source;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import org.emgraal.binary.ModuleLimits;
import org.emgraal.emscripten.EmscriptenProgram;
import org.emgraal.emscripten.ExitException;
import org.emgraal.emscripten.Glue;
import org.emgraal.emscripten.TruffleHostFiles;
import org.emgraal.interop.wasm.ImportScope;
import org.emgraal.interop.wasm.InstanceObject;
import org.emgraal.interop.wasm.JavaScript;
import org.emgraal.interop.wasm.SuppliedImports;
import org.emgraal.libc.Libc;
import org.emgraal.libc.ProgramExit;
import org.emgraal.libc.fs.HostFileSystem;
import org.emgraal.libc.fs.Terminal;
import org.emgraal.libc.net.SocketAccess;
import org.emgraal.libc.process.Blocking;
import org.emgraal.libc.process.HostProcess;
import org.emgraal.runtime.CurrentSafepoint;
import org.emgraal.runtime.LinkException;
import org.emgraal.runtime.ModuleCode;
import org.emgraal.runtime.Store;

/** One polyglot context of the language {@code emscripten}: the programs evaluated in it, each a process of its own. */
public final class EmscriptenContext {

    private static final List<String> GLUE_EXTENSIONS = List.of(".js", ".mjs", ".cjs");
    /** The program brings its own. */
    private static final List<String> NOT_FROM_HOST = List.of("/dev", "/proc");

    private final EmscriptenLanguage language;
    private final TruffleLanguage.Env env;
    /** Each thread that evaluates modules is an agent of its own. */
    private final Map<Thread, Store> stores = Collections.synchronizedMap(new WeakHashMap<>());
    private final ImportScope imports = new ImportScope(EmscriptenLanguage.class);
    private final List<Libc> processes = Collections.synchronizedList(new ArrayList<>());

    EmscriptenContext(EmscriptenLanguage language, TruffleLanguage.Env env) {
        this.language = language;
        this.env = env;
    }

    EngineState engine() {
        return language.engine();
    }

    /** Imports supplied by the embedder. */
    ImportScope imports() {
        return imports;
    }

    /**
     * Makes an instance of a module, and runs it if it is a program.
     *
     * @throws ExitException if the program calls {@code exit}, or its {@code main} returns anything but 0
     */
    Object evaluate(Source source) {
        boolean specialize = env.getOptions().get(EmscriptenLanguage.SpecializeInterpreters);
        Store store = stores.computeIfAbsent(Thread.currentThread(), thread -> new Store(specialize));
        return store.inTurn(() -> evaluate(source, store));
    }

    private Object evaluate(Source source, Store store) {
        if (!source.hasBytes()) {
            throw new LinkException("the language emscripten evaluates WebAssembly binaries, not text: build the source from bytes");
        }
        TruffleFile file = source.getPath() == null ? null : env.getPublicTruffleFile(source.getPath());
        Glue glue = file == null ? Glue.NONE : readGlue(file);
        EngineState.Translation translation = EngineState.Translation.of(env.getOptions(), EmscriptenLanguage.ValidateEagerly,
                            EmscriptenLanguage.Bytecode, EmscriptenLanguage.CodeCache);
        ModuleLimits limits = limits();
        ModuleCode code = language.engine().module(source.getName(), source.getBytes().toByteArray(), source, translation, limits, glue);
        List<String> arguments = new ArrayList<>();
        arguments.add(thisProgram(source));
        arguments.addAll(List.of(env.getApplicationArguments()));
        Libc libc = newLibc(arguments, glue);
        processes.add(libc);
        EmscriptenProgram program = new EmscriptenProgram(code, language.engine().hostFunctions(), libc,
                        new EmscriptenProgram.Surroundings(store,
                                        new SuppliedImports(language, imports, code.module(), store.registers()),
                                        (path, bytes) -> language.engine().module(path, bytes, null, translation, limits, Glue.NONE),
                                        file == null ? null : file.getParent(), JavaScript.in(env)));
        run(program, arguments);
        return new InstanceObject(program);
    }

    private void run(EmscriptenProgram program, List<String> arguments) {
        int status = 0;
        try {
            status = program.enter(() -> {
                program.initialize();
                return program.hasMain() && !env.getOptions().get(EmscriptenLanguage.NoInitialRun) ? program.runMain(arguments) : 0;
            });
        } catch (ProgramExit exit) {
            throw new ExitException(exit.status());
        }
        if (status != 0) {
            throw new ExitException(status);
        }
    }

    // ---- surroundings

    /** The JavaScript of the same name beside a module, if it is there and may be read. */
    private static Glue readGlue(TruffleFile file) {
        String name = file.getName();
        String stem = name.endsWith(".wasm") ? name.substring(0, name.length() - ".wasm".length()) : name;
        for (String extension : GLUE_EXTENSIONS) {
            TruffleFile glue = file.resolveSibling(stem + extension);
            try {
                if (glue.isRegularFile()) {
                    return Glue.read(new String(glue.readAllBytes(), StandardCharsets.UTF_8));
                }
            } catch (IOException | SecurityException unreadable) {
                // Without it minified names stay as they are, and linking says which are missing.
                continue;
            }
        }
        return Glue.NONE;
    }

    private ModuleLimits limits() {
        ModuleLimits limits = ModuleLimits.DEFAULT;
        for (Map.Entry<String, Integer> option : env.getOptions().get(EmscriptenLanguage.Limits).entrySet()) {
            try {
                limits = limits.with(option.getKey(), option.getValue());
            } catch (IllegalArgumentException e) {
                throw new LinkException("option emscripten.Limits: " + e.getMessage());
            }
        }
        return limits;
    }

    private String thisProgram(Source source) {
        String option = env.getOptions().get(EmscriptenLanguage.ThisProgram);
        return !option.isEmpty() ? option : source.getPath() != null ? source.getPath() : "./this.program";
    }

    private Libc newLibc(List<String> arguments, Glue glue) {
        boolean hostFiles = glue.usesHostFiles() || env.getOptions().get(EmscriptenLanguage.HostFiles);
        Libc libc = Libc.builder().arguments(arguments).environment(environment()).input(env.in()).output(env.out()).error(env.err())
                        .terminal(env.isNativeAccessAllowed() ? new HostTerminal() : Terminal.NONE)
                        .sockets(env.isSocketIOAllowed() ? SocketAccess.ALL : SocketAccess.NONE)
                        .shell(env.isCreateProcessAllowed() ? new HostShell(env) : null)
                        .blocking(action -> CurrentSafepoint.block(Blocking.Action::run, action))
                        .runtimeName(EngineState.runtimeName())
                        .identity(hostFiles ? HostProcess.current() : HostProcess.DEFAULT).build();
        if (hostFiles) {
            try {
                mountHost(libc, glue.setsTimesInMilliseconds());
            } catch (IOException | SecurityException failure) {
                throw new LinkException("the program uses the host's files, which cannot be reached: " + failure.getMessage());
            }
        }
        return libc;
    }

    /** Variables given to the context itself; the host process's own only if asked for. */
    private Map<String, String> environment() {
        Map<String, String> variables = new HashMap<>(env.getEnvironment());
        if (!env.getOptions().get(EmscriptenLanguage.HostEnvironment)) {
            variables.entrySet().removeAll(System.getenv().entrySet());
        }
        return variables;
    }

    /** Everything at the path it has on the host, except what the program's own system provides. */
    private void mountHost(Libc libc, boolean millisecondTimes) throws IOException {
        TruffleFile current = env.getCurrentWorkingDirectory().getCanonicalFile();
        TruffleFile root = current;
        while (root.getParent() != null) {
            root = root.getParent();
        }
        for (TruffleFile file : root.list()) {
            if (file.isDirectory() && !NOT_FROM_HOST.contains(file.getPath())) {
                libc.mount(file.getPath(), new HostFileSystem(new TruffleHostFiles(file, env::getPublicTruffleFile, millisecondTimes), false));
            }
        }
        libc.setWorkingDirectory(current.getPath());
    }

    void dispose() {
        processes.forEach(Libc::close);
    }
}
