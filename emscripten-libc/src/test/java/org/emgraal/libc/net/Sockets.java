// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.net;

import java.util.HashMap;
import java.util.Map;
import org.emgraal.libc.Guest;
import org.emgraal.libc.HostFunction;
import org.emgraal.libc.Libc;
import org.emgraal.libc.fs.GuestText;

/** A program that uses sockets: the C functions, with the results of the system calls. */
final class Sockets {

    static final int AF_UNIX = 1;
    static final int AF_INET = 2;
    static final int AF_INET6 = 10;
    static final int STREAM = 1;
    static final int DGRAM = 2;
    static final int NONBLOCK = 04000;
    static final int POLLIN = 1;
    static final int POLLOUT = 4;
    static final int POLLERR = 8;
    static final int POLLHUP = 16;

    final Guest guest;
    private final Map<String, HostFunction> replacements = new HashMap<>();
    final int errno;

    Sockets() {
        this(Libc.builder().sockets(SocketAccess.ALL).localSockets(true));
    }

    Sockets(Libc.Builder builder) {
        guest = new Guest(builder);
        errno = guest.allocate(4);
        guest.exports.put("__errno_location", arguments -> errno);
        guest.libc.replacements().forEach(function -> replacements.put(function.name(), function));
    }

    int replaced(String name, Object... arguments) {
        return (Integer) replacements.get(name).body().call(new HostFunction.Arguments(arguments));
    }

    int socket(int family, int type) {
        return guest.call("__syscall_socket", family, type, 0, 0, 0, 0);
    }

    int address(String host, int port) {
        byte[] bytes = org.emgraal.libc.abi.SocketAddressStruct.internet(
                        new java.net.InetSocketAddress(NameService.literal(host), port), host.contains(":") ? AF_INET6
                                        : AF_INET);
        return guest.bytes(bytes);
    }

    static int length(String host) {
        return host.contains(":") ? 28 : 16;
    }

    int bind(int fd, String host, int port) {
        return guest.call("__syscall_bind", fd, address(host, port), length(host), 0, 0, 0);
    }

    int connect(int fd, String host, int port) {
        return guest.call("__syscall_connect", fd, address(host, port), length(host), 0, 0, 0);
    }

    int listen(int fd) {
        return guest.call("__syscall_listen", fd, 5, 0, 0, 0, 0);
    }

    int accept(int fd) {
        return guest.call("__syscall_accept4", fd, 0, 0, 0, 0, 0);
    }

    int port(int fd) {
        int address = guest.allocate(28);
        int length = guest.allocate(4);
        guest.memory.storeInt(length, 28);
        int result = guest.call("__syscall_getsockname", fd, address, length, 0, 0, 0);
        return result < 0 ? result : Short.toUnsignedInt(Short.reverseBytes(guest.memory.loadShort(address + 2)));
    }

    /** A server on a free port of the loopback interface. */
    int server() {
        int server = socket(AF_INET, STREAM);
        if (bind(server, "127.0.0.1", 0) != 0 || listen(server) != 0) {
            throw new AssertionError("no server");
        }
        return server;
    }

    /** Two connected stream sockets. */
    int[] connection() {
        int server = server();
        int client = socket(AF_INET, STREAM);
        if (connect(client, "127.0.0.1", port(server)) != 0) {
            throw new AssertionError("no connection");
        }
        int accepted = accept(server);
        close(server);
        return new int[] {client, accepted};
    }

    int send(int fd, String text) {
        byte[] bytes = GuestText.encode(text);
        return guest.call("__syscall_sendto", fd, guest.bytes(bytes), bytes.length, 0, 0, 0);
    }

    String receive(int fd, int size, int flags) {
        int buffer = guest.allocate(size);
        int count = guest.call("__syscall_recvfrom", fd, buffer, size, flags, 0, 0);
        return count < 0 ? "errno " + -count : GuestText.decode(guest.load(buffer, Math.min(size, count)));
    }

    String receive(int fd) {
        return receive(fd, 100, 0);
    }

    int close(int fd) {
        return guest.call("fd_close", fd);
    }

    void setNonBlocking(int fd) {
        int argument = guest.allocate(4);
        guest.memory.storeInt(argument, NONBLOCK);
        guest.call("__syscall_fcntl64", fd, 4, argument);
    }

    /** What {@code poll} finds of one descriptor. */
    int poll(int fd, int events, int timeout) {
        int entry = guest.allocate(8);
        guest.memory.storeInt(entry, fd);
        guest.memory.storeShort(entry + 4, (short) events);
        int result = guest.call("__syscall_poll", entry, 1, timeout);
        return result < 0 ? result : guest.memory.loadShort(entry + 6);
    }

    int option(int fd, int level, int name) {
        int value = guest.allocate(4);
        int length = guest.allocate(4);
        guest.memory.storeInt(length, 4);
        int result = guest.call("__syscall_getsockopt", fd, level, name, value, length, 0);
        return result < 0 ? result : guest.memory.loadInt(value);
    }

    int setOption(int fd, int level, int name, int number) {
        int value = guest.allocate(4);
        guest.memory.storeInt(value, number);
        return guest.call("__syscall_setsockopt", fd, level, name, value, 4, 0);
    }
}
