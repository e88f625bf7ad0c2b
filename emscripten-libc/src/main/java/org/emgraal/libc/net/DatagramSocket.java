// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.net;

import static org.emgraal.libc.net.SocketErrors.checked;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import org.emgraal.libc.Errno;
import org.emgraal.libc.ErrnoException;
import org.emgraal.libc.abi.PollEvents;
import org.emgraal.libc.abi.SocketAddressStruct;
import org.emgraal.libc.abi.Sockets;
import org.emgraal.libc.fs.Node;
import org.emgraal.libc.fs.Readiness;

/** A UDP socket. */
final class DatagramSocket extends ChannelSocket {

    /** Longer than any datagram. */
    private static final int MAX_DATAGRAM = 65536;

    private final DatagramChannel channel;
    /** A datagram taken from the channel to see whether there is one; allocated when first needed. */
    private ByteBuffer datagram;
    private SocketAddress sender;
    private boolean inputShut;
    private boolean outputShut;

    DatagramSocket(Node node, int family, Readiness readiness, SocketAccess access) {
        super(node, family, Sockets.SOCK_DGRAM, Sockets.IPPROTO_UDP, readiness, access);
        channel = open(() -> DatagramChannel.open(protocolFamily()));
    }

    @Override
    SelectableChannel channel() {
        return channel;
    }

    @Override
    int operations(int events) {
        return ((events & PollEvents.POLLIN) != 0 ? SelectionKey.OP_READ : 0) |
                        ((events & PollEvents.POLLOUT) != 0 ? SelectionKey.OP_WRITE : 0);
    }

    @Override
    void bind(byte[] address) {
        InetSocketAddress local = local(address);
        checked(() -> channel.bind(local));
    }

    /** Chooses the peer; an address of no family dissolves that (POSIX {@code connect}). */
    @Override
    void connect(byte[] address) {
        if (SocketAddressStruct.family(address) == Sockets.AF_UNSPEC) {
            checked(channel::disconnect);
            return;
        }
        InetSocketAddress remote = remote(address);
        if (channel.isConnected()) {
            checked(channel::disconnect);
        }
        checked(() -> channel.connect(remote));
    }

    @Override
    byte[] remoteAddress() {
        requireConnected();
        return encode(checked(channel::getRemoteAddress));
    }

    private void requireConnected() {
        if (!channel.isConnected()) {
            throw new ErrnoException(Errno.ENOTCONN);
        }
    }

    @Override
    void shutdown(boolean input, boolean output) {
        requireConnected();
        inputShut |= input;
        outputShut |= output;
    }

    @Override
    Received receive(ByteBuffer target, int flags) {
        if (hasError()) {
            throw new ErrnoException(takeError());
        }
        while (!received()) {
            if (inputShut) {
                return new Received(0, null);
            }
            await(PollEvents.POLLIN, waits(flags));
        }
        int length = datagram.remaining();
        target.put(datagram.slice(0, Math.min(length, target.remaining())));
        byte[] from = encode(sender);
        if ((flags & Sockets.MSG_PEEK) == 0) {
            sender = null;
        }
        return new Received(length, from);
    }

    /** Whether there is a datagram in {@link #datagram}; takes one if possible. */
    private boolean received() {
        if (sender == null) {
            if (datagram == null) {
                datagram = ByteBuffer.allocate(MAX_DATAGRAM);
            }
            datagram.clear();
            sender = checked(() -> channel.receive(datagram));
            datagram.flip();
        }
        return sender != null;
    }

    @Override
    int send(ByteBuffer source, int flags, byte[] destination) {
        if (hasError()) {
            throw new ErrnoException(takeError());
        }
        if (outputShut) {
            throw new ErrnoException(Errno.EPIPE);
        }
        if (destination == null && !channel.isConnected()) {
            throw new ErrnoException(Errno.EDESTADDRREQ);
        }
        InetSocketAddress remote = destination == null ? null : remote(destination);
        int length = source.remaining();
        while (true) {
            int count = transmit(source, remote);
            if (count > 0 || length == 0) {
                return length;
            }
            wroteLess();
            await(PollEvents.POLLOUT, waits(flags));
        }
    }

    private int transmit(ByteBuffer source, InetSocketAddress remote) {
        return checked(() -> {
            if (remote == null || channel.isConnected() && remote.equals(channel.getRemoteAddress())) {
                return channel.write(source);
            }
            if (!channel.isConnected()) {
                return channel.send(source, remote);
            }
            // Linux lets a connected socket send elsewhere, Java does not.
            SocketAddress peer = channel.getRemoteAddress();
            channel.disconnect();
            try {
                return channel.send(source, remote);
            } finally {
                channel.connect(peer);
            }
        });
    }

    @Override
    protected int available() {
        return received() ? datagram.remaining() : 0;
    }

    @Override
    public int readiness() {
        try {
            return (received() || inputShut ? PollEvents.POLLIN : 0) | (takesMore() ? PollEvents.POLLOUT : 0);
        } catch (ErrnoException failure) {
            setError(failure.errno());
            return PollEvents.POLLIN | PollEvents.POLLOUT | PollEvents.POLLERR;
        }
    }
}
