// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.fs;

import org.emgraal.libc.Errno;
import org.emgraal.libc.ErrnoException;
import org.emgraal.libc.LinearMemory;
import org.emgraal.libc.abi.Ioctl;

/** The state a program sees of its {@link Terminal}, and the controls on it. */
final class TerminalDevice {

    private final Terminal terminal;
    private final int processGroup;
    private TerminalSettings settings = TerminalSettings.INITIAL;

    TerminalDevice(Terminal terminal, int processGroup) {
        this.terminal = terminal;
        this.processGroup = processGroup;
    }

    int control(int request, int argument, LinearMemory memory) {
        switch (request) {
            case Ioctl.TCGETS, Ioctl.TCGETA -> settings.store(memory, argument);
            case Ioctl.TCSETS, Ioctl.TCSETSW, Ioctl.TCSETSF, Ioctl.TCSETA, Ioctl.TCSETAW, Ioctl.TCSETAF -> {
                TerminalSettings chosen = TerminalSettings.load(memory, argument);
                terminal.configure(chosen);
                settings = chosen;
            }
            case Ioctl.TIOCGPGRP -> memory.storeInt(argument, processGroup);
            case Ioctl.TIOCGWINSZ -> {
                memory.storeShort(argument, (short) terminal.rows());
                memory.storeShort(argument + 2, (short) terminal.columns());
                memory.storeInt(argument + 4, 0);
            }
            // Nothing is buffered here, so there is nothing to drain, stop or drop; the size is the host's.
            case Ioctl.TCSBRK, Ioctl.TCXONC, Ioctl.TCFLSH, Ioctl.TIOCSWINSZ -> {
            }
            default -> throw new ErrnoException(Errno.EINVAL);
        }
        return 0;
    }
}
