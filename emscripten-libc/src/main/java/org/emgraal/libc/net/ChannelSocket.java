// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.net;

import static org.emgraal.libc.net.SocketErrors.checked;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.net.StandardProtocolFamily;
import java.net.UnknownHostException;
import java.nio.channels.NetworkChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import org.emgraal.libc.Errno;
import org.emgraal.libc.ErrnoException;
import org.emgraal.libc.abi.PollEvents;
import org.emgraal.libc.abi.SocketAddressStruct;
import org.emgraal.libc.abi.Sockets;
import org.emgraal.libc.fs.Node;
import org.emgraal.libc.fs.Readiness;

/** A socket of the host's network: a channel that never blocks, waited for in {@link Readiness}'s selector. */
abstract class ChannelSocket extends SocketFile {

    final SocketAccess access;
    /** Whether the last write found no room; only then a channel may be unable to take more. */
    private boolean full;

    ChannelSocket(Node node, int family, int type, int protocol, Readiness readiness, SocketAccess access) {
        super(node, family, type, protocol, readiness);
        this.access = access;
    }

    /** The channel now. */
    abstract SelectableChannel channel();

    /** What to select the channel for in order to learn of {@link PollEvents}. */
    abstract int operations(int events);

    final ProtocolFamily protocolFamily() {
        return family() == Sockets.AF_INET ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6;
    }

    /** A new channel, made non-blocking; a family the host lacks is {@code EAFNOSUPPORT}. */
    static <T extends SelectableChannel> T open(SocketErrors.Operation<T> opening) {
        try {
            T channel = checked(opening);
            checked(() -> channel.configureBlocking(false));
            return channel;
        } catch (UnsupportedOperationException noSuchFamily) {
            throw new ErrnoException(Errno.EAFNOSUPPORT);
        }
    }

    // ---- addresses

    final InetSocketAddress remote(byte[] address) {
        InetSocketAddress remote = decode(address);
        if (!access.allowsConnect(remote)) {
            throw new ErrnoException(Errno.EACCES);
        }
        return remote;
    }

    final InetSocketAddress local(byte[] address) {
        InetSocketAddress local = decode(address);
        if (!access.allowsBind(local)) {
            throw new ErrnoException(Errno.EACCES);
        }
        return local;
    }

    private InetSocketAddress decode(byte[] address) {
        return SocketAddressStruct.decode(address, family());
    }

    final byte[] encode(SocketAddress address) {
        return SocketAddressStruct.internet(address == null ? unspecified() : (InetSocketAddress) address, family());
    }

    private InetSocketAddress unspecified() {
        try {
            return new InetSocketAddress(InetAddress.getByAddress(new byte[family() == Sockets.AF_INET ? 4 : 16]), 0);
        } catch (UnknownHostException wrongLength) {
            throw new IllegalStateException(wrongLength);
        }
    }

    @Override
    final byte[] localAddress() {
        return encode(checked(() -> ((NetworkChannel) channel()).getLocalAddress()));
    }

    // ---- options

    /** {@code getsockopt} on the channel; null if it has no such option. */
    <T> T option(SocketOption<T> option) {
        NetworkChannel network = (NetworkChannel) channel();
        return network.supportedOptions().contains(option) ? checked(() -> network.getOption(option)) : null;
    }

    /** {@code setsockopt} on the channel; false if it has no such option. */
    <T> boolean setOption(SocketOption<T> option, T value) {
        NetworkChannel network = (NetworkChannel) channel();
        if (!network.supportedOptions().contains(option)) {
            return false;
        }
        try {
            checked(() -> network.setOption(option, value));
        } catch (IllegalArgumentException outOfRange) {
            throw new ErrnoException(Errno.EINVAL);
        }
        return true;
    }

    // ---- waiting

    final void wroteLess() {
        full = true;
    }

    /** Whether a write would find room. */
    final boolean takesMore() {
        return !full || selectedNow(SelectionKey.OP_WRITE);
    }

    private boolean selectedNow(int operation) {
        return checked(() -> {
            Selector selector = readiness.selector();
            SelectionKey before = channel().keyFor(selector);
            int awaited = before == null ? 0 : before.interestOps();
            SelectionKey key = channel().register(selector, operation);
            selector.selectNow();
            full = !key.isWritable();
            selector.selectedKeys().clear();
            key.interestOps(awaited);
            return !full;
        });
    }

    @Override
    public void expect(int events) {
        SelectableChannel channel = channel();
        int operations = operations(events) & (full ? ~0 : ~SelectionKey.OP_WRITE) & channel.validOps();
        if (!channel.isOpen() || operations == 0 && !channel.isRegistered()) {
            return;
        }
        checked(() -> channel.register(readiness.selector(), operations));
    }

    @Override
    protected void close() {
        close(channel());
    }

    /** Closes a channel; only a selection makes the selector let go of the host's socket. */
    final void close(SelectableChannel channel) {
        try {
            boolean registered = channel.isRegistered();
            channel.close();
            if (registered) {
                readiness.selector().selectNow();
                readiness.selector().selectedKeys().clear();
            }
        } catch (IOException failure) {
            throw new ErrnoException(SocketErrors.errno(failure));
        }
    }
}
