// SPDX-License-Identifier: Apache-2.0
package org.emgraal.runtime;

import com.oracle.truffle.api.CompilerDirectives.CompilationFinal;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.emgraal.module.Export;
import org.emgraal.module.WasmModule;

/**
 * An instance of a module: its index spaces, imports first. Filled by {@link Instantiator}. All state of a running
 * program is reachable from here, so that it can be enumerated for a snapshot.
 */
public final class WasmInstance {

    private static final VarHandle ZERO;

    static {
        try {
            ZERO = MethodHandles.lookup().findVarHandle(WasmInstance.class, "zero", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final ModuleCode code;
    private final Store store;
    private final CallRegisters registers;
    private final Object[] arguments = {this};
    final WasmFunction[] functions;
    final WasmTable[] tables;
    private final WasmMemory[] memories;
    /** {@code memories[0]}, which nearly every instruction that accesses memory means. */
    private WasmMemory memory0 = WasmMemory.NONE;
    final WasmGlobal[] globals;
    final WasmTag[] tags;
    /** Passive and not yet dropped data segments: whether {@code data.drop} has been executed. */
    final boolean[] droppedData;
    /** Element segments' references; dropped ones are empty. */
    final Object[][] elements;
    private final Map<Integer, WasmFunction> replacements = new HashMap<>();
    private Map<String, Export> exports;
    /** Whether generated code is to look at safepoints, which it does at loops and calls; set by {@link SafepointTimer}. */
    public volatile boolean pollRequested;
    /** The same for where no loop is. */
    public boolean pollAtEntry;
    /** What generated code knows of the interpreter among the instance's functions that ran last. */
    public Object interpreter;
    private final List<Object> interpreters = new ArrayList<>(1);
    /** Words of the large frames that generated code has on the heap. */
    public int frameWords;
    /** Always 0. */
    private int zero;
    @CompilationFinal private Object host;
    /** Pairs of owner and value. */
    private Object[] attachments = {};

    WasmInstance(ModuleCode code, Store store) {
        WasmModule module = code.module();
        this.code = code;
        this.store = store;
        this.registers = store.registers();
        store.add(this);
        // Links the access: only compiled code makes it, and cannot fold one that was never linked.
        opaqueZero();
        this.functions = new WasmFunction[module.functionTypes().length];
        this.tables = new WasmTable[code.indexSpaces().tables().length];
        this.memories = new WasmMemory[code.indexSpaces().memories().length];
        this.globals = new WasmGlobal[code.indexSpaces().globals().length];
        this.tags = new WasmTag[module.tagTypes().length];
        this.droppedData = new boolean[module.data().size()];
        this.elements = new Object[module.elements().size()][];
    }

    public ModuleCode code() {
        return code;
    }

    public WasmModule module() {
        return code.module();
    }

    public Store store() {
        return store;
    }

    public CallRegisters registers() {
        return registers;
    }

    /** Zero, which compiled code reads anew each time: as an acquiring read it is neither known nor moved. */
    public int opaqueZero() {
        return (int) ZERO.getAcquire(this);
    }

    /** What a call of one of this instance's functions passes. */
    public Object[] arguments() {
        return arguments;
    }

    /** Whose program this instance is part of: set by the embedding layer, opaque here. */
    public Object host() {
        return host;
    }

    public void setHost(Object newHost) {
        host = newHost;
    }

    /** What code that all instances share keeps of this one: the value that {@code owner} has attached, or null. */
    public Object attachment(Object owner) {
        Object[] pairs = attachments;
        for (int i = 0; i < pairs.length; i += 2) {
            if (pairs[i] == owner) {
                return pairs[i + 1];
            }
        }
        return null;
    }

    /** Attaches a value, and returns it, unless there is one already, which is then returned. */
    @TruffleBoundary
    public synchronized Object attach(Object owner, Object value) {
        Object known = attachment(owner);
        if (known == null) {
            Object[] extended = Arrays.copyOf(attachments, attachments.length + 2);
            extended[attachments.length] = owner;
            extended[attachments.length + 1] = value;
            attachments = extended;
        }
        return known == null ? value : known;
    }

    /** What generated code knows of all interpreters among the instance's functions. */
    public <T> T[] interpreters(IntFunction<T[]> array) {
        return interpreters.toArray(array);
    }

    public void addInterpreter(Object state) {
        interpreters.add(state);
    }

    /** A function by index: an import as it was given, or a definition. */
    public WasmFunction function(int index) {
        WasmFunction function = functions[index];
        return function != null ? function : createFunction(index);
    }

    @TruffleBoundary
    private WasmFunction createFunction(int index) {
        WasmFunction function = new WasmFunction(this, index);
        functions[index] = function;
        return function;
    }

    /**
     * Makes every call of a defined function go to another of the same type, as {@code LD_PRELOAD} does. The function
     * must not have been called in this engine before.
     */
    @TruffleBoundary
    public void replace(int index, WasmFunction replacement) {
        code.setReplaceable(index);
        replacements.put(index, replacement);
    }

    /** What replaces a function in this instance, or null. */
    @TruffleBoundary
    public WasmFunction replacement(int index) {
        return replacements.get(index);
    }

    public WasmTable table(int index) {
        return tables[index];
    }

    public WasmMemory memory(int index) {
        return memories[index];
    }

    /** Memory 0; one without pages if the module has none. */
    public WasmMemory memory0() {
        return memory0;
    }

    /** The array of memory 0. */
    public byte[] memoryBytes() {
        return memory0.bytes();
    }

    void setMemory(int index, WasmMemory memory) {
        memories[index] = memory;
        if (index == 0) {
            memory0 = memory;
        }
    }

    public int memoryCount() {
        return memories.length;
    }

    public WasmGlobal global(int index) {
        return globals[index];
    }

    public WasmTag tag(int index) {
        return tags[index];
    }

    /** The references of an element segment; empty once dropped. */
    public Object[] element(int index) {
        return elements[index];
    }

    public void dropElement(int index) {
        elements[index] = new Object[0];
    }

    /** Bytes a data segment still has: 0 once dropped. */
    public int dataLength(int index) {
        return droppedData[index] ? 0 : module().data().get(index).length();
    }

    /** Where a data segment starts in {@code module().bytes()}. */
    public int dataStart(int index) {
        return module().data().get(index).start();
    }

    public void dropData(int index) {
        droppedData[index] = true;
    }

    /** The exports by name, in order of declaration. */
    @TruffleBoundary
    public Map<String, Export> exports() {
        if (exports == null) {
            Map<String, Export> map = new java.util.LinkedHashMap<>();
            for (Export export : module().exports()) {
                map.put(export.name(), export);
            }
            exports = map;
        }
        return exports;
    }

    /** An exported function, table, memory, global or tag, or null. */
    @TruffleBoundary
    public Object export(String name) {
        Export export = exports().get(name);
        if (export == null) {
            return null;
        }
        int index = export.index();
        return switch (export.kind()) {
            case FUNCTION -> function(index);
            case TABLE -> tables[index];
            case MEMORY -> memories[index];
            case GLOBAL -> globals[index];
            case TAG -> tags[index];
        };
    }
}
