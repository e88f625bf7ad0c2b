// SPDX-License-Identifier: Apache-2.0
package org.emgraal.validation;

import com.oracle.truffle.api.exception.AbstractTruffleException;
import com.oracle.truffle.api.interop.ExceptionType;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;

/**
 * A well-formed module breaks a validation rule. The message starts with the wording of the specification's test suite.
 * Guest code sees a parse error.
 */
@ExportLibrary(InteropLibrary.class)
public final class InvalidModuleException extends AbstractTruffleException {

    private static final long serialVersionUID = 1L;

    private final int offset;
    private final int functionIndex;

    /**
     * @param offset offset of the instruction, or -1 outside of code
     * @param functionIndex the function, counting imports, or -1 outside of functions
     */
    public InvalidModuleException(String message, int offset, int functionIndex) {
        super(message + (functionIndex < 0 ? "" : " in function " + functionIndex)
                        + (offset < 0 ? "" : " at offset 0x" + Integer.toHexString(offset)));
        this.offset = offset;
        this.functionIndex = functionIndex;
    }

    /** As found when one of several modules' functions was first called: the message says besides whose it is. */
    public InvalidModuleException(InvalidModuleException found, String module) {
        super(found.getMessage() + " of module " + module);
        this.offset = found.offset;
        this.functionIndex = found.functionIndex;
    }

    /** Offset into the module's bytes of the invalid instruction, or -1. */
    public int offset() {
        return offset;
    }

    /** Index of the invalid function, counting imports, or -1. */
    public int functionIndex() {
        return functionIndex;
    }

    @ExportMessage
    ExceptionType getExceptionType() {
        return ExceptionType.PARSE_ERROR;
    }
}
