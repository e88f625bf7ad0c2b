// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc;

/**
 * What libc asks of the running program: calling its exports and its function pointers. Implemented by the engine.
 * A guest trap or exit propagates as the engine's own exception and must not be caught.
 */
public interface GuestCalls {

    /** Whether the program exports a function of this name. */
    boolean hasExport(String name);

    /**
     * Calls an exported function. Arguments are {@link Integer}, {@link Long}, {@link Float}, {@link Double}; the
     * result is one of these, or null for a void function.
     */
    Object callExport(String name, Object... arguments);

    /** Calls {@code __indirect_function_table[pointer]}; surplus arguments are dropped, missing ones are zero. */
    Object callPointer(int pointer, Object... arguments);

    /** Calls {@code malloc} of the program; 0 if it has no memory left. */
    default int malloc(int size) {
        return (Integer) callExport("malloc", size);
    }

    default void free(int pointer) {
        callExport("free", pointer);
    }
}
