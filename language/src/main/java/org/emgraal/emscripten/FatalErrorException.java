// SPDX-License-Identifier: Apache-2.0
package org.emgraal.emscripten;

import com.oracle.truffle.api.exception.AbstractTruffleException;

/** A call into a program whose runtime has failed before. */
public final class FatalErrorException extends AbstractTruffleException {

    private static final long serialVersionUID = 1L;

    FatalErrorException(String message, Throwable cause) {
        super(message, cause, UNLIMITED_STACK_TRACE, null);
    }
}
