// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc;

import java.io.IOException;

/** The host's command interpreter, if the embedder grants it: what {@code system} runs commands with. */
@FunctionalInterface
public interface CommandShell {

    /**
     * Runs a command and waits for it.
     *
     * @return its exit status, 0 to 255, or minus the number of the signal that ended it
     */
    int run(String command) throws IOException, InterruptedException;
}
