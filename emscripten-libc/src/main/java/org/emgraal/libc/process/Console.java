// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.process;

import java.nio.ByteBuffer;
import org.emgraal.libc.ErrnoException;
import org.emgraal.libc.fs.GuestText;
import org.emgraal.libc.fs.OpenFile;

/** Lines that Emscripten's runtime writes itself, past stdio. */
public final class Console {

    private static final int STDOUT = 1;
    private static final int STDERR = 2;

    /** Flags of {@code emscripten_log} that send a message to standard error (emscripten.h): warning, error. */
    private static final int TO_STANDARD_ERROR = 2 | 4;

    private final GuestProcess process;

    Console(GuestProcess process) {
        this.process = process;
    }

    /** Writes a line to standard output. */
    public void out(String line) {
        print(STDOUT, line);
    }

    /** Writes a line to standard error. */
    public void err(String line) {
        print(STDERR, line);
    }

    /** {@code emscripten_log}. */
    void log(int flags, String message) {
        print((flags & TO_STANDARD_ERROR) != 0 ? STDERR : STDOUT, message);
    }

    private void print(int descriptor, String line) {
        OpenFile file = process.descriptors().find(descriptor);
        if (file == null) {
            return;
        }
        ByteBuffer bytes = ByteBuffer.wrap(GuestText.encode(line + "\n"));
        try {
            while (bytes.hasRemaining() && file.write(bytes) > 0) {
                continue;
            }
        } catch (ErrnoException nobodyListens) {
            // These functions have no result, and there is no other place to complain at.
            return;
        }
    }
}
