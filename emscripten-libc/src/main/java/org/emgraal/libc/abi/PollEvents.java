// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.abi;

/** Events of {@code poll} (musl {@code poll.h}). */
public final class PollEvents {

    public static final int POLLIN = 0x001;
    public static final int POLLPRI = 0x002;
    public static final int POLLOUT = 0x004;
    public static final int POLLERR = 0x008;
    public static final int POLLHUP = 0x010;
    public static final int POLLNVAL = 0x020;
    public static final int POLLRDNORM = 0x040;
    public static final int POLLRDBAND = 0x080;
    public static final int POLLWRNORM = 0x100;
    public static final int POLLWRBAND = 0x200;

    /** Reported whether asked for or not. */
    public static final int ALWAYS = POLLERR | POLLHUP | POLLNVAL;

    private PollEvents() {
    }

    /** Adds POLLRDNORM and POLLWRNORM, which mean the same as POLLIN and POLLOUT here. */
    public static int normal(int events) {
        return events | ((events & POLLIN) != 0 ? POLLRDNORM : 0) | ((events & POLLOUT) != 0 ? POLLWRNORM : 0);
    }
}
