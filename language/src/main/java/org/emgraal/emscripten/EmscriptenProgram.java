// SPDX-License-Identifier: Apache-2.0
package org.emgraal.emscripten;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.TruffleFile;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.emgraal.dylink.DynamicLinkException;
import org.emgraal.dylink.DynamicLinker;
import org.emgraal.dylink.DynamicLinkingImports;
import org.emgraal.dylink.FunctionPointers;
import org.emgraal.dylink.GlobalOffsetTable;
import org.emgraal.dylink.SideModule;
import org.emgraal.dylink.SymbolScope;
import org.emgraal.libc.HostFunction;
import org.emgraal.libc.Libc;
import org.emgraal.libc.LinearMemory;
import org.emgraal.libc.fs.GuestText;
import org.emgraal.module.ExternalKind;
import org.emgraal.module.Import;
import org.emgraal.module.WasmModule;
import org.emgraal.runtime.ImportResolver;
import org.emgraal.runtime.Instantiator;
import org.emgraal.runtime.ModuleCode;
import org.emgraal.runtime.Store;
import org.emgraal.runtime.WasmFunction;
import org.emgraal.runtime.WasmInstance;
import org.emgraal.runtime.WasmTable;

/**
 * A running Emscripten program: the instance of its main module, with libc around it and the libraries it loads. Does
 * what the glue's {@code createWasm}, {@code initRuntime} and {@code callMain} do.
 */
public final class EmscriptenProgram {

    /** What compilers call {@code main}. */
    private static final String[] MAIN_NAMES = {"__main_argc_argv", "main", "__main_void", "__original_main"};

    private final WasmInstance instance;
    private final LinearMemory memory;
    private final ProgramCalls calls;
    private final Libc libc;
    private final SymbolScope symbols = new SymbolScope();
    private final GlobalOffsetTable got = new GlobalOffsetTable();
    private final DynamicLinkingImports dynamicLinking;
    private final DynamicLinker linker;
    private final FunctionPointers pointers;
    private final EventLoop events;
    private final ProgramFailures failures;
    private final boolean emscripten;
    /** Null if the main module lies where it was linked to. */
    private final MainModuleLayout layout;
    private boolean initialized;

    /**
     * What surrounds a program.
     *
     * @param store that of all instances that may call each other
     * @param imports the embedder's own imports, asked first; null where it has none
     * @param libraries the code of a library of the given path and bytes
     * @param folder where libraries lie that are not among the program's files; may be null
     * @param scripts runs JavaScript in libraries; null where nobody does
     */
    public record Surroundings(Store store, ImportResolver imports, BiFunction<String, byte[], ModuleCode> libraries,
                    TruffleFile folder, Scripts scripts) {

        public Surroundings(Store store, BiFunction<String, byte[], ModuleCode> libraries, Scripts scripts) {
            this(store, (anImport, typeId) -> null, libraries, null, scripts);
        }
    }

    /** Links and instantiates; no code of the program has run except a start function. */
    public EmscriptenProgram(ModuleCode code, HostFunctions hostCode, Libc libc, Surroundings surroundings) {
        this.libc = libc;
        WasmModule module = code.module();
        libc.adaptTo(module.imports().stream().map(Import::name).toList());
        Store store = surroundings.store();
        events = new EventLoop(libc.process(), milliseconds -> sleep(libc, milliseconds));
        dynamicLinking = new DynamicLinkingImports(libc.process(), events::later);
        HostImports host = new HostImports(hostCode, store.registers(), new JavaScriptImports(libc.process(), this, surroundings.scripts()));
        ProgramImports.addTo(host, module, libc, dynamicLinking, events);
        ProgramLinker imports = new ProgramLinker(module, surroundings.imports(), host, symbols, got);
        instance = Instantiator.instantiate(code, store, imports);
        WasmTable table = instance.export("__indirect_function_table") instanceof WasmTable exported ? exported : imports.table;
        memory = instance.memoryCount() == 0 ? null : new WasmLinearMemory(instance.memory0());
        calls = new ProgramCalls(instance, table);
        emscripten = imports.isEmscripten() || hasMain();
        failures = new ProgramFailures(calls, memory, symbols, emscripten);
        libc.attach(memory, calls);
        instance.setHost(this);
        layout = module.dylink() == null ? null : MainModuleLayout.of(module);
        if (layout != null) {
            layout.define(got);
        }
        if (table == null || memory == null) {
            linker = null;
            pointers = null;
        } else {
            pointers = new FunctionPointers(table, host::bind);
            libc.process().attach(pointers);
            host.trampoline().setTable(table, instance);
            host.invoke().attach(table, calls, libc.process().tempRet0());
            linker = new DynamicLinker(store, symbols, got, pointers, host,
                            new ProgramHeap(instance, calls, memory, got, () -> initialized),
                            new ProgramLibraries(libc.process(), libc.files(), surroundings.folder(), () -> initialized),
                            surroundings.libraries());
            if (module.dylink() != null) {
                dynamicLinking.attach(linker);
            }
            linker.defineMain(instance, MainModuleLayout.memoryBase(module));
        }
        replaceFunctions(host);
        Instantiator.start(instance);
    }

