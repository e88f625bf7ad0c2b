// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.fs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.ThreadFactory;
import org.emgraal.libc.Errno;
import org.emgraal.libc.ErrnoException;

/**
 * The embedder's input stream, read so that waiting can be interrupted and polled: what {@link InputStream#available}
 * does not promise is read by a daemon thread, started when first needed, and only when the program asks for input.
 */
final class InputSource {

    private static final int BUFFER = 8192;

    private final InputStream stream;
    private final ThreadFactory threads;
    private final Readiness readiness;
    private final byte[] buffer = new byte[BUFFER];
    private int start;
    private int end;
    private boolean ended;
    private boolean failed;
    private boolean wanted;
    private Thread reader;

    /** @param threads null if no thread may be made: then reading blocks uninterruptibly and polling sees no input */
    InputSource(InputStream stream, ThreadFactory threads, Readiness readiness) {
        this.stream = stream;
        this.threads = threads;
        this.readiness = readiness;
    }

    /** Reads what there is, waiting for the first byte unless {@code nonBlocking}; 0 at the end. */
    int read(ByteBuffer target, boolean nonBlocking) {
        if (!target.hasRemaining()) {
            return 0;
        }
        while (true) {
            long seen = readiness.changes();
            int count = tryRead(target, nonBlocking);
            if (count >= 0) {
                return count;
            }
            if (nonBlocking) {
                throw new ErrnoException(Errno.EAGAIN);
            }
            readiness.await(seen, -1);
        }
    }

    /** Reads what there is; −1 if that is nothing yet. */
    private synchronized int tryRead(ByteBuffer target, boolean nonBlocking) {
        try {
            if (mustRead() && stream.available() == 0) {
                if (threads == null && !nonBlocking) {
                    return direct(target);
                }
                want();
            }
            return wanted ? -1 : mustRead() ? direct(target) : buffered(target);
        } catch (IOException failure) {
            throw new ErrnoException(Errno.EIO);
        }
    }

    /** Whether a read would not block. */
    synchronized boolean ready() {
        try {
            if (mustRead() && stream.available() == 0) {
                want();
            }
            return !wanted;
        } catch (IOException failure) {
            return true;
        }
    }

    /** Bytes known to be there. */
    synchronized int available() {
        try {
            return end - start + (wanted ? 0 : stream.available());
        } catch (IOException failure) {
            throw new ErrnoException(Errno.EIO);
        }
    }

    private boolean mustRead() {
        return start == end && !ended && !failed && !wanted;
    }

    private int direct(ByteBuffer target) throws IOException {
        if (!target.hasArray()) {
            int count = stream.read(buffer, 0, Math.min(BUFFER, target.remaining()));
            target.put(buffer, 0, Math.max(0, count));
            return Math.max(0, count);
        }
        int count = Math.max(0, stream.read(target.array(), target.arrayOffset() + target.position(),
                        target.remaining()));
        target.position(target.position() + count);
        return count;
    }

    private int buffered(ByteBuffer target) throws IOException {
        if (failed) {
            failed = false;
            throw new IOException();
        }
        if (ended) {
            // At a terminal the end is an event, not a state: the next read asks again.
            ended = false;
            return 0;
        }
        int count = Math.min(end - start, target.remaining());
        target.put(buffer, start, count);
        start += count;
        return count;
    }

    private void want() {
        wanted = true;
        if (threads == null) {
            return;
        }
        if (reader == null) {
            reader = threads.newThread(this::serve);
            reader.start();
        }
        notifyAll();
    }

    private void serve() {
        try {
            while (true) {
                synchronized (this) {
                    while (!wanted) {
                        wait();
                    }
                }
                int count = 0;
                boolean failure = false;
                try {
                    count = stream.read(buffer, 0, BUFFER);
                } catch (IOException unreadable) {
                    failure = true;
                }
                synchronized (this) {
                    start = 0;
                    end = Math.max(0, count);
                    ended = count < 0;
                    failed = failure;
                    wanted = false;
                    notifyAll();
                }
                readiness.changed();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the reading thread, unless it is inside a read that cannot be interrupted. */
    synchronized void close() {
        if (reader != null) {
            reader.interrupt();
        }
    }
}
