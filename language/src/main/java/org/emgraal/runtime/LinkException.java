// SPDX-License-Identifier: Apache-2.0
package org.emgraal.runtime;

import com.oracle.truffle.api.exception.AbstractTruffleException;

/** An import that is missing or of the wrong type; messages begin as the specification's test suite has them. */
public final class LinkException extends AbstractTruffleException {

    private static final long serialVersionUID = 1L;

    public LinkException(String message) {
        super(message);
    }
}
