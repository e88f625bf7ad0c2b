// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.net;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import org.emgraal.libc.Errno;
import org.emgraal.libc.ErrnoException;
import org.emgraal.libc.abi.PollEvents;
import org.emgraal.libc.abi.SocketAddressStruct;
import org.emgraal.libc.abi.Sockets;
import org.emgraal.libc.fs.Node;
import org.emgraal.libc.fs.Readiness;

/**
 * A local ({@code AF_UNIX}) socket. Both ends belong to the same program, so bytes just change queues; a name in the
 * file system leads to {@link LocalNames}.
 */
final class LocalSocket extends SocketFile {

    /** Bytes a receiver holds, as Linux's {@code net.core.wmem_default}. */
    private static final int CAPACITY = 212_992;

    private record Message(byte[] bytes, byte[] sender) {
    }

    private final LocalNames names;
    private byte[] name = {};
    private LocalSocket peer;
    private boolean everConnected;
    private boolean inputShut;
    private boolean outputShut;
    private final ArrayDeque<Message> queue = new ArrayDeque<>();
    private int queued;
    private boolean listening;
    private int backlog;
    private final ArrayDeque<LocalSocket> connections = new ArrayDeque<>();

    LocalSocket(Node node, int type, Readiness readiness, LocalNames names) {
        super(node, Sockets.AF_UNIX, type, 0, readiness);
        this.names = names;
    }

    /** Connects two fresh sockets with each other. */
    static void join(LocalSocket one, LocalSocket other) {
        one.peer = other;
        other.peer = one;
        one.everConnected = true;
        other.everConnected = true;
    }

    private boolean streams() {
        return type() == Sockets.SOCK_STREAM;
    }

    private boolean connectionless() {
        return type() == Sockets.SOCK_DGRAM;
    }

    // ---- connections

    @Override
    void bind(byte[] address) {
        byte[] path = SocketAddressStruct.path(address);
        if (name.length > 0) {
            throw new ErrnoException(Errno.EINVAL);
        }
        name = names.bind(path, this);
    }

    @Override
    void listen(int wanted) {
        if (connectionless()) {
            throw new ErrnoException(Errno.ENOTSUP);
        }
        if (name.length == 0 || peer != null) {
            throw new ErrnoException(Errno.EINVAL);
        }
        listening = true;
        backlog = Math.max(1, wanted);
    }

    @Override
    boolean listening() {
        return listening;
    }

    @Override
    void connect(byte[] address) {
        if (SocketAddressStruct.family(address) == Sockets.AF_UNSPEC && connectionless()) {
            peer = null;
            return;
        }
        LocalSocket target = names.find(SocketAddressStruct.path(address));
        if (target.type() != type()) {
            throw new ErrnoException(Errno.EPROTOTYPE);
        }
        if (connectionless()) {
            peer = target;
            return;
        }
        if (peer != null || listening) {
            throw new ErrnoException(Errno.EISCONN);
        }
        if (!target.listening) {
            throw new ErrnoException(Errno.ECONNREFUSED);
        }
        if (target.connections.size() >= target.backlog) {
            // Only this thread could accept.
            throw new ErrnoException(Errno.EAGAIN);
        }
        LocalSocket accepted = new LocalSocket(((SocketNode) node()).another(), type(), readiness, names);
        accepted.name = target.name;
        join(this, accepted);
        target.connections.add(accepted);
    }

    @Override
    SocketFile accept() {
        if (!listening) {
            throw new ErrnoException(connectionless() ? Errno.ENOTSUP : Errno.EINVAL);
        }
        while (connections.isEmpty()) {
            await(PollEvents.POLLIN, waits(0));
        }
        return connections.remove();
    }

    @Override
    byte[] localAddress() {
        return SocketAddressStruct.local(name);
    }

    @Override
    byte[] remoteAddress() {
        if (peer == null) {
            throw new ErrnoException(Errno.ENOTCONN);
        }
        return SocketAddressStruct.local(peer.name);
    }

    @Override
    void shutdown(boolean input, boolean output) {
        if (peer == null) {
            throw new ErrnoException(Errno.ENOTCONN);
        }
        inputShut |= input;
        outputShut |= output;
        if (!connectionless()) {
            peer.inputShut |= output;
            peer.outputShut |= input;
        }
        readiness.changed();
    }

