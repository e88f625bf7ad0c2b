// SPDX-License-Identifier: Apache-2.0
package org.emgraal;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.interop.InteropException;
import com.oracle.truffle.api.source.Source;
import com.oracle.truffle.api.source.SourceSection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.emgraal.emscripten.EmscriptenProgram;
import org.emgraal.interop.Bridge;
import org.emgraal.interop.PythonObject;
import org.emgraal.interop.PythonScope;
import org.emgraal.interop.PythonToJava;
import org.emgraal.interop.wasm.JavaScript;
import org.emgraal.libc.Libc;
import org.emgraal.libc.ProgramExit;
import org.emgraal.libc.fs.MemoryFileSystem;
import org.emgraal.libc.fs.Terminal;
import org.emgraal.libc.net.SocketAccess;
import org.emgraal.libc.process.Blocking;
import org.emgraal.libc.process.HostProcess;
import org.emgraal.python.ExitException;
import org.emgraal.python.GuestThreads;
import org.emgraal.python.InterpreterLock;
import org.emgraal.python.PythonApi;
import org.emgraal.python.PythonInterpreter;
import org.emgraal.python.PythonReferences;
import org.emgraal.python.RecursionLimit;
import org.emgraal.python.StartupException;
import org.emgraal.python.ThreadLocals;
import org.emgraal.runtime.ModuleCode;
import org.emgraal.runtime.Store;
import org.emgraal.tarfs.Distribution;
import org.emgraal.tarfs.PythonBuild;

/**
 * One polyglot context: its CPython, started when the first source is evaluated, and what the embedder grants it. One
 * thread at a time runs Python; others wait, as for CPython's own lock.
 */
public final class PythonContext {

    private final EmscriptenPythonLanguage language;
    private final TruffleLanguage.Env env;
    private final InterpreterLock lock = new InterpreterLock(new GuestThreads(() -> interpreter() == null ? null : interpreter().api()));
    private final SourceNames sources = new SourceNames();
    private final ContextInterrupts interrupts = new ContextInterrupts();
    private final PythonReferences references = new PythonReferences();
    private final Bridge bridge;
    private final Map<Source, PythonObject> compiled = new WeakHashMap<>();
    private final ContextThreads threads;
    private final ThreadLocals locals = new ThreadLocals();
    private PythonInterpreter interpreter;
    /** Whether CPython is initialised, so that more than one thread may use it. */
    private boolean started;
    private Libc libc;
    private PythonBuild build;
    private StartSnapshots snapshots;

    PythonContext(EmscriptenPythonLanguage language, TruffleLanguage.Env env) {
        this.language = language;
        this.env = env;
        this.threads = new ContextThreads(env, lock);
        this.bridge = new Bridge(this, env, language.foreignMessages());
    }

    // ---- evaluation

    /** The value of a source's trailing expression, or None. */
    Object evaluate(Source source) {
        return locked(() -> {
            if (env.getOptions().get(EmscriptenPythonLanguage.RunCommandLine)) {
                throw new ExitException(runCommandLine());
            }
            int parsed = parsed(source);
            if (source.getPath() != null) {
                interpreter.setFile(source.getPath());
            }
            int result = interpreter.evaluate(parsed);
            if (result == 0) {
                throw raised();
            }
            return PythonToJava.convert(this, interpreter.api(), result);
        });
    }

    /** Compiles a source, so that its errors show before it runs. */
    void parse(Source source) {
        if (!env.getOptions().get(EmscriptenPythonLanguage.RunCommandLine)) {
            locked(() -> parsed(source));
        }
    }

    /** The compiled source, borrowed; it is compiled once as long as the source is in use. */
    private int parsed(Source source) {
        PythonInterpreter python = interpreter(source);
        references.release(python.api());
        PythonObject code = compiled.get(source);
        if (code == null) {
            int parsed = python.parse(source.getCharacters().toString(), sources.add(source), source.isInteractive());
            if (parsed == 0) {
                throw raised();
            }
            code = new PythonObject(this, parsed);
            compiled.put(source, code);
        }
        return code.pointer();
    }

    /** Waits for the interpreter; cancelling the context ends the wait. */
    @TruffleBoundary
    public <T> T locked(Supplier<T> action) {
        boolean wasOutside = lock.enter();
        try {
            return interrupts.deferring(action);
        } catch (ProgramExit exit) {
            throw new ExitException(exit.status());
        } finally {
            lock.exit(wasOutside);
        }
    }

    /** Something in Java that Python has asked for. */
    public interface HostCall {
        Object run() throws InteropException;
    }

    public ContextThreads threads() {
        return threads;
    }

    public ThreadLocals locals() {
        return locals;
    }

