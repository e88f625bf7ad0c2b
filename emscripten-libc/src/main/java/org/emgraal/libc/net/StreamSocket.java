// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.net;

import static org.emgraal.libc.net.SocketErrors.checked;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import org.emgraal.libc.Errno;
import org.emgraal.libc.ErrnoException;
import org.emgraal.libc.abi.PollEvents;
import org.emgraal.libc.abi.Sockets;
import org.emgraal.libc.fs.Node;
import org.emgraal.libc.fs.Readiness;

/**
 * A TCP socket. Java has two kinds of channel for it: {@code listen} exchanges one for the other. Bytes and
 * connections are taken from the channel as soon as somebody asks whether there are any, since a channel can tell no
 * other way.
 */
final class StreamSocket extends ChannelSocket {

    private enum State {
        IDLE, CONNECTING, CONNECTED, LISTENING
    }

    /**
     * SO_REUSEADDR is on unless the program says otherwise, as Java has it for servers: Emscripten's setsockopt does
     * nothing and CPython for it does not even offer the option, so that a server could not be started again for
     * minutes. On POSIX systems, unlike on Windows, it never lets two servers share an address.
     */
    private static final boolean REUSES_ADDRESSES = !System.getProperty("os.name").startsWith("Windows");

    private State state;
    private SocketChannel channel;
    private ServerSocketChannel server;
    private boolean bound;
    private boolean inputShut;
    private boolean outputShut;
    private final ReadAhead input = new ReadAhead();
    private final ArrayDeque<SocketChannel> connections = new ArrayDeque<>();
    /** What the program asked for, to repeat it on the next channel. */
    private final Map<SocketOption<?>, Object> options = new HashMap<>();

    StreamSocket(Node node, int family, Readiness readiness, SocketAccess access) {
        super(node, family, Sockets.SOCK_STREAM, Sockets.IPPROTO_TCP, readiness, access);
        state = State.IDLE;
        channel = open(() -> SocketChannel.open(protocolFamily()));
    }

    private StreamSocket(StreamSocket listener, Node node, SocketChannel connected) {
        super(node, listener.family(), Sockets.SOCK_STREAM, Sockets.IPPROTO_TCP, listener.readiness, listener.access);
        state = State.CONNECTED;
        channel = connected;
        bound = true;
        checked(() -> connected.configureBlocking(false));
    }

    @Override
    SelectableChannel channel() {
        return server != null ? server : channel;
    }

    @Override
    int operations(int events) {
        int input = (events & PollEvents.POLLIN) == 0 ? 0
                        : state == State.LISTENING ? SelectionKey.OP_ACCEPT : state == State.CONNECTED
                                        ? SelectionKey.OP_READ : 0;
        int output = (events & PollEvents.POLLOUT) == 0 || state != State.CONNECTED ? 0 : SelectionKey.OP_WRITE;
        return state == State.CONNECTING && events != 0 ? SelectionKey.OP_CONNECT : input | output;
    }

    // ---- connections

    @Override
    void bind(byte[] address) {
        InetSocketAddress local = local(address);
        if (bound || state != State.IDLE) {
            throw new ErrnoException(Errno.EINVAL);
        }
        if (REUSES_ADDRESSES && !options.containsKey(StandardSocketOptions.SO_REUSEADDR)) {
            super.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        }
        checked(() -> channel.bind(local));
        bound = true;
    }

    @Override
    void connect(byte[] address) {
        if (state == State.CONNECTING) {
            progress();
        }
        switch (state) {
            case CONNECTED -> throw new ErrnoException(Errno.EISCONN);
            case LISTENING -> throw new ErrnoException(Errno.EISCONN);
            case CONNECTING -> throw new ErrnoException(Errno.EALREADY);
            case IDLE -> {
                if (hasError()) {
                    throw new ErrnoException(takeError());
                }
            }
        }
        InetSocketAddress remote = remote(address);
        reopen();
        try {
            state = checked(() -> channel.connect(remote)) ? State.CONNECTED : State.CONNECTING;
        } catch (ErrnoException failure) {
            abandon();
            throw failure;
        }
        if (state == State.CONNECTING && !waits(0)) {
            throw new ErrnoException(Errno.EINPROGRESS);
        }
        while (state == State.CONNECTING) {
            await(PollEvents.POLLOUT, true);
        }
        if (hasError()) {
            throw new ErrnoException(takeError());
        }
    }

    /** Looks whether a connection came about. */
    private void progress() {
        try {
            if (checked(channel::finishConnect)) {
                state = State.CONNECTED;
            }
        } catch (ErrnoException failure) {
            setError(failure.errno());
            abandon();
        }
    }

    /** After a failed connect Java's channel is useless; POSIX's socket is not. */
    private void abandon() {
        close(channel);
        state = State.IDLE;
        bound = false;
    }

    private void reopen() {
        if (!channel.isOpen()) {
            channel = open(() -> SocketChannel.open(protocolFamily()));
            options.forEach(this::repeatOption);
        }
    }

    @Override
    void listen(int backlog) {
        if (state == State.LISTENING) {
            return;
        }
        if (state != State.IDLE) {
            throw new ErrnoException(Errno.EINVAL);
        }
        reopen();
        SocketAddress local = bound ? checked(channel::getLocalAddress) : null;
        close(channel);
        server = open(() -> ServerSocketChannel.open(protocolFamily()));
        options.forEach(this::repeatOption);
        try {
            checked(() -> server.bind(local, Math.max(1, backlog)));
        } catch (ErrnoException failure) {
            close(server);
            server = null;
            bound = false;
            reopen();
            throw failure;
        }
        bound = true;
        state = State.LISTENING;
    }

