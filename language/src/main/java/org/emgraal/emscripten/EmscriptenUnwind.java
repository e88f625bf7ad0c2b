// SPDX-License-Identifier: Apache-2.0
package org.emgraal.emscripten;

import com.oracle.truffle.api.nodes.ControlFlowException;

/**
 * What unwinds the guest to the next {@code invoke_*} in programs compiled without WebAssembly exceptions: a thrown C++
 * exception or a {@code longjmp}. No handler inside WebAssembly sees it.
 */
final class EmscriptenUnwind extends ControlFlowException {

    /** {@code longjmp}: its target is in the program's memory. */
    static final EmscriptenUnwind LONG_JUMP = new EmscriptenUnwind(0);

    private static final long serialVersionUID = 1L;
    private final int exception;

    /** {@code exception} is the address of the C++ object thrown. */
    EmscriptenUnwind(int exception) {
        this.exception = exception;
    }

    /** The address of the C++ object thrown, or 0 for a {@code longjmp}. */
    int exception() {
        return exception;
    }
}
