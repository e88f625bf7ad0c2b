// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.net;

import java.nio.ByteBuffer;
import java.net.StandardSocketOptions;
import org.emgraal.libc.Errno;
import org.emgraal.libc.ErrnoException;
import org.emgraal.libc.LinearMemory;
import org.emgraal.libc.abi.MessageStruct;
import org.emgraal.libc.abi.OpenFlags;
import org.emgraal.libc.abi.SocketAddressStruct;
import org.emgraal.libc.abi.Sockets;
import org.emgraal.libc.process.GuestProcess;

/** System calls on sockets, each under its C name. They fail with an {@link ErrnoException}. */
final class SocketSyscalls {

    private static final long NANOS = 1_000_000_000;
    private static final int MICROS = 1_000_000;

    private final GuestProcess process;
    private final SocketAccess access;
    private final LocalNames names;
    private boolean localSockets;

    SocketSyscalls(GuestProcess process, SocketAccess access) {
        this.process = process;
        this.access = access;
        this.names = new LocalNames(process);
    }

    /** Whether {@code socket} makes {@code AF_UNIX} sockets too; {@code socketpair} always does. */
    void setLocalSockets(boolean allowed) {
        localSockets = allowed;
    }

    private SocketFile get(int fd) {
        if (process.descriptors().get(fd) instanceof SocketFile socket) {
            return socket;
        }
        throw new ErrnoException(Errno.ENOTSOCK);
    }

    // ---- making sockets

    int socket(int family, int typeAndFlags, int protocol) {
        int type = typeAndFlags & ~(Sockets.SOCK_NONBLOCK | Sockets.SOCK_CLOEXEC);
        SocketFile socket = switch (family) {
            case Sockets.AF_INET, Sockets.AF_INET6 -> internet(family, type, protocol);
            case Sockets.AF_UNIX -> {
                if (!localSockets) {
                    throw new ErrnoException(Errno.EAFNOSUPPORT);
                }
                yield local(type, protocol);
            }
            default -> throw new ErrnoException(Errno.EAFNOSUPPORT);
        };
        return add(socket, typeAndFlags);
    }

    private SocketFile internet(int family, int type, int protocol) {
        boolean stream = type == Sockets.SOCK_STREAM;
        if (!stream && type != Sockets.SOCK_DGRAM) {
            throw new ErrnoException(type > 0 && type < 16 ? Errno.EPROTONOSUPPORT : Errno.EINVAL);
        }
        if (protocol != 0 && protocol != (stream ? Sockets.IPPROTO_TCP : Sockets.IPPROTO_UDP)) {
            throw new ErrnoException(Errno.EPROTONOSUPPORT);
        }
        if (!access.allowsSockets()) {
            throw new ErrnoException(Errno.EACCES);
        }
        return stream ? new StreamSocket(node(), family, process.readiness(), access)
                        : new DatagramSocket(node(), family, process.readiness(), access);
    }

    private LocalSocket local(int type, int protocol) {
        if (type != Sockets.SOCK_STREAM && type != Sockets.SOCK_DGRAM && type != Sockets.SOCK_SEQPACKET) {
            throw new ErrnoException(Errno.ESOCKTNOSUPPORT);
        }
        if (protocol != 0 && protocol != Sockets.AF_UNIX) {
            throw new ErrnoException(Errno.EPROTONOSUPPORT);
        }
        return new LocalSocket(node(), type, process.readiness(), names);
    }

    private SocketNode node() {
        return new SocketNode(process.user(), process.group());
    }

    private int add(SocketFile socket, int flags) {
        if ((flags & Sockets.SOCK_NONBLOCK) != 0) {
            socket.setStatusFlags(OpenFlags.O_NONBLOCK);
        }
        return process.descriptors().add(socket, (flags & Sockets.SOCK_CLOEXEC) != 0);
    }

    int socketpair(int family, int typeAndFlags, int protocol, int result) {
        if (family != Sockets.AF_UNIX) {
            throw new ErrnoException(family == Sockets.AF_INET || family == Sockets.AF_INET6 ? Errno.ENOTSUP
                            : Errno.EAFNOSUPPORT);
        }
        int type = typeAndFlags & ~(Sockets.SOCK_NONBLOCK | Sockets.SOCK_CLOEXEC);
        process.memory().slice(result, 8);
        LocalSocket one = local(type, protocol);
        LocalSocket other = local(type, protocol);
        LocalSocket.join(one, other);
        int first = add(one, typeAndFlags);
        try {
            process.memory().storeInt(result + 4, add(other, typeAndFlags));
        } catch (ErrnoException full) {
            process.descriptors().close(first);
            throw full;
        }
        process.memory().storeInt(result, first);
        return 0;
    }

