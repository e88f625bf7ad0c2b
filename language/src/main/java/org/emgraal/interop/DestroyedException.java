// SPDX-License-Identifier: Apache-2.0
package org.emgraal.interop;

import com.oracle.truffle.api.exception.AbstractTruffleException;

/** A handle was used after {@code destroy()} has given its Python object back. */
final class DestroyedException extends AbstractTruffleException {

    private static final long serialVersionUID = 1L;

    DestroyedException() {
        super("this handle of a Python object has been destroyed");
    }
}
