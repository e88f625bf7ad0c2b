// SPDX-License-Identifier: Apache-2.0
package org.emgraal.bytecode;

/** A function that is left to the syntax tree; the message says why. */
final class UnsupportedFunctionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnsupportedFunctionException(String reason) {
        super(reason, null, false, false);
    }
}
