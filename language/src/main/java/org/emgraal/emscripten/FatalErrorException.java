// SPDX-License-Identifier: Apache-2.0
package org.emgraal.emscripten;

import com.oracle.truffle.api.exception.AbstractTruffleException;
import com.oracle.truffle.api.nodes.Node;

/** A program's runtime has failed, and a call into one that has. */
public final class FatalErrorException extends AbstractTruffleException {

    private static final long serialVersionUID = 1L;

    FatalErrorException(String message, Throwable cause) {
        this(message, cause, null);
    }

    /** @param location the innermost frame, where a failure is told with other frames than those of its own */
    public FatalErrorException(String message, Throwable cause, Node location) {
        super(message, cause, UNLIMITED_STACK_TRACE, location);
    }
}
