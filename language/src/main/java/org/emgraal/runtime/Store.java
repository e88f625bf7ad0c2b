// SPDX-License-Identifier: Apache-2.0
package org.emgraal.runtime;

/**
 * What all instances of one agent share (specification, "Store"; one agent runs on one thread at a time). A polyglot
 * context has one; a WebAssembly thread has its own and shares only memories.
 */
public final class Store {

    private final CallRegisters registers = new CallRegisters();

    public CallRegisters registers() {
        return registers;
    }
}
