// SPDX-License-Identifier: Apache-2.0
package org.emgraal.maven;

import java.io.IOException;

/** Packages cannot be had; the message is a sentence that says what is wrong and what to do. */
final class PackagesException extends IOException {
    private static final long serialVersionUID = 1L;

    PackagesException(String message) {
        super(message);
    }

    PackagesException(String message, Throwable cause) {
        super(message, cause);
    }
}
