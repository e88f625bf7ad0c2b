// SPDX-License-Identifier: Apache-2.0
package org.emgraal.emscripten;

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

    static MainModuleLayout of(WasmModule module) {
        int data = module.dylink() == null ? 0 : module.dylink().memorySize();
        int stackLow = align(MEMORY_BASE + data);
        return new MainModuleLayout(stackLow, stackLow + STACK_SIZE);
    }

    private static int align(int address) {
        return address + 15 & ~15;
    }
}
