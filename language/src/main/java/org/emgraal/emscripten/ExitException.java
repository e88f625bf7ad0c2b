// SPDX-License-Identifier: Apache-2.0
package org.emgraal.emscripten;

import com.oracle.truffle.api.exception.AbstractTruffleException;
import com.oracle.truffle.api.interop.ExceptionType;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;

/** A program ended itself: it called {@code exit}, or its {@code main} returned something other than 0. */
@ExportLibrary(InteropLibrary.class)
@SuppressWarnings("static-method")
public final class ExitException extends AbstractTruffleException {

    private static final long serialVersionUID = 1L;
    private final int status;

    public ExitException(int status) {
        super("exit status " + status);
        this.status = status;
    }

    @ExportMessage
    ExceptionType getExceptionType() {
        return ExceptionType.EXIT;
    }

    @ExportMessage
    int getExceptionExitStatus() {
        return status;
    }
}
