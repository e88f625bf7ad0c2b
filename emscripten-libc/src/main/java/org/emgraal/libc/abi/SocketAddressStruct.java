// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.abi;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.emgraal.libc.Errno;
import org.emgraal.libc.ErrnoException;
import org.emgraal.libc.LinearMemory;

/**
 * {@code struct sockaddr_in}, {@code sockaddr_in6} and {@code sockaddr_un}. Ports and addresses are in network byte
 * order.
 */
public final class SocketAddressStruct {

    public static final int INET_SIZE = 16;
    public static final int INET6_SIZE = 28;
    private static final int UNIX_PATH = 2;
    /** {@code struct sockaddr_storage}. */
    private static final int STORAGE_SIZE = 128;
    private static final int PORT = 2;
    private static final int SIN_ADDR = 4;
    private static final int SIN6_ADDR = 8;
    private static final int SIN6_SCOPE_ID = 24;
    /** Without the scope, as RFC 2133 had it. */
    private static final int INET6_MIN_SIZE = 24;

    private SocketAddressStruct() {
    }

    /** The bytes at {@code address}; {@code EINVAL} if there are too few or too many. */
    public static byte[] load(LinearMemory memory, int address, int length) {
        if (length < UNIX_PATH || length > STORAGE_SIZE) {
            throw new ErrnoException(Errno.EINVAL);
        }
        byte[] struct = new byte[length];
        memory.read(address, struct, 0, length);
        return struct;
    }

    public static int family(byte[] struct) {
        return number(struct, 0, 2);
    }

    /**
     * The Internet address for a socket of {@code family}; {@code EAFNOSUPPORT} if it is of another, {@code EINVAL} if
     * it is too short.
     */
    public static InetSocketAddress decode(byte[] struct, int family) {
        if (family(struct) != family) {
            throw new ErrnoException(Errno.EAFNOSUPPORT);
        }
        boolean inet = family == Sockets.AF_INET;
        if (struct.length < (inet ? INET_SIZE : INET6_MIN_SIZE)) {
            throw new ErrnoException(Errno.EINVAL);
        }
        int port = Short.toUnsignedInt(Short.reverseBytes((short) number(struct, PORT, 2)));
        byte[] host = inet ? Arrays.copyOfRange(struct, SIN_ADDR, SIN_ADDR + 4)
                        : Arrays.copyOfRange(struct, SIN6_ADDR, SIN6_ADDR + 16);
        int scope = !inet && struct.length >= INET6_SIZE ? number(struct, SIN6_SCOPE_ID, 4) : 0;
        try {
            return new InetSocketAddress(scope > 0 ? Inet6Address.getByAddress(null, host, scope)
                            : InetAddress.getByAddress(host), port);
        } catch (UnknownHostException wrongLength) {
            throw new IllegalStateException(wrongLength);
        }
    }

    private static int number(byte[] struct, int at, int size) {
        int number = 0;
        for (int i = size - 1; i >= 0; i--) {
            number = number << 8 | struct[at + i] & 0xFF;
        }
        return number;
    }

    /** The bytes of an address of an Internet socket of {@code family}. */
    public static byte[] internet(InetSocketAddress address, int family) {
        byte[] struct = new byte[family == Sockets.AF_INET ? INET_SIZE : INET6_SIZE];
        struct[0] = (byte) family;
        struct[PORT] = (byte) (address.getPort() >> 8);
        struct[PORT + 1] = (byte) address.getPort();
        byte[] host = address.getAddress().getAddress();
        if (family == Sockets.AF_INET) {
            if (address.getAddress() instanceof Inet4Address) {
                System.arraycopy(host, 0, struct, SIN_ADDR, host.length);
            }
        } else if (host.length == 16) {
            System.arraycopy(host, 0, struct, SIN6_ADDR, host.length);
            int scope = ((Inet6Address) address.getAddress()).getScopeId();
            for (int i = 0; i < Integer.BYTES; i++) {
                struct[SIN6_SCOPE_ID + i] = (byte) (scope >> 8 * i);
            }
        } else if (!address.getAddress().isAnyLocalAddress()) {
            // IPv4 through an IPv6 socket (RFC 4291, 2.5.5.2).
            struct[SIN6_ADDR + 10] = (byte) 0xFF;
            struct[SIN6_ADDR + 11] = (byte) 0xFF;
            System.arraycopy(host, 0, struct, SIN6_ADDR + 12, host.length);
        }
        return struct;
    }

    /** The path of a local address, with a leading NUL if it is an abstract one; empty if it is unnamed. */
    public static byte[] path(byte[] struct) {
        if (family(struct) != Sockets.AF_UNIX) {
            throw new ErrnoException(Errno.EAFNOSUPPORT);
        }
        byte[] path = Arrays.copyOfRange(struct, UNIX_PATH, struct.length);
        int end = 0;
        while (end < path.length && (path[0] == 0 || path[end] != 0)) {
            end++;
        }
        return Arrays.copyOf(path, end);
    }

    /** The bytes of a local address; a path that is not abstract ends with NUL. */
    public static byte[] local(byte[] path) {
        byte[] struct = new byte[UNIX_PATH + path.length + (path.length > 0 && path[0] != 0 ? 1 : 0)];
        struct[0] = Sockets.AF_UNIX;
        System.arraycopy(path, 0, struct, UNIX_PATH, path.length);
        return struct;
    }

    /**
     * Gives an address back as {@code accept} and its like do: as much as fits, and its whole length.
     *
     * @param address where to, or 0
     * @param lengthAddress of the length of that buffer
     */
    public static void store(LinearMemory memory, byte[] struct, int address, int lengthAddress) {
        if (address == 0) {
            return;
        }
        int size = memory.loadInt(lengthAddress);
        if (size < 0) {
            throw new ErrnoException(Errno.EINVAL);
        }
        memory.write(address, struct, 0, Math.min(size, struct.length));
        memory.storeInt(lengthAddress, struct.length);
    }
}
