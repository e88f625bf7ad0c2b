// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.fs;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.ThreadFactory;
import org.emgraal.libc.Errno;
import org.emgraal.libc.ErrnoException;
import org.emgraal.libc.abi.OpenFlags;

/** The embedder's three streams and terminal, as files. */
public final class StandardStreams {

    /** Read and write by owner, write by group {@code tty}. */
    private static final int TERMINAL_MODE = 0620;
    private static final int PIPE_MODE = 0600;

    private final InputSource input;
    private final OutputStream output;
    private final OutputStream error;
    private final Terminal terminal;
    private final TerminalDevice terminalDevice;

    public StandardStreams(InputStream input, OutputStream output, OutputStream error, Terminal terminal,
                    int processGroup, ThreadFactory threads, Readiness readiness) {
        this.input = new InputSource(input, threads, readiness);
        this.output = output;
        this.error = error;
        this.terminal = terminal;
        this.terminalDevice = new TerminalDevice(terminal, processGroup);
    }

    /** Opens standard input (0), output (1) or error (2). */
    OpenFile open(MemoryFileSystem fileSystem, int descriptor) {
        boolean tty = terminal.isTerminal(descriptor);
        // A stream that is no terminal is, for all a program can tell, a pipe.
        Node node = new MemoryDevice(fileSystem, tty ? FileType.CHARACTER_DEVICE : FileType.FIFO,
                        tty ? TERMINAL_MODE : PIPE_MODE, tty ? DeviceFileSystem.TTY : 0,
                        (self, flags) -> file(self, descriptor, flags));
        return file(node, descriptor, descriptor == 0 ? OpenFlags.O_RDONLY : OpenFlags.O_WRONLY);
    }

    private OpenFile file(Node node, int descriptor, int flags) {
        TerminalDevice device = terminal.isTerminal(descriptor) ? terminalDevice : null;
        return descriptor == 0 ? new StreamFile(node, flags, input, null, device)
                        : new StreamFile(node, flags, null, descriptor == 1 ? output : error, device);
    }

    /** Opens the controlling terminal, {@code /dev/tty}. */
    OpenFile openTerminal(Node node, int flags) {
        boolean reads = terminal.isTerminal(0);
        OutputStream writes = terminal.isTerminal(1) ? output : terminal.isTerminal(2) ? error : null;
        if (!reads && writes == null) {
            throw new ErrnoException(Errno.ENXIO);
        }
        return new StreamFile(node, flags, reads ? input : null, writes, terminalDevice);
    }

    void close() {
        input.close();
    }
}
