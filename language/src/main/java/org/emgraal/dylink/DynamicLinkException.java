// SPDX-License-Identifier: Apache-2.0
package org.emgraal.dylink;

import com.oracle.truffle.api.exception.AbstractTruffleException;

/** A library that cannot be loaded; {@code dlerror} says the message. */
public final class DynamicLinkException extends AbstractTruffleException {

    private static final long serialVersionUID = 1L;

    public DynamicLinkException(String message) {
        super(message);
    }
}
