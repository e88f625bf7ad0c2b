// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.fs;

import java.io.IOException;
import java.nio.channels.Selector;
import java.util.concurrent.TimeUnit;
import org.emgraal.libc.Errno;
import org.emgraal.libc.ErrnoException;
import org.emgraal.libc.process.Blocking;
import org.emgraal.libc.process.SignalQueue;

/**
 * Where a guest thread waits: the only place where it blocks. Whoever makes a file ready from another thread calls
 * {@link #changed}; sockets register their channels with {@link #selector}, and are never read or written in blocking
 * mode, since interrupting that would close them. A signal ends waiting with {@code EINTR}.
 */
public final class Readiness implements AutoCloseable {

    private final SignalQueue signals;
    private final Blocking blocking;
    private Selector selector;
    private long changes;

    public Readiness(SignalQueue signals, Blocking blocking) {
        this.signals = signals;
        this.blocking = blocking;
        signals.onArrival(this::changed);
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
        if (!signals.isEmpty()) {
            throw new ErrnoException(Errno.EINTR);
        }
        if (nanoseconds == 0) {
            return;
        }
        long limit = Math.min(nanoseconds < 0 ? Long.MAX_VALUE : nanoseconds, signals.nanosToTimer());
        long start = System.nanoTime();
        Selector channels;
        synchronized (this) {
            if (changes != seen) {
                return;
            }
            channels = selector;
        }
        try {
            blocking.run(() -> {
                long left = limit == Long.MAX_VALUE ? limit : limit - (System.nanoTime() - start);
                if (left > 0 && channels == null) {
                    awaitChange(seen, left);
                } else if (left > 0) {
                    select(channels, left);
                }
            });
        } catch (InterruptedException interruption) {
            throw new ErrnoException(Errno.EINTR);
        }
    }

    /** The guest looks for signals. */
    public void poll() {
        blocking.poll();
    }

    /** Sleeps; a signal ends that with {@code EINTR}. */
    public void sleep(long nanoseconds) {
        long deadline = System.nanoTime() + nanoseconds;
        for (long left = nanoseconds; left > 0; left = deadline - System.nanoTime()) {
            await(changes(), left);
        }
    }

    private synchronized void awaitChange(long seen, long nanoseconds) throws InterruptedException {
        long start = System.nanoTime();
        for (long left = nanoseconds; changes == seen && left > 0; left = nanoseconds - (System.nanoTime() - start)) {
            // In this class's lock, which wait() gives up.
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    private static void select(Selector channels, long nanoseconds) throws InterruptedException {
        try {
            // A selector counts milliseconds; rounding up never returns early.
            channels.select(nanoseconds == Long.MAX_VALUE ? 0 : Math.ceilDiv(nanoseconds, 1_000_000L));
            channels.selectedKeys().clear();
        } catch (IOException failure) {
            throw new ErrnoException(Errno.EIO);
        }
        if (Thread.interrupted()) {
            throw new InterruptedException();
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
