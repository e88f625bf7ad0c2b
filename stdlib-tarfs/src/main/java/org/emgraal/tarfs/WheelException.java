// SPDX-License-Identifier: Apache-2.0
package org.emgraal.tarfs;

import java.io.IOException;

/** A wheel that cannot be used; the message is one sentence that begins with its file name. */
public final class WheelException extends IOException {
    private static final long serialVersionUID = 1L;

    WheelException(String fileName, String reason) {
        super(fileName + " " + reason);
    }
}
