// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.fs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import org.emgraal.libc.Errno;
import org.emgraal.libc.ErrnoException;

/**
 * A channel to a host file. Interrupting a thread inside a channel's operation closes the channel (see
 * {@link java.nio.channels.InterruptibleChannel}); then it is opened again and the call ends with {@code EINTR}.
 */
final class HostContent implements FileContent {

    private final HostFileSystem fileSystem;
    private final HostNode node;
    private final HostErrors.Action<SeekableByteChannel> reopen;
    private SeekableByteChannel channel;
    /** Where the channel is, known here because asking it is a system call; unused by a {@link FileChannel}. */
    private long position;

    /** @param reopen opens the file once more, as it was opened */
    HostContent(HostFileSystem fileSystem, HostNode node, SeekableByteChannel channel,
                    HostErrors.Action<SeekableByteChannel> reopen) {
        this.fileSystem = fileSystem;
        this.node = node;
        this.channel = channel;
        this.reopen = reopen;
        fileSystem.opened(node);
    }

    @Override
    public long size() {
        return HostErrors.translate(() -> channel.size());
    }

    @Override
    public int read(long offset, ByteBuffer target) {
        return uninterrupted(() -> {
            int total = 0;
            while (target.hasRemaining()) {
                int count = readOnce(offset + total, target);
                if (count <= 0) {
                    // A channel that has nothing now must not be asked without end.
                    break;
                }
                total += count;
            }
            return total;
        });
    }

    private int readOnce(long offset, ByteBuffer target) throws IOException {
        if (channel instanceof FileChannel file) {
            return file.read(target, offset);
        }
        moveTo(offset);
        int count = channel.read(target);
        position += Math.max(0, count);
        return count;
    }

    @Override
    public int write(long offset, ByteBuffer source) {
        return uninterrupted(() -> {
            int total = 0;
            while (source.hasRemaining()) {
                int count = writeOnce(offset + total, source);
                if (count <= 0) {
                    break;
                }
                total += count;
            }
            if (total == 0 && source.hasRemaining()) {
                throw new IOException("the channel takes nothing");
            }
            return total;
        });
    }

    private int writeOnce(long offset, ByteBuffer source) throws IOException {
        if (channel instanceof FileChannel file) {
            return file.write(source, offset);
        }
        moveTo(offset);
        int count = channel.write(source);
        position += count;
        return count;
    }

    private void moveTo(long offset) throws IOException {
        if (position != offset) {
            channel.position(offset);
            position = offset;
        }
    }

    @Override
    public void truncate(long size) {
        if (size < 0) {
            throw new ErrnoException(Errno.EINVAL);
        }
        uninterrupted(() -> {
            long before = channel.size();
            if (size < before) {
                channel.truncate(size);
                // Truncating moves a channel that was beyond the new end.
                position = channel.position();
            } else if (size > before) {
                writeOnce(size - 1, ByteBuffer.allocate(1));
            }
            return 0;
        });
    }

    @Override
    public void sync() {
        if (channel instanceof FileChannel file) {
            uninterrupted(() -> {
                file.force(true);
                return 0;
            });
        }
    }

    @Override
    public void close() {
        fileSystem.closed(node);
        HostErrors.change(() -> channel.close());
        node.renewLocks();
    }

    /** Runs without an interruption pending before, which would close the channel; it stays pending after. */
    private int uninterrupted(HostErrors.Action<Integer> action) {
        boolean pending = Thread.interrupted();
        try {
            return HostErrors.translate(() -> {
                try {
                    return action.run();
                } catch (ClosedByInterruptException interruption) {
                    boolean interrupted = Thread.interrupted();
                    channel = reopen.run();
                    position = 0;
                    node.renewLocks();
                    throw new ErrnoException(interrupted ? Errno.EINTR : Errno.EIO);
                }
            });
        } finally {
            if (pending) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
