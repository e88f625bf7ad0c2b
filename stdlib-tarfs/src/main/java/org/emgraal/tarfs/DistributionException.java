// SPDX-License-Identifier: Apache-2.0
package org.emgraal.tarfs;

import java.io.IOException;

/** There is no usable distribution; the message is one sentence that says what is wrong and what to do. */
public final class DistributionException extends IOException {
    private static final long serialVersionUID = 1L;

    DistributionException(String message) {
        super(message);
    }

    DistributionException(String message, Throwable cause) {
        super(message, cause);
    }
}