    /**
     * Puts libc's better versions in the place of functions that the program defines and exports. Functions that do the
     * same the compiler has made one; such a one stays, because it stands for others too.
     */
    private void replaceFunctions(HostImports host) {
        for (HostFunction replacement : libc.replacements()) {
            WasmFunction function = calls.find(replacement.name());
            if (function != null && function.instance() == instance
                            && function.type().equals(HostFunctions.type(replacement.signature()))
                            && standsForItself(function, replacement.name())) {
                instance.replace(function.index(), host.bind(replacement));
            }
        }
    }

    /** Whether nothing else is exported as the same function; the system call of the same name counts as it. */
    private boolean standsForItself(WasmFunction function, String name) {
        return instance.module().exports().stream().filter(export -> export.kind() == ExternalKind.FUNCTION && export.index() == function.index())
                        .allMatch(export -> export.name().replace("__syscall_", "").equals(name.replace("__syscall_", "")));
    }

    public WasmInstance instance() {
        return instance;
    }

    /**
     * What the program shares with the libraries it loads, by name: a memory, table, tag or function, or the address of
     * data as an {@link Integer}; null if there is no such thing.
     */
    public Object shared(String name) {
        return symbols.find(name);
    }

    public ProgramCalls calls() {
        return calls;
    }

    /** Whether libraries can be loaded into the program: it is linked with {@code -sMAIN_MODULE}. */
    public boolean isExtensible() {
        return linker != null && instance.module().dylink() != null;
    }

    /**
     * Loads a library for the whole program, as {@code dlopen} with {@code RTLD_GLOBAL} does.
     *
     * @param content its bytes; null to look for a file of that name
     * @throws org.emgraal.dylink.DynamicLinkException if it cannot be loaded; the program goes on
     */
    public SideModule loadLibrary(String name, byte[] content) {
        DynamicLinkException[] failure = new DynamicLinkException[1];
        SideModule library = enter(() -> {
            try {
                return linker.open(name, content, true);
            } catch (DynamicLinkException exception) {
                failure[0] = exception;
                return null;
            }
        });
        if (failure[0] != null) {
            throw failure[0];
        }
        return library;
    }

    /** Whether JavaScript text of a library lies at an address. */
    boolean isScript(int address) {
        return linker != null && linker.isScript(address);
    }

    /** Gives a Java function an address, for as long as the program runs. */
    public int functionPointer(HostFunction function) {
        int index = pointers.reserve();
        pointers.set(index, function);
        return index;
    }

    public LinearMemory memory() {
        return memory;
    }

    public Libc libc() {
        return libc;
    }

    /** Libraries, data relocations, constructors: what must happen before {@code main}. */
    public void initialize() {
        if (linker != null) {
            linker.loadNeeded(instance.module());
        }
        initializeStack();
        callIfExported("__wasm_apply_data_relocs");
        if (linker != null) {
            linker.relocateNeeded();
        }
        initialized = true;
        callIfExported("__wasm_call_ctors");
        // A reactor of WASI; its function calls the constructors itself.
        callIfExported("_initialize");
        if (linker != null) {
            linker.initializeNeeded();
        }
    }

