// SPDX-License-Identifier: Apache-2.0
package org.emgraal.runtime;

import com.oracle.truffle.api.exception.AbstractTruffleException;
import com.oracle.truffle.api.interop.ExceptionType;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import com.oracle.truffle.api.nodes.Node;

/** A trap on its way out: no WebAssembly handler sees it (specification, "Administrative Instructions"). */
@ExportLibrary(InteropLibrary.class)
public final class TrapException extends AbstractTruffleException {

    private static final long serialVersionUID = 1L;
    private final Trap trap;

    TrapException(Trap trap, String message, Node location) {
        super(message, location);
        this.trap = trap;
    }

    public Trap trap() {
        return trap;
    }

    @ExportMessage
    @SuppressWarnings("static-method")
    ExceptionType getExceptionType() {
        return ExceptionType.RUNTIME_ERROR;
    }
}
