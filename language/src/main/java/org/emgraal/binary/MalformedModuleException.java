// SPDX-License-Identifier: Apache-2.0
package org.emgraal.binary;

import com.oracle.truffle.api.exception.AbstractTruffleException;
import com.oracle.truffle.api.interop.ExceptionType;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;

/**
 * The bytes are no WebAssembly module. The message starts with the wording of the specification's test suite. Guest
 * code sees a parse error.
 */
@ExportLibrary(InteropLibrary.class)
public final class MalformedModuleException extends AbstractTruffleException {

    private static final long serialVersionUID = 1L;

    private final int offset;

    public MalformedModuleException(String message, int offset) {
        super(message + " at offset 0x" + Integer.toHexString(offset));
        this.offset = offset;
    }

    /** Offset into the module's bytes of the first byte that cannot be read. */
    public int offset() {
        return offset;
    }

    @ExportMessage
    ExceptionType getExceptionType() {
        return ExceptionType.PARSE_ERROR;
    }
}
