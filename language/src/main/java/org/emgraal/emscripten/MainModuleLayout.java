// SPDX-License-Identifier: Apache-2.0
package org.emgraal.emscripten;

import org.emgraal.dylink.GlobalOffsetTable;
import org.emgraal.module.Import;
import org.emgraal.module.MemoryType;
import org.emgraal.module.WasmModule;

/**
 * The address space of a relocatable main module (Emscripten tools/link.py and shared.py): static data from 1024,
 * then the stack, then the heap.
 *
 * @param stackLow end of static data
 * @param stackHigh initial stack pointer and start of the heap
 */
public record MainModuleLayout(int stackLow, int stackHigh) {

    public static final int MEMORY_BASE = 1024;
    public static final int TABLE_BASE = 1;
    /** Pyodide links with {@code -sSTACK_SIZE=5MB} since 0.26; Emscripten's default is 64 KiB, more does no harm. */
    private static final int STACK_SIZE = 5 << 20;
    /** Of the memory a program starts with, the stack takes at most this part. */
    private static final int STACK_PART = 4;

    static MainModuleLayout of(WasmModule module) {
        int data = module.dylink() == null ? 0 : module.dylink().memorySize();
        int stackLow = align(MEMORY_BASE + data);
        long free = initialMemory(module) - stackLow;
        return new MainModuleLayout(stackLow, stackLow + align((int) Math.clamp(free / STACK_PART, 0, STACK_SIZE)));
    }

    private static long initialMemory(WasmModule module) {
        for (Import anImport : module.imports()) {
            if (anImport instanceof Import.Memory memory) {
                return memory.type().limits().minimum() * MemoryType.PAGE_SIZE;
            }
        }
        return module.memories().isEmpty() ? 0 : module.memories().get(0).limits().minimum() * MemoryType.PAGE_SIZE;
    }

    /** Where a main module's data lies: addresses it exports are relative to this. */
    static int memoryBase(WasmModule module) {
        return module.imports().stream().anyMatch(anImport -> anImport.name().equals("__memory_base")) ? MEMORY_BASE : 0;
    }

    /** Tells the program, if it asks. */
    void define(GlobalOffsetTable got) {
        got.define("__stack_low", stackLow);
        got.define("__stack_high", stackHigh);
        got.define("__heap_base", stackHigh);
    }

    private static int align(int address) {
        return address + 15 & ~15;
    }
}
