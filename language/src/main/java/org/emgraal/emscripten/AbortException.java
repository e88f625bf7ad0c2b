// SPDX-License-Identifier: Apache-2.0
package org.emgraal.emscripten;

import com.oracle.truffle.api.exception.AbstractTruffleException;

/** A program gave up: {@code abort}, a failed {@code assert}, or a C++ exception that nobody caught. */
public final class AbortException extends AbstractTruffleException {

    private static final long serialVersionUID = 1L;

    AbortException(String message) {
        super(message);
    }
}
