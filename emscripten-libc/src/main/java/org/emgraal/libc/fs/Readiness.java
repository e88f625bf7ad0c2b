// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.fs;

import java.io.IOException;
import java.nio.channels.Selector;
import java.util.concurrent.TimeUnit;
import org.emgraal.libc.Errno;
import org.emgraal.libc.ErrnoException;

/**
 * Where a guest thread waits until some file may have become ready. Whoever makes a file ready from another thread
 * calls {@link #changed}; sockets register their channels with {@link #selector}. Waiting ends with {@code EINTR}
 * when the thread is interrupted.
 */
public final class Readiness implements AutoCloseable {

    private Selector selector;
    private long changes;

    public Readiness() {
    }

    /** A file may have become ready. */
    public synchronized void changed() {
        changes++;
        notifyAll();
        if (selector != null) {
            selector.wakeup();
        }
    }

    /** Number of changes so far: read before looking at files, given to {@link #await} after. */
    public synchronized long changes() {
        return changes;
    }

    /** The selector that waiting uses from now on. */
    public synchronized Selector selector() throws IOException {
        if (selector == null) {
            selector = Selector.open();
        }
        return selector;
    }

    /**
     * Waits until there was a change after {@code seen}, a registered channel is ready or time is over.
     *
     * @param nanoseconds negative waits without limit
     */
    public void await(long seen, long nanoseconds) {
        Selector channels;
        synchronized (this) {
            channels = selector;
            if (changes != seen || nanoseconds == 0) {
                return;
            }
            if (channels == null) {
                awaitChange(seen, nanoseconds);
                return;
            }
        }
        select(channels, nanoseconds);
    }

    private void awaitChange(long seen, long nanoseconds) {
        long deadline = System.nanoTime() + nanoseconds;
        try {
            while (changes == seen) {
                long left = deadline - System.nanoTime();
                if (nanoseconds < 0) {
                    wait();
                } else if (left <= 0) {
                    return;
                } else {
                    TimeUnit.NANOSECONDS.timedWait(this, left);
                }
            }
        } catch (InterruptedException interruption) {
            throw new ErrnoException(Errno.EINTR);
        }
    }

    private static void select(Selector channels, long nanoseconds) {
        try {
            // A selector counts milliseconds; rounding up never returns early.
            channels.select(nanoseconds < 0 ? 0 : Math.max(1, Math.ceilDiv(nanoseconds, 1_000_000L)));
            channels.selectedKeys().clear();
        } catch (IOException failure) {
            throw new ErrnoException(Errno.EIO);
        }
        if (Thread.interrupted()) {
            throw new ErrnoException(Errno.EINTR);
        }
    }

    @Override
    public synchronized void close() {
        try {
            if (selector != null) {
                selector.close();
            }
        } catch (IOException failure) {
            throw new ErrnoException(Errno.EIO);
        }
    }
}
