// SPDX-License-Identifier: Apache-2.0
package org.emgraal.interop.wasm;

import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.Supplier;
import org.emgraal.emscripten.EmscriptenProgram;
import org.emgraal.emscripten.ExitException;
import org.emgraal.libc.ProgramExit;
import org.emgraal.runtime.CallRegisters;
import org.emgraal.runtime.WasmFunction;
import org.emgraal.runtime.WasmGlobal;
import org.emgraal.runtime.WasmMemory;
import org.emgraal.runtime.WasmTable;
import org.emgraal.runtime.WasmTag;

/** The interop objects of one program's functions, memories, tables, globals and tags: one for each. */
public final class ModuleObjects {

    private final EmscriptenProgram program;
    private final Map<Object, Object> objects = new WeakHashMap<>();

    public ModuleObjects(EmscriptenProgram program) {
        this.program = program;
    }

    EmscriptenProgram program() {
        return program;
    }

    CallRegisters registers() {
        return program.instance().registers();
    }

    /** Runs guest code; what ends it becomes an exception for the embedder. */
    <T> T enter(Supplier<T> action) {
        try {
            return inTurn(() -> program.enter(action));
        } catch (ProgramExit exit) {
            throw new ExitException(exit.status());
        }
    }

    /** Runs something while no other thread runs the program's instances. */
    <T> T inTurn(Supplier<T> action) {
        return program.instance().store().inTurn(action);
    }

    FunctionObject function(WasmFunction function) {
        return (FunctionObject) of(function);
    }

    /** The object for a function, memory, table, global or tag. */
    synchronized Object of(Object value) {
        return objects.computeIfAbsent(value, key -> switch (key) {
            case WasmFunction function -> new FunctionObject(this, function);
            case WasmMemory memory -> new MemoryObject(memory);
            case WasmTable table -> new TableObject(this, table);
            case WasmGlobal global -> new GlobalObject(this, global);
            case WasmTag tag -> new TagObject(tag);
            default -> throw new IllegalArgumentException("no export: " + key);
        });
    }
}
