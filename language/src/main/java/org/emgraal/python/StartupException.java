// SPDX-License-Identifier: Apache-2.0
package org.emgraal.python;

import com.oracle.truffle.api.exception.AbstractTruffleException;

/** CPython could not be started; the message says what is missing. */
public final class StartupException extends AbstractTruffleException {

    private static final long serialVersionUID = 1L;

    public StartupException(String message, Throwable cause) {
        super(message, cause, 0, null);
    }
}
