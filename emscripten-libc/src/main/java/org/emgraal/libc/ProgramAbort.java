// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc;

/**
 * Unwinds the guest after {@code abort}. Like a trap it is final: no guest handler may catch it and the program must
 * not be entered again. Its message is Emscripten's, {@code Aborted(reason)}.
 */
public final class ProgramAbort extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ProgramAbort(String reason) {
        super("Aborted(" + reason + ")", null, false, false);
    }
}
