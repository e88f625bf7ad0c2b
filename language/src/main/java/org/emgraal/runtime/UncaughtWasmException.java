// SPDX-License-Identifier: Apache-2.0
package org.emgraal.runtime;

import com.oracle.truffle.api.exception.AbstractTruffleException;

/** A WebAssembly exception that no handler caught, on its way to the embedder. */
public final class UncaughtWasmException extends AbstractTruffleException {

    private static final long serialVersionUID = 1L;
    private final transient WasmException exception;

    public UncaughtWasmException(WasmException exception) {
        super("uncaught WebAssembly exception " + exception.tag().type().parameters());
        this.exception = exception;
    }

    public WasmException exception() {
        return exception;
    }
}