    // ---- transfer

    @Override
    Received receive(ByteBuffer target, int flags) {
        if (!everConnected && !connectionless()) {
            throw new ErrnoException(streams() ? Errno.EINVAL : Errno.ENOTCONN);
        }
        while (queue.isEmpty()) {
            if (ended()) {
                return new Received(0, null);
            }
            await(PollEvents.POLLIN, waits(flags));
        }
        boolean peek = (flags & Sockets.MSG_PEEK) != 0;
        if (!streams()) {
            Message message = peek ? queue.peek() : take();
            target.put(message.bytes, 0, Math.min(target.remaining(), message.bytes.length));
            return new Received(message.bytes.length, SocketAddressStruct.local(message.sender));
        }
        return new Received(peek ? peek(target) : stream(target), null);
    }

    private Message take() {
        Message message = queue.remove();
        queued -= message.bytes.length;
        readiness.changed();
        return message;
    }

    private int stream(ByteBuffer target) {
        int total = 0;
        while (target.hasRemaining() && !queue.isEmpty()) {
            Message message = take();
            int count = Math.min(target.remaining(), message.bytes.length);
            target.put(message.bytes, 0, count);
            total += count;
            if (count < message.bytes.length) {
                byte[] rest = Arrays.copyOfRange(message.bytes, count, message.bytes.length);
                queue.addFirst(new Message(rest, message.sender));
                queued += rest.length;
            }
        }
        return total;
    }

    private int peek(ByteBuffer target) {
        int before = target.remaining();
        for (Message message : queue) {
            target.put(message.bytes, 0, Math.min(target.remaining(), message.bytes.length));
        }
        return before - target.remaining();
    }

    private boolean ended() {
        return inputShut || peer == null && !connectionless();
    }

    @Override
    int send(ByteBuffer source, int flags, byte[] destination) {
        LocalSocket receiver = destination == null || !connectionless() ? peer
                        : names.find(SocketAddressStruct.path(destination));
        if (receiver == null) {
            throw new ErrnoException(everConnected ? Errno.EPIPE : Errno.ENOTCONN);
        }
        if (outputShut || receiver.inputShut) {
            throw new ErrnoException(Errno.EPIPE);
        }
        int length = source.remaining();
        if (!streams() && length > CAPACITY) {
            throw new ErrnoException(Errno.EMSGSIZE);
        }
        while (receiver.room() < (streams() ? Math.min(1, length) : length)) {
            await(PollEvents.POLLOUT, waits(flags));
        }
        byte[] bytes = new byte[streams() ? Math.min(length, receiver.room()) : length];
        source.get(bytes);
        if (bytes.length > 0 || !streams()) {
            receiver.queue.add(new Message(bytes, name));
            receiver.queued += bytes.length;
            // Another of the embedder's threads may be waiting, with the interpreter's lock released.
            readiness.changed();
        }
        return bytes.length;
    }

    private int room() {
        return CAPACITY - queued;
    }

    @Override
    protected int available() {
        return streams() ? queued : queue.isEmpty() ? 0 : queue.peek().bytes.length;
    }

    // ---- waiting

    @Override
    public int readiness() {
        if (listening) {
            return connections.isEmpty() ? 0 : PollEvents.POLLIN;
        }
        if (!connectionless() && peer == null) {
            return everConnected ? PollEvents.POLLIN | PollEvents.POLLOUT | PollEvents.POLLHUP : PollEvents.POLLOUT |
                            PollEvents.POLLHUP;
        }
        return (queue.isEmpty() && !ended() ? 0 : PollEvents.POLLIN) |
                        (peer == null || peer.room() > 0 ? PollEvents.POLLOUT : 0) |
                        (inputShut && outputShut ? PollEvents.POLLHUP : 0);
    }

    @Override
    protected void close() {
        names.release(this);
        connections.forEach(LocalSocket::close);
        if (peer != null && peer.peer == this) {
            peer.peer = null;
        }
        peer = null;
        readiness.changed();
    }
}