    @Override
    boolean listening() {
        return state == State.LISTENING;
    }

    @Override
    SocketFile accept() {
        if (state != State.LISTENING) {
            throw new ErrnoException(Errno.EINVAL);
        }
        while (!acceptable()) {
            await(PollEvents.POLLIN, waits(0));
        }
        return new StreamSocket(this, ((SocketNode) node()).another(), connections.remove());
    }

    private boolean acceptable() {
        if (connections.isEmpty()) {
            SocketChannel connection = checked(server::accept);
            if (connection != null) {
                connections.add(connection);
            }
        }
        return !connections.isEmpty();
    }

    @Override
    byte[] remoteAddress() {
        requireConnected();
        return encode(checked(channel::getRemoteAddress));
    }

    private void requireConnected() {
        if (state == State.CONNECTING) {
            progress();
        }
        if (state != State.CONNECTED) {
            throw new ErrnoException(Errno.ENOTCONN);
        }
    }

    @Override
    void shutdown(boolean input, boolean output) {
        requireConnected();
        if (input && !inputShut) {
            inputShut = true;
            checked(channel::shutdownInput);
        }
        if (output && !outputShut) {
            outputShut = true;
            checked(channel::shutdownOutput);
        }
    }

    // ---- transfer

    @Override
    Received receive(ByteBuffer target, int flags) {
        requireReceivable();
        boolean peek = (flags & Sockets.MSG_PEEK) != 0;
        boolean all = (flags & Sockets.MSG_WAITALL) != 0 && !peek;
        int total = 0;
        while (target.hasRemaining()) {
            int count = peek ? input.peek(channel, target) : input.take(channel, target);
            if (count == 0 && input.ended()) {
                break;
            }
            total += count;
            if (total > 0 && !all) {
                break;
            }
            if (count == 0) {
                try {
                    await(PollEvents.POLLIN, waits(flags));
                } catch (ErrnoException interrupted) {
                    if (total == 0) {
                        throw interrupted;
                    }
                    break;
                }
            }
        }
        return new Received(total, null);
    }

    private void requireReceivable() {
        if (state == State.CONNECTING) {
            progress();
        }
        if (hasError()) {
            throw new ErrnoException(takeError());
        }
        if (state != State.CONNECTED) {
            throw new ErrnoException(state == State.CONNECTING ? Errno.EAGAIN : Errno.ENOTCONN);
        }
    }

    @Override
    int send(ByteBuffer source, int flags, byte[] destination) {
        if (hasError()) {
            throw new ErrnoException(takeError());
        }
        if (state != State.CONNECTED) {
            requireConnectedToSend();
        }
        if (outputShut) {
            throw new ErrnoException(Errno.EPIPE);
        }
        int total = 0;
        while (source.hasRemaining()) {
            int count = checked(() -> channel.write(source));
            total += count;
            if (count == 0) {
                wroteLess();
                try {
                    await(PollEvents.POLLOUT, waits(flags));
                } catch (ErrnoException interrupted) {
                    if (total == 0) {
                        throw interrupted;
                    }
                    break;
                }
            }
        }
        return total;
    }

    private void requireConnectedToSend() {
        if (state == State.CONNECTING) {
            progress();
        }
        if (state == State.CONNECTING) {
            throw new ErrnoException(Errno.EAGAIN);
        }
        if (state != State.CONNECTED) {
            // POSIX send, and Linux: EPIPE where a connection never was.
            throw new ErrnoException(Errno.EPIPE);
        }
    }

    @Override
    protected int available() {
        return state == State.CONNECTED ? input.fill(channel) : 0;
    }

    // ---- waiting

    @Override
    public int readiness() {
        if (state == State.CONNECTING) {
            progress();
        }
        int error = hasError() ? PollEvents.POLLERR : 0;
        return error | switch (state) {
            case IDLE -> PollEvents.POLLOUT | PollEvents.POLLHUP;
            case CONNECTING -> 0;
            case LISTENING -> acceptable() ? PollEvents.POLLIN : 0;
            case CONNECTED -> connectedReadiness();
        };
    }

    private int connectedReadiness() {
        boolean readable;
        try {
            readable = input.fill(channel) > 0 || input.ended();
        } catch (ErrnoException failure) {
            setError(failure.errno());
            return PollEvents.POLLIN | PollEvents.POLLOUT | PollEvents.POLLERR | PollEvents.POLLHUP;
        }
        return (readable ? PollEvents.POLLIN : 0) |
                        (outputShut || takesMore() ? PollEvents.POLLOUT : 0) |
                        (input.ended() && outputShut ? PollEvents.POLLHUP : 0);
    }

    @Override
    Errno takeError() {
        if (state == State.CONNECTING) {
            progress();
        }
        return super.takeError();
    }

    // ---- options

    @Override
    <T> boolean setOption(SocketOption<T> option, T value) {
        options.put(option, value);
        // A channel for connections does not know options that only concern listening; the server's will.
        return super.setOption(option, value);
    }

    @Override
    @SuppressWarnings("unchecked")
    <T> T option(SocketOption<T> option) {
        // What the program chose, not what we chose for it.
        return option == StandardSocketOptions.SO_REUSEADDR ? (T) options.getOrDefault(option, false)
                        : super.option(option);
    }

    @SuppressWarnings("unchecked")
    private <T> void repeatOption(SocketOption<T> option, Object value) {
        super.setOption(option, (T) value);
    }

    @Override
    protected void close() {
        for (SocketChannel connection : connections) {
            try {
                connection.close();
            } catch (IOException failure) {
                throw new ErrnoException(SocketErrors.errno(failure));
            }
        }
        super.close();
    }
}
