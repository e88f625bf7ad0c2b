// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.net;

import static org.emgraal.libc.abi.Sockets.IPPROTO_IP;
import static org.emgraal.libc.abi.Sockets.IPPROTO_IPV6;
import static org.emgraal.libc.abi.Sockets.IPPROTO_TCP;
import static org.emgraal.libc.abi.Sockets.SOL_SOCKET;

import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.ToIntFunction;
import org.emgraal.libc.Errno;
import org.emgraal.libc.ErrnoException;
import org.emgraal.libc.abi.Sockets;

/**
 * The options of {@code getsockopt} and {@code setsockopt} whose value is an {@code int}. An option the socket's
 * channel lacks is {@code ENOPROTOOPT}; one that only local sockets lack has no effect there.
 */
final class SocketOptions {

    /** @param write null if the option cannot be set */
    private record Option(ToIntFunction<SocketFile> read, BiConsumer<SocketFile, Integer> write) {
    }

    private static final Map<Long, Option> OPTIONS = new HashMap<>();

    static {
        readOnly(SOL_SOCKET, Sockets.SO_TYPE, SocketFile::type);
        readOnly(SOL_SOCKET, Sockets.SO_DOMAIN, SocketFile::family);
        readOnly(SOL_SOCKET, Sockets.SO_PROTOCOL, SocketFile::protocol);
        readOnly(SOL_SOCKET, Sockets.SO_ACCEPTCONN, socket -> socket.listening() ? 1 : 0);
        readOnly(SOL_SOCKET, Sockets.SO_ERROR, SocketOptions::takeError);
        flag(SOL_SOCKET, Sockets.SO_REUSEADDR, StandardSocketOptions.SO_REUSEADDR);
        flag(SOL_SOCKET, Sockets.SO_REUSEPORT, StandardSocketOptions.SO_REUSEPORT);
        flag(SOL_SOCKET, Sockets.SO_KEEPALIVE, StandardSocketOptions.SO_KEEPALIVE);
        flag(SOL_SOCKET, Sockets.SO_BROADCAST, StandardSocketOptions.SO_BROADCAST);
        number(SOL_SOCKET, Sockets.SO_SNDBUF, StandardSocketOptions.SO_SNDBUF);
        number(SOL_SOCKET, Sockets.SO_RCVBUF, StandardSocketOptions.SO_RCVBUF);
        flag(IPPROTO_TCP, Sockets.TCP_NODELAY, StandardSocketOptions.TCP_NODELAY);
        number(IPPROTO_IP, Sockets.IP_TOS, StandardSocketOptions.IP_TOS);
        number(IPPROTO_IP, Sockets.IP_MULTICAST_TTL, StandardSocketOptions.IP_MULTICAST_TTL);
        flag(IPPROTO_IP, Sockets.IP_MULTICAST_LOOP, StandardSocketOptions.IP_MULTICAST_LOOP);
        number(IPPROTO_IPV6, Sockets.IPV6_TCLASS, StandardSocketOptions.IP_TOS);
        number(IPPROTO_IPV6, Sockets.IPV6_MULTICAST_HOPS, StandardSocketOptions.IP_MULTICAST_TTL);
        flag(IPPROTO_IPV6, Sockets.IPV6_MULTICAST_LOOP, StandardSocketOptions.IP_MULTICAST_LOOP);
        // Java's IPv6 sockets speak IPv4 too and cannot be told not to; asking for what is so is no error.
        OPTIONS.put(key(IPPROTO_IPV6, Sockets.IPV6_V6ONLY), new Option(socket -> 0, (socket, value) -> { }));
    }

    private SocketOptions() {
    }

    static int get(SocketFile socket, int level, int name) {
        return find(level, name).read.applyAsInt(socket);
    }

    static void set(SocketFile socket, int level, int name, int value) {
        Option option = find(level, name);
        if (option.write == null) {
            throw new ErrnoException(Errno.ENOPROTOOPT);
        }
        option.write.accept(socket, value);
    }

    private static Option find(int level, int name) {
        Option option = OPTIONS.get(key(level, name));
        if (option == null) {
            throw new ErrnoException(Errno.ENOPROTOOPT);
        }
        return option;
    }

    private static long key(int level, int name) {
        return (long) level << 32 | name;
    }

    private static void readOnly(int level, int name, ToIntFunction<SocketFile> read) {
        OPTIONS.put(key(level, name), new Option(read, null));
    }

    private static void flag(int level, int name, SocketOption<Boolean> option) {
        OPTIONS.put(key(level, name), new Option(socket -> get(socket, option, false) ? 1 : 0,
                        (socket, value) -> set(socket, option, value != 0)));
    }

    private static void number(int level, int name, SocketOption<Integer> option) {
        OPTIONS.put(key(level, name), new Option(socket -> get(socket, option, 0), (socket, value) ->
                        set(socket, option, value)));
    }

    private static <T> T get(SocketFile socket, SocketOption<T> option, T ofLocal) {
        if (!(socket instanceof ChannelSocket channel)) {
            return ofLocal;
        }
        T value = channel.option(option);
        if (value == null) {
            throw new ErrnoException(Errno.ENOPROTOOPT);
        }
        return value;
    }

    private static <T> void set(SocketFile socket, SocketOption<T> option, T value) {
        if (socket instanceof ChannelSocket channel && !channel.setOption(option, value)) {
            throw new ErrnoException(Errno.ENOPROTOOPT);
        }
    }

    private static int takeError(SocketFile socket) {
        Errno error = socket.takeError();
        return error == null ? 0 : error.number();
    }
}
