// SPDX-License-Identifier: Apache-2.0
package org.emgraal.emscripten;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import java.util.function.Supplier;
import org.emgraal.dylink.GlobalOffsetTable;
import org.emgraal.libc.Libc;
import org.emgraal.libc.LinearMemory;
import org.emgraal.module.WasmModule;
import org.emgraal.runtime.Instantiator;
import org.emgraal.runtime.ModuleCode;
import org.emgraal.runtime.Store;
import org.emgraal.runtime.Trap;
import org.emgraal.runtime.TrapException;
import org.emgraal.runtime.UncaughtWasmException;
import org.emgraal.runtime.WasmException;
import org.emgraal.runtime.WasmInstance;
import org.emgraal.runtime.WasmMemory;
import org.emgraal.runtime.WasmTable;

/**
 * A running Emscripten program: the instance of its main module, with libc around it. Does what the glue's
 * {@code createWasm}, {@code initRuntime} and {@code callMain} do.
 */
public final class EmscriptenProgram {

    private final WasmInstance instance;
    private final WasmMemory wasmMemory;
    private final WasmTable table;
    private final LinearMemory memory;
    private final ProgramCalls calls;
    private final Libc libc;
    private final GlobalOffsetTable got = new GlobalOffsetTable();
    private RuntimeException fatal;

    /** Links and instantiates; no code of the program has run. */
    public EmscriptenProgram(ModuleCode code, HostFunctions host, Libc libc) {
        this.libc = libc;
        WasmModule module = code.module();
        Store store = new Store();
        ProgramLinker linker = new ProgramLinker(module, host, store, got, libc.functions());
        this.instance = Instantiator.instantiate(code, store, linker);
        this.wasmMemory = instance.memoryOrNull();
        this.table = instance.export("__indirect_function_table") instanceof WasmTable exported ? exported
                        : linker.table;
        this.memory = wasmMemory == null ? null : new WasmLinearMemory(wasmMemory);
        this.calls = new ProgramCalls(instance, table);
        if (table != null) {
            linker.trampoline.setTable(table);
        }
        libc.attach(memory, calls);
        instance.setHost(this);
        defineAddresses(module);
    }

    /** The symbols a relocatable main module takes from the linker, and {@code GOT.func} cells of functions we lack. */
    private void defineAddresses(WasmModule module) {
        if (module.dylink() != null) {
            MainModuleLayout layout = MainModuleLayout.of(module);
            got.define("__stack_low", layout.stackLow());
            got.define("__stack_high", layout.stackHigh());
            got.define("__heap_base", layout.stackHigh());
        }
        for (String symbol : got.entries().keySet()) {
            got.define(symbol, 0);
        }
    }

    public WasmInstance instance() {
        return instance;
    }

    public ProgramCalls calls() {
        return calls;
    }

    public LinearMemory memory() {
        return memory;
    }

    public Libc libc() {
        return libc;
    }

    /** Start function, data relocations, constructors: what must happen before {@code main}. */
    public void initialize() {
        Instantiator.start(instance);
        callIfExported("__wasm_apply_data_relocs");
        callIfExported("__wasm_call_ctors");
    }

    private void callIfExported(String name) {
        if (calls.hasExport(name)) {
            calls.callExport(name);
        }
    }

    /** Whether {@link #enter} has met a failure the program cannot survive. */
    public boolean hasFailed() {
        return fatal != null;
    }

    /**
     * Runs something that executes guest code. After a trap, an uncaught WebAssembly exception or an exhausted host
     * stack the program's state cannot be trusted (PEP 776, "Traps and Uncaught Exceptions"): every later call fails
     * with what happened.
     */
    @TruffleBoundary
    public <T> T enter(Supplier<T> action) {
        if (fatal != null) {
            throw new FatalErrorException("the Emscripten runtime has fatally failed and cannot be used any more: "
                            + fatal.getMessage(), fatal);
        }
        try {
            return action.get();
        } catch (TrapException | UnimplementedImportException exception) {
            fatal = exception;
            throw exception;
        } catch (WasmException exception) {
            fatal = new UncaughtWasmException(exception);
            throw fatal;
        } catch (StackOverflowError error) {
            fatal = Trap.CALL_STACK_EXHAUSTED.at(null);
            throw fatal;
        }
    }
}
