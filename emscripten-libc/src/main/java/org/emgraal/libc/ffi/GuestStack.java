// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.ffi;

import org.emgraal.libc.GuestCalls;
import org.emgraal.libc.process.GuestProcess;

/**
 * Space on the program's own stack for the time of one call, below what the program uses; closing gives it back.
 * Functions that change the stack pointer are exports of every program (in versions before 3.1.52 named otherwise).
 */
final class GuestStack implements AutoCloseable {

    /** The stack pointer is a multiple of this at every call (BasicCABI.md). */
    private static final int ALIGNMENT = 16;

    private final GuestCalls calls;
    private final String restore;
    private final int initial;
    private int pointer;

    GuestStack(GuestProcess process) {
        calls = process.calls();
        restore = calls.hasExport("_emscripten_stack_restore") ? "_emscripten_stack_restore" : "stackRestore";
        initial = (Integer) calls.callExport(calls.hasExport("emscripten_stack_get_current")
                        ? "emscripten_stack_get_current" : "stackSave");
        pointer = initial;
    }

    /** Takes {@code size} bytes; their address. */
    int allocate(int size, int alignment) {
        pointer = pointer - size & -alignment;
        return pointer;
    }

    /** Tells the program; to be called before it runs again. */
    void commit() {
        calls.callExport(restore, allocate(0, ALIGNMENT));
    }

    @Override
    public void close() {
        calls.callExport(restore, initial);
    }
}
