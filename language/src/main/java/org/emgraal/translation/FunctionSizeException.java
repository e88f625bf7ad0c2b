// SPDX-License-Identifier: Apache-2.0
package org.emgraal.translation;

import com.oracle.truffle.api.exception.AbstractTruffleException;

/** A valid function that takes too much memory to be executed; every call of it fails so. */
public final class FunctionSizeException extends AbstractTruffleException {

    private static final long serialVersionUID = 1L;

    FunctionSizeException(String message) {
        super(message);
    }
}
