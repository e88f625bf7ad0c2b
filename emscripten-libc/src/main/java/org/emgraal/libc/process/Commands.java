// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.process;

import java.io.IOException;
import org.emgraal.libc.CommandShell;
import org.emgraal.libc.Errno;
import org.emgraal.libc.ErrnoException;

/** {@code system}: commands of the host, if the embedder grants its shell. */
final class Commands {

    private static final int NOT_EXECUTABLE = 127;

    private final GuestProcess process;
    private final CommandShell shell;

    /** @param shell null if the program may not run commands */
    Commands(GuestProcess process, CommandShell shell) {
        this.process = process;
        this.shell = shell;
    }

    /** The status as {@code waitpid} encodes it; without a command whether there is a shell. */
    int system(int command) {
        if (command == 0) {
            return shell == null ? 0 : 1;
        }
        if (shell == null) {
            throw new ErrnoException(Errno.EPERM);
        }
        try {
            int status = shell.run(process.string(command));
            return status < 0 ? -status : (status & 0xFF) << 8;
        } catch (IOException cannotRun) {
            return NOT_EXECUTABLE << 8;
        } catch (InterruptedException interruption) {
            throw new ErrnoException(Errno.EINTR);
        }
    }
}