    /** What programs that watch their stack want to know before they run. */
    private void initializeStack() {
        if (calls.hasExport("emscripten_stack_init")) {
            calls.callExport("emscripten_stack_init");
        } else if (layout != null && calls.hasExport("emscripten_stack_set_limits")) {
            // A relocatable program does not know its stack.
            calls.callExport("emscripten_stack_set_limits", layout.stackHigh(), layout.stackLow());
        }
        if (calls.hasExport("__set_stack_limits") && calls.hasExport("emscripten_stack_get_base")) {
            calls.callExport("__set_stack_limits", calls.callExport("emscripten_stack_get_base"),
                            calls.callExport("emscripten_stack_get_end"));
        }
    }

    private void callIfExported(String name) {
        if (calls.hasExport(name)) {
            calls.callExport(name);
        }
    }

    /** Whether the module is an Emscripten program or library, and not just any WebAssembly module. */
    public boolean isEmscripten() {
        return emscripten;
    }

    /** Whether the program has an entry point. */
    public boolean hasMain() {
        return mainFunction() != null || calls.hasExport("_start");
    }

    /** The program's own, or that of a library it needs. */
    private WasmFunction mainFunction() {
        WasmFunction own = calls.findFirst(MAIN_NAMES);
        if (own == null) {
            for (String name : MAIN_NAMES) {
                if (symbols.find(name) instanceof WasmFunction function && function.instance() != null) {
                    return function;
                }
            }
        }
        return own;
    }

    /**
     * Runs {@code main}, then what {@code atexit} has registered.
     *
     * @param arguments {@code argv}
     * @return what {@code main} returns
     * @throws org.emgraal.libc.ProgramExit if the program calls {@code exit}
     */
    public int runMain(List<String> arguments) {
        WasmFunction main = mainFunction();
        int[] status = new int[1];
        events.turn(() -> {
            if (main == null) {
                calls.callExport("_start");
            } else {
                status[0] = calls.call(main, mainParameters(main, arguments)) instanceof Integer result ? result : 0;
            }
        });
        events.run();
        if (main != null) {
            libc.exit();
        }
        return status[0];
    }

    /** As libc's own replacement for {@code sleep} does it: interruptible, and delivering signals. */
    private static void sleep(Libc libc, double milliseconds) {
        for (HostFunction function : libc.replacements()) {
            if (function.name().equals("emscripten_thread_sleep")) {
                function.body().call(new HostFunction.Arguments(new Object[]{milliseconds}));
            }
        }
    }

    /** {@code argc} and {@code argv} as far as main wants them; an {@code envp} is NULL, as under Emscripten. */
    private Object[] mainParameters(WasmFunction main, List<String> arguments) {
        Object[] values = new Object[main.type().parameters().size()];
        Arrays.fill(values, 0);
        if (values.length >= 2) {
            values[0] = arguments.size();
            values[1] = newArgumentVector(arguments);
        }
        return values;
    }

    /** {@code argv} on the program's stack, or its heap: first the vector, then each text. */
    private int newArgumentVector(List<String> arguments) {
        WasmFunction allocator = calls.findFirst("_emscripten_stack_alloc", "stackAlloc", "malloc");
        if (allocator == null) {
            // Such a main declares its parameters and does not look at them.
            return 0;
        }
        int vector = (Integer) calls.call(allocator, Integer.BYTES * (arguments.size() + 1));
        for (int i = 0; i < arguments.size(); i++) {
            byte[] text = GuestText.encode(arguments.get(i) + "\0");
            int address = (Integer) calls.call(allocator, text.length);
            memory.write(address, text, 0, text.length);
            memory.storeInt(vector + Integer.BYTES * i, address);
        }
        memory.storeInt(vector + Integer.BYTES * arguments.size(), 0);
        return vector;
    }

    /** Replaces failures that {@link #enter} throws by ones that tell more. */
    public void explainFailures(UnaryOperator<RuntimeException> explanation) {
        failures.explain(explanation);
    }

    /** Whether {@link #enter} has met a failure the program cannot survive. */
    public boolean hasFailed() {
        return failures.isFatal();
    }

    /** Runs something that executes guest code; see {@link ProgramFailures}. */
    @TruffleBoundary
    public <T> T enter(Supplier<T> action) {
        return failures.enter(action);
    }
}