    /** Runs Java code for Python; as long as it runs other threads may use the interpreter. */
    public Object outside(HostCall call) throws InteropException {
        lock.leave();
        try {
            return call.run();
        } finally {
            lock.comeBack();
        }
    }

    /** Waiting in a system call other threads may use the interpreter, as where CPython releases its lock. */
    private final class Waiting implements Blocking {
        @Override
        public void run(Action action) throws InterruptedException {
            if (!started) {
                interrupts.run(action);
                return;
            }
            lock.leave();
            try {
                interrupts.run(action);
            } finally {
                lock.comeBack();
            }
        }

        @Override
        public void poll() {
            interrupts.poll();
        }
    }

    /**
     * Runs an action on the interpreter, which is started if it has not been: one thread at a time, references that
     * Java no longer holds given back first.
     */
    @TruffleBoundary
    public <T> T python(Function<PythonApi, T> action) {
        return locked(() -> {
            PythonInterpreter python = interpreter(null);
            return python.program().enter(() -> {
                references.release(python.api());
                return action.apply(python.api());
            });
        });
    }

    /** The Python exception that is set, as an exception to throw; it is set no longer. Java's own are thrown again. */
    public RuntimeException raised() {
        return bridge.original(interpreter.raise());
    }

    /** Java objects in Python. */
    public Bridge bridge() {
        return bridge;
    }

    /** What Java objects own of Python's. */
    public PythonReferences references() {
        return references;
    }

    /** The interpreter, if it has been started. */
    public PythonInterpreter interpreter() {
        return interpreter;
    }

    Object scope() {
        return python(api -> {
            int module = api.mainModule();
            api.incref(module);
            return new PythonScope(new PythonObject(this, module));
        });
    }

    // ---- start

    private PythonInterpreter interpreter(Source mainSource) {
        if (interpreter == null) {
            List<String> arguments = new ArrayList<>();
            arguments.add(mainSource != null && mainSource.getPath() != null ? mainSource.getPath() : "");
            arguments.addAll(List.of(env.getApplicationArguments()));
            String executable = executable();
            interpreter = newInterpreter(newProgram(List.of(executable), mainSource));
            try {
                interpreter.initialize(executable, snapshots);
                interpreter.setArguments(arguments);
                share();
            } catch (RuntimeException | Error failure) {
                interpreter = null;
                throw failure;
            }
        }
        return interpreter;
    }

    /** CPython is initialised: from now on more than one thread may use it. */
    public void share() {
        if (!started) {
            interpreter.share(lock::identity, new Waiting());
            started = true;
        }
    }

    private PythonInterpreter newInterpreter(EmscriptenProgram program) {
        return new PythonInterpreter(language, program, this::section, exception -> new PythonObject(this, exception),
                        bridge::addModules);
    }

    private int runCommandLine() {
        List<String> arguments = new ArrayList<>();
        arguments.add(executable());
        arguments.addAll(List.of(env.getApplicationArguments()));
        EmscriptenProgram program = newProgram(arguments, null);
        HostSignals.forward(libc.signals());
        interpreter = newInterpreter(program);
        try {
            return interpreter.runCommandLine(arguments, snapshots);
        } finally {
            // Its last act was to finalise CPython.
            interpreter = null;
        }
    }

    /** Where a start looks for a snapshot; null if it must not begin with one. */
    private StartSnapshots snapshots(byte[] wasm) throws IOException {
        if (!env.getOptions().get(EmscriptenPythonLanguage.Snapshot) || !env.getOptions().get(EmscriptenPythonLanguage.SitePackages).isEmpty()) {
            return null;
        }
        if (env.getOptions().get(EmscriptenPythonLanguage.RunCommandLine)) {
            return new StartSnapshots(build, wasm, false, this::warn);
        }
        return language.engine().snapshots(build.stamp(PythonBuild.MODULE), () -> new StartSnapshots(build, wasm, true, this::warn));
    }

    private String executable() {
        String option = env.getOptions().get(EmscriptenPythonLanguage.Executable);
        if (!option.isEmpty()) {
            return option;
        }
        try {
            VirtualEnvironment environment = virtualEnvironment();
            return environment == null ? "/usr/bin/python" : environment.executable();
        } catch (IOException | SecurityException exception) {
            throw new StartupException(exception.getMessage(), exception);
        }
    }

    private VirtualEnvironment virtualEnvironment() throws IOException {
        return VirtualEnvironment.active(env, build().pythonVersion());
    }

    /** Looked for and looked at once. */
    private PythonBuild build() throws IOException {
        if (build == null) {
            String folder = env.getOptions().get(EmscriptenPythonLanguage.Distribution);
            build = folder.isEmpty() ? PythonBuild.locate() : Distribution.at(Path.of(folder));
        }
        return build;
    }

