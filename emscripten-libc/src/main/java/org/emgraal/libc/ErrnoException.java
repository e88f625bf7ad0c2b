// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc;

/** A system call fails with an {@link Errno}. Without stack trace: failing lookups are everyday events. */
public final class ErrnoException extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private final Errno errno;

    public ErrnoException(Errno errno) {
        super(errno.name(), null, false, false);
        this.errno = errno;
    }

    public Errno errno() {
        return errno;
    }
}
