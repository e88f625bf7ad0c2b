// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.net;

import java.nio.ByteBuffer;
import org.emgraal.libc.Errno;
import org.emgraal.libc.ErrnoException;
import org.emgraal.libc.abi.OpenFlags;
import org.emgraal.libc.abi.PollEvents;
import org.emgraal.libc.abi.Sockets;
import org.emgraal.libc.fs.Node;
import org.emgraal.libc.fs.OpenFile;
import org.emgraal.libc.fs.Readiness;

/**
 * A socket. The defaults are those of a socket that cannot do it. Addresses are the bytes of a {@code sockaddr}, see
 * {@link org.emgraal.libc.abi.SocketAddressStruct}.
 */
abstract class SocketFile extends OpenFile {

    final Readiness readiness;
    private final int family;
    private final int type;
    private final int protocol;
    private Errno error;
    private long receiveTimeout;
    private long sendTimeout;

    SocketFile(Node node, int family, int type, int protocol, Readiness readiness) {
        super(node, OpenFlags.O_RDWR);
        this.family = family;
        this.type = type;
        this.protocol = protocol;
        this.readiness = readiness;
    }

    final int family() {
        return family;
    }

    final int type() {
        return type;
    }

    final int protocol() {
        return protocol;
    }

    // ---- connections

    abstract void bind(byte[] address);

    abstract void connect(byte[] address);

    void listen(int backlog) {
        throw new ErrnoException(Errno.ENOTSUP);
    }

    SocketFile accept() {
        throw new ErrnoException(Errno.ENOTSUP);
    }

    boolean listening() {
        return false;
    }

    abstract byte[] localAddress();

    /** {@code ENOTCONN} if there is none. */
    abstract byte[] remoteAddress();

    /** {@code shutdown}. */
    abstract void shutdown(boolean input, boolean output);

    // ---- transfer

    /** What was received, apart from the bytes: how many there were, and who sent them, null if the peer. */
    record Received(int length, byte[] sender) {
    }

    /**
     * Receives into {@code target}: of a stream what there is, else one message, of which what does not fit is lost.
     *
     * @param flags {@code MSG_PEEK}, {@code MSG_DONTWAIT}, {@code MSG_WAITALL}
     */
    abstract Received receive(ByteBuffer target, int flags);

    /**
     * Sends all of {@code source}, or if non-blocking what there is room for.
     *
     * @param flags {@code MSG_DONTWAIT}
     * @param destination null for the peer
     */
    abstract int send(ByteBuffer source, int flags, byte[] destination);

    @Override
    public final int read(ByteBuffer target) {
        return Math.min(receive(target, 0).length(), target.position());
    }

    @Override
    public final int write(ByteBuffer source) {
        return send(source, 0, null);
    }

    // ---- waiting

    final boolean waits(int flags) {
        return !nonBlocking() && (flags & Sockets.MSG_DONTWAIT) == 0;
    }

    /**
     * Waits until this is ready, or fails: {@code EAGAIN} if that is not wanted or takes longer than the time limit
     * set for it, {@code EINTR} after a signal.
     */
    final void await(int events, boolean waits) {
        if (!waits) {
            throw new ErrnoException(Errno.EAGAIN);
        }
        long timeout = events == PollEvents.POLLIN ? receiveTimeout : sendTimeout;
        long start = System.nanoTime();
        expect(events);
        try {
            while (true) {
                long seen = readiness.changes();
                if ((readiness() & (events | PollEvents.POLLERR | PollEvents.POLLHUP)) != 0) {
                    return;
                }
                long left = timeout == 0 ? -1 : timeout - (System.nanoTime() - start);
                if (timeout != 0 && left <= 0) {
                    throw new ErrnoException(Errno.EAGAIN);
                }
                readiness.await(seen, left);
            }
        } finally {
            expect(0);
        }
    }

    /** {@code SO_RCVTIMEO} in nanoseconds; 0 is no limit. */
    final long receiveTimeout() {
        return receiveTimeout;
    }

    final void setReceiveTimeout(long nanoseconds) {
        receiveTimeout = nanoseconds;
    }

    /** {@code SO_SNDTIMEO} in nanoseconds; 0 is no limit. */
    final long sendTimeout() {
        return sendTimeout;
    }

    final void setSendTimeout(long nanoseconds) {
        sendTimeout = nanoseconds;
    }

    // ---- errors

    /** Remembers an error for {@code SO_ERROR}. */
    final void setError(Errno errno) {
        error = errno;
    }

    final boolean hasError() {
        return error != null;
    }

    /** {@code SO_ERROR}: what failed in the meantime, or null; then forgotten. */
    Errno takeError() {
        Errno taken = error;
        error = null;
        return taken;
    }
}