    private EmscriptenProgram newProgram(List<String> arguments, Source mainSource) {
        try {
            EngineState.Translation translation = EngineState.Translation.of(env.getOptions(), EmscriptenPythonLanguage.ValidateEagerly,
                            EmscriptenPythonLanguage.Bytecode, EmscriptenPythonLanguage.CodeCache);
            ModuleCode code = language.engine().module("pyodide", build(), translation);
            RecursionLimit.prepare(code);
            snapshots = snapshots(code.module().bytes());
            libc = newLibc(arguments, mainSource);
            Store store = new Store(env.getOptions().get(EmscriptenPythonLanguage.SpecializeInterpreters));
            EmscriptenProgram program = new EmscriptenProgram(code, language.engine().hostFunctions(), libc, new EmscriptenProgram.Surroundings(store,
                            (path, bytes) -> language.engine().module(path, bytes, null, translation), JavaScript.in(env)));
            String jar = env.getOptions().get(EmscriptenPythonLanguage.WriteCode);
            if (!jar.isEmpty()) {
                // Now it is known which functions are replaced.
                code.writeBytecode(java.nio.file.Path.of(jar));
            }
            return program;
        } catch (IOException | SecurityException exception) {
            throw new StartupException(exception.getMessage(), exception);
        }
    }

    private Libc newLibc(List<String> arguments, Source mainSource) throws IOException {
        Map<String, String> environment = new HashMap<>(env.getEnvironment());
        PythonPath path = new PythonPath(env, build);
        path.addTo(environment);
        boolean commandLine = env.getOptions().get(EmscriptenPythonLanguage.RunCommandLine);
        HostProcess process = env.isFileIOAllowed() ? HostProcess.current() : HostProcess.DEFAULT;
        Libc made = Libc.builder().arguments(arguments).environment(environment).input(env.in()).output(env.out())
                        .identity(process)
                        .error(env.err()).terminal(commandLine ? new HostTerminal() : Terminal.NONE)
                        .sockets(env.isSocketIOAllowed() ? SocketAccess.ALL : SocketAccess.NONE)
                        .zone(env.getTimeZone()).blocking(new Waiting()).runtimeName(EngineState.runtimeName()).build();
        interrupts.sendTo(made.signals());
        // CPython sets the times of files with utimes.
        made.setFileTimePrecision(ChronoUnit.MICROS);
        String library = "/lib/python" + build.pythonVersion();
        made.mount(library, build.library(snapshots != null && snapshots.isPresent(), this::warn));
        made.mount(library + "/site-packages", new MemoryFileSystem());
        HostDirectories directories = new HostDirectories(env, made);
        directories.mount(mainSource);
        if (!environment.containsKey("PATH")) {
            // Emscripten's own says where no program is.
            made.process().environment().remove("PATH");
        }
        if (!environment.containsKey("HOME")) {
            made.process().environment().put("HOME", directories.home());
        }
        VirtualEnvironment virtual = virtualEnvironment();
        if (virtual != null) {
            directories.mountAlso(virtual.folder());
        }
        path.mountInto(made);
        return made;
    }

    private void warn(String line) {
        try {
            env.err().write(("emgraal: " + line + System.lineSeparator()).getBytes(StandardCharsets.UTF_8));
        } catch (IOException exception) {
            // Nobody listens; the library is used all the same.
        }
    }

    /** A line of a Python file, for stack traces; files that were not evaluated have no text here. */
    public SourceSection section(String filename, int line) {
        Source source = sources.find(filename);
        if (source != null) {
            return line >= 1 && line <= source.getLineCount() ? source.createSection(line) : source.createUnavailableSection();
        }
        Source file = Source.newBuilder(EmscriptenPythonLanguage.ID, "", filename).content(Source.CONTENT_NONE).build();
        return line >= 1 ? file.createSection(line, -1, line, -1) : file.createUnavailableSection();
    }

    // ---- end

    /** Runs {@code atexit} functions and flushes, as far as the interpreter still works. */
    void finish() {
        if (interpreter != null && !interpreter.program().hasFailed()) {
            if (threads.hasOwn()) {
                bridge.stopThreads();
            }
            locked(() -> {
                started = false;
                interpreter.finish();
                return null;
            });
        }
    }

    /** Does what the option {@code RecordProfiles} asks for. */
    void recordProfiles() {
        String folder = env.getOptions().get(EmscriptenPythonLanguage.RecordProfiles);
        if (!folder.isEmpty()) {
            try {
                language.engine().recordProfiles(Path.of(folder));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    void dispose() {
        if (libc != null) {
            libc.close();
        }
    }
}
