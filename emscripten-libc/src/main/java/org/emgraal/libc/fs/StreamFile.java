// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.fs;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.emgraal.libc.Errno;
import org.emgraal.libc.ErrnoException;
import org.emgraal.libc.LinearMemory;
import org.emgraal.libc.abi.Ioctl;
import org.emgraal.libc.abi.PollEvents;

/** A standard stream or the terminal, opened. */
final class StreamFile extends OpenFile {

    private final InputSource input;
    private final OutputStream output;
    private final TerminalDevice terminal;

    /** Each of {@code input}, {@code output} and {@code terminal} may be null. */
    StreamFile(Node node, int flags, InputSource input, OutputStream output, TerminalDevice terminal) {
        super(node, flags);
        this.input = input;
        this.output = output;
        this.terminal = terminal;
    }

    @Override
    public int read(ByteBuffer target) {
        if (input == null) {
            throw new ErrnoException(Errno.EBADF);
        }
        return input.read(target, nonBlocking());
    }

    @Override
    public int write(ByteBuffer source) {
        if (output == null) {
            throw new ErrnoException(Errno.EBADF);
        }
        int count = source.remaining();
        try {
            if (source.hasArray()) {
                output.write(source.array(), source.arrayOffset() + source.position(), count);
                source.position(source.limit());
            } else {
                byte[] bytes = new byte[count];
                source.get(bytes);
                output.write(bytes);
            }
            output.flush();
        } catch (IOException failure) {
            // All a stream says about its reader being gone is that writing fails.
            throw new ErrnoException(Errno.EPIPE);
        }
        return count;
    }

    @Override
    public int readiness() {
        return (input != null && input.ready() ? PollEvents.POLLIN : 0) | (output != null ? PollEvents.POLLOUT : 0);
    }

    @Override
    public boolean isTerminal() {
        return terminal != null;
    }

    @Override
    public int control(int request, int argument, LinearMemory memory) {
        if (terminal == null || request == Ioctl.FIONREAD) {
            return super.control(request, argument, memory);
        }
        return terminal.control(request, argument, memory);
    }

    @Override
    protected int available() {
        return input == null ? -1 : input.available();
    }
}
