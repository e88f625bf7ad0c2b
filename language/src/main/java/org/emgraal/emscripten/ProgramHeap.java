// SPDX-License-Identifier: Apache-2.0
package org.emgraal.emscripten;

import java.util.function.BooleanSupplier;
import org.emgraal.dylink.DynamicLinkException;
import org.emgraal.dylink.GlobalOffsetTable;
import org.emgraal.dylink.LibraryMemory;
import org.emgraal.libc.LinearMemory;
import org.emgraal.libc.fs.GuestText;
import org.emgraal.runtime.WasmGlobal;
import org.emgraal.runtime.WasmInstance;

/**
 * Memory for libraries: from the program's {@code malloc} once it is initialised, before that from the start of its
 * heap, which moves up (Emscripten src/lib/libdylink.js, {@code getMemory}).
 */
final class ProgramHeap implements LibraryMemory {

    private static final int ALIGNMENT = 16;
    private static final String HEAP_BASE = "__heap_base";

    private final WasmInstance instance;
    private final ProgramCalls calls;
    private final LinearMemory memory;
    private final GlobalOffsetTable got;
    private final BooleanSupplier initialized;
    private int heapBase;

    ProgramHeap(WasmInstance instance, ProgramCalls calls, LinearMemory memory, GlobalOffsetTable got, BooleanSupplier initialized) {
        this.instance = instance;
        this.calls = calls;
        this.memory = memory;
        this.got = got;
        this.initialized = initialized;
    }

    @Override
    public String text(int address) {
        return GuestText.decode(memory.readCString(address));
    }

    @Override
    public int allocate(int size) {
        int address = initialized.getAsBoolean() ? malloc(size) : takeFromHeap(size);
        if (address == 0) {
            throw new DynamicLinkException("no memory left for %d bytes of static data".formatted(size));
        }
        memory.fill(address, (byte) 0, size);
        return address;
    }

    private int malloc(int size) {
        return calls.hasExport("malloc") ? calls.malloc(size) : calls.callInt("calloc", size, 1);
    }

    private int takeFromHeap(int size) {
        if (heapBase == 0) {
            heapBase = instance.export(HEAP_BASE) instanceof WasmGlobal global ? global.getInt() : got.entry(HEAP_BASE).getInt();
        }
        int address = heapBase;
        long end = Integer.toUnsignedLong(address) + size + ALIGNMENT - 1 & -ALIGNMENT;
        if (!memory.growTo(end)) {
            return 0;
        }
        setHeapBase((int) end);
        return address;
    }

    private void setHeapBase(int address) {
        heapBase = address;
        got.entry(HEAP_BASE).setInt(address);
        if (calls.hasExport("emscripten_get_sbrk_ptr")) {
            memory.storeInt(calls.callInt("emscripten_get_sbrk_ptr"), address);
        }
    }

    @Override
    public void free(int address) {
        if (initialized.getAsBoolean() && calls.hasExport("free")) {
            calls.free(address);
        }
    }
}