    // ---- connections

    int bind(int fd, int address, int length) {
        get(fd).bind(SocketAddressStruct.load(process.memory(), address, length));
        return 0;
    }

    int connect(int fd, int address, int length) {
        get(fd).connect(SocketAddressStruct.load(process.memory(), address, length));
        return 0;
    }

    int listen(int fd, int backlog) {
        get(fd).listen(backlog);
        return 0;
    }

    int accept4(int fd, int address, int lengthAddress, int flags) {
        if ((flags & ~(Sockets.SOCK_NONBLOCK | Sockets.SOCK_CLOEXEC)) != 0) {
            throw new ErrnoException(Errno.EINVAL);
        }
        SocketFile connection = get(fd).accept();
        int descriptor = add(connection, flags);
        if (address != 0) {
            store(connection.remoteAddress(), address, lengthAddress);
        }
        return descriptor;
    }

    int shutdown(int fd, int how) {
        SocketFile socket = get(fd);
        if (how < Sockets.SHUT_RD || how > Sockets.SHUT_RDWR) {
            throw new ErrnoException(Errno.EINVAL);
        }
        socket.shutdown(how != Sockets.SHUT_WR, how != Sockets.SHUT_RD);
        return 0;
    }

    int getsockname(int fd, int address, int lengthAddress) {
        store(get(fd).localAddress(), address, lengthAddress);
        return 0;
    }

    int getpeername(int fd, int address, int lengthAddress) {
        store(get(fd).remoteAddress(), address, lengthAddress);
        return 0;
    }

    private void store(byte[] struct, int address, int lengthAddress) {
        SocketAddressStruct.store(process.memory(), struct, address, lengthAddress);
    }

    // ---- transfer

    int sendto(int fd, int buffer, int length, int flags, int address, int addressLength) {
        SocketFile socket = get(fd);
        rejectUrgent(flags);
        byte[] destination = address == 0 ? null : SocketAddressStruct.load(process.memory(), address, addressLength);
        return socket.send(process.memory().slice(buffer, length), flags, destination);
    }

    int recvfrom(int fd, int buffer, int length, int flags, int address, int lengthAddress) {
        SocketFile socket = get(fd);
        rejectUrgent(flags);
        SocketFile.Received received = socket.receive(process.memory().slice(buffer, length), flags);
        if (address != 0 && received.sender() != null) {
            store(received.sender(), address, lengthAddress);
        } else if (address != 0) {
            process.memory().storeInt(lengthAddress, 0);
        }
        return (flags & Sockets.MSG_TRUNC) != 0 ? received.length() : Math.min(length, received.length());
    }

    int sendmsg(int fd, int message, int flags) {
        SocketFile socket = get(fd);
        rejectUrgent(flags);
        LinearMemory memory = process.memory();
        int address = memory.loadInt(message + MessageStruct.NAME);
        byte[] destination = address == 0 ? null
                        : SocketAddressStruct.load(memory, address, memory.loadInt(message +
                                        MessageStruct.NAME_LENGTH));
        return socket.send(ByteBuffer.wrap(MessageStruct.gather(memory, message)), flags, destination);
    }

    int recvmsg(int fd, int message, int flags) {
        SocketFile socket = get(fd);
        rejectUrgent(flags);
        LinearMemory memory = process.memory();
        byte[] bytes = new byte[MessageStruct.length(memory, message)];
        SocketFile.Received received = socket.receive(ByteBuffer.wrap(bytes), flags);
        int count = Math.min(bytes.length, received.length());
        MessageStruct.scatter(memory, message, bytes, count);
        int address = memory.loadInt(message + MessageStruct.NAME);
        if (address != 0 && received.sender() != null) {
            store(received.sender(), address, message + MessageStruct.NAME_LENGTH);
        } else {
            memory.storeInt(message + MessageStruct.NAME_LENGTH, 0);
        }
        MessageStruct.storeResult(memory, message, count < received.length() ? Sockets.MSG_TRUNC : 0);
        return (flags & Sockets.MSG_TRUNC) != 0 ? received.length() : count;
    }

