// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc;

/** Unwinds the guest after {@code exit}, {@code _Exit} or {@code proc_exit}; carries the status, no stack trace. */
public final class ProgramExit extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private final int status;

    public ProgramExit(int status) {
        super("exit(" + status + ")", null, false, false);
        this.status = status;
    }

    public int status() {
        return status;
    }
}