    /** Channels cannot send or receive urgent data. */
    private static void rejectUrgent(int flags) {
        if ((flags & Sockets.MSG_OOB) != 0) {
            throw new ErrnoException(Errno.ENOTSUP);
        }
    }

    // ---- options

    int getsockopt(int fd, int level, int name, int value, int lengthAddress) {
        SocketFile socket = get(fd);
        byte[] bytes;
        if (level == Sockets.SOL_SOCKET && name == Sockets.SO_LINGER) {
            Integer linger = socket instanceof StreamSocket stream ? stream.option(StandardSocketOptions.SO_LINGER)
                            : null;
            bytes = ints(linger == null || linger < 0 ? 0 : 1, linger == null ? 0 : Math.max(0, linger));
        } else if (level == Sockets.SOL_SOCKET && (name == Sockets.SO_RCVTIMEO || name == Sockets.SO_SNDTIMEO)) {
            long limit = name == Sockets.SO_RCVTIMEO ? socket.receiveTimeout() : socket.sendTimeout();
            bytes = ints((int) (limit / NANOS), (int) (limit % NANOS / 1000));
        } else {
            bytes = ints(SocketOptions.get(socket, level, name));
        }
        LinearMemory memory = process.memory();
        int size = memory.loadInt(lengthAddress);
        if (size < 0) {
            throw new ErrnoException(Errno.EINVAL);
        }
        memory.write(value, bytes, 0, Math.min(size, bytes.length));
        memory.storeInt(lengthAddress, Math.min(size, bytes.length));
        return 0;
    }

    private static byte[] ints(int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        for (int value : values) {
            bytes.putInt(value);
        }
        return bytes.array();
    }

    int setsockopt(int fd, int level, int name, int value, int length) {
        SocketFile socket = get(fd);
        if (length < Integer.BYTES) {
            throw new ErrnoException(Errno.EINVAL);
        }
        LinearMemory memory = process.memory();
        if (level == Sockets.SOL_SOCKET) {
            switch (name) {
                case Sockets.SO_LINGER -> {
                    requireLength(length, 8);
                    int linger = memory.loadInt(value) == 0 ? -1 : memory.loadInt(value + 4);
                    if (socket instanceof StreamSocket stream) {
                        stream.setOption(StandardSocketOptions.SO_LINGER, linger);
                    }
                    return 0;
                }
                case Sockets.SO_RCVTIMEO, Sockets.SO_SNDTIMEO -> {
                    requireLength(length, 8);
                    setTimeout(socket, name == Sockets.SO_RCVTIMEO, memory.loadInt(value), memory.loadInt(value + 4));
                    return 0;
                }
                case Sockets.SO_RCVTIMEO_64, Sockets.SO_SNDTIMEO_64 -> {
                    requireLength(length, 16);
                    setTimeout(socket, name == Sockets.SO_RCVTIMEO_64, memory.loadLong(value),
                                    memory.loadInt(value + 8));
                    return 0;
                }
                default -> {
                }
            }
        }
        SocketOptions.set(socket, level, name, memory.loadInt(value));
        return 0;
    }

    private static void requireLength(int length, int required) {
        if (length < required) {
            throw new ErrnoException(Errno.EINVAL);
        }
    }

    private static void setTimeout(SocketFile socket, boolean receive, long seconds, int microseconds) {
        if (microseconds < 0 || microseconds >= MICROS) {
            throw new ErrnoException(Errno.EDOM);
        }
        long nanoseconds = seconds < 0 ? 0 : Math.min(seconds, Long.MAX_VALUE / NANOS / 2) * NANOS +
                        microseconds * 1000L;
        if (receive) {
            socket.setReceiveTimeout(nanoseconds);
        } else {
            socket.setSendTimeout(nanoseconds);
        }
    }

    // ---- Pyodide's way around Emscripten

    /**
     * {@code _try_shutdown}: the C library of Pyodide has no {@code shutdown} of its own.
     *
     * @param result address for the system call's result
     * @return 1, the call is dealt with
     */
    int tryShutdown(int fd, int how, int result) {
        int status;
        try {
            status = shutdown(fd, how);
        } catch (ErrnoException failure) {
            status = -failure.errno().number();
        }
        process.memory().storeInt(result, status);
        return 1;
    }
}
