// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.net;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.emgraal.libc.Errno;
import org.emgraal.libc.ErrnoException;
import org.emgraal.libc.LinearMemory;
import org.emgraal.libc.abi.SocketAddressStruct;
import org.emgraal.libc.abi.Sockets;
import org.emgraal.libc.fs.GuestText;
import org.emgraal.libc.process.GuestProcess;

/**
 * {@code getaddrinfo} and {@code getnameinfo} (POSIX, RFC 3493). Results are allocated with the program's own
 * {@code malloc}. Emscripten's {@code freeaddrinfo} frees the first entry and its address and no more, so everything
 * else lies in the block of that address.
 */
final class AddressInfo {

    private static final int AI_PASSIVE = 0x01;
    private static final int AI_CANONNAME = 0x02;
    private static final int AI_NUMERICHOST = 0x04;
    private static final int AI_V4MAPPED = 0x08;
    private static final int AI_NUMERICSERV = 0x400;
    /** With AI_ALL and AI_ADDRCONFIG, which what Java finds agrees with. */
    private static final int KNOWN_FLAGS = 0x43F;

    private static final int NI_NUMERICHOST = 0x01;
    private static final int NI_NUMERICSERV = 0x02;
    private static final int NI_NAMEREQD = 0x08;

    static final int EAI_BADFLAGS = -1;
    static final int EAI_NONAME = -2;
    static final int EAI_FAMILY = -6;
    static final int EAI_SOCKTYPE = -7;
    static final int EAI_SERVICE = -8;
    static final int EAI_MEMORY = -10;
    static final int EAI_SYSTEM = -11;
    static final int EAI_OVERFLOW = -12;

    /** {@code struct addrinfo}. */
    private static final int SIZE = 32;
    private static final int AI_FLAGS = 0;
    private static final int AI_FAMILY = 4;
    private static final int AI_SOCKTYPE = 8;
    private static final int AI_PROTOCOL = 12;
    private static final int AI_ADDRLEN = 16;
    private static final int AI_ADDR = 20;
    private static final int AI_CANONNAME_FIELD = 24;
    private static final int AI_NEXT = 28;

    private final GuestProcess process;
    private final NameService names;

    AddressInfo(GuestProcess process, NameService names) {
        this.process = process;
        this.names = names;
    }

    /** What the caller wants. */
    private record Hints(int flags, int family, int type, int protocol) {

        boolean has(int flag) {
            return (flags & flag) != 0;
        }
    }

    /** A kind of socket to list each address with. */
    private record Kind(int type, int protocol) {
    }

    private static final List<Kind> KINDS = List.of(new Kind(Sockets.SOCK_STREAM, Sockets.IPPROTO_TCP),
                    new Kind(Sockets.SOCK_DGRAM, Sockets.IPPROTO_UDP));

    /** Why a look-up fails. */
    private static final class Failure extends RuntimeException {

        private static final long serialVersionUID = 1L;
        final int code;

        Failure(int code) {
            super(null, null, false, false);
            this.code = code;
        }
    }

    /** {@code getaddrinfo}; the arguments are addresses. */
    int getaddrinfo(int node, int service, int hints, int result) {
        try {
            Hints wanted = hints == 0 ? new Hints(0, 0, 0, 0) : load(hints);
            if (node == 0 && service == 0) {
                return EAI_NONAME;
            }
            check(wanted, node);
            List<Kind> kinds = KINDS.stream().filter(kind -> (wanted.type == 0 || wanted.type == kind.type) &&
                            (wanted.protocol == 0 || wanted.protocol == kind.protocol)).toList();
            if (kinds.isEmpty()) {
                return EAI_SERVICE;
            }
            int port = service == 0 ? 0 : port(process.string(service), wanted);
            String host = node == 0 ? null : process.string(node);
            List<InetAddress> addresses = host == null ? unnamed(wanted) : named(host, wanted);
            return store(addresses, kinds, port, wanted.has(AI_CANONNAME) ? host : null, result);
        } catch (Failure failure) {
            return failure.code;
        } catch (ErrnoException denied) {
            process.setErrno(denied.errno());
            return EAI_SYSTEM;
        }
    }

    private Hints load(int address) {
        LinearMemory memory = process.memory();
        return new Hints(memory.loadInt(address + AI_FLAGS), memory.loadInt(address + AI_FAMILY),
                        memory.loadInt(address + AI_SOCKTYPE),
                        memory.loadInt(address + AI_PROTOCOL));
    }

    private static void check(Hints hints, int node) {
        if ((hints.flags & ~KNOWN_FLAGS) != 0 || hints.has(AI_CANONNAME) && node == 0) {
            throw new Failure(EAI_BADFLAGS);
        }
        if (hints.family != Sockets.AF_UNSPEC && hints.family != Sockets.AF_INET && hints.family != Sockets.AF_INET6) {
            throw new Failure(EAI_FAMILY);
        }
        if (hints.type != 0 && hints.type != Sockets.SOCK_STREAM && hints.type != Sockets.SOCK_DGRAM) {
            throw new Failure(EAI_SOCKTYPE);
        }
    }

    private static int port(String service, Hints hints) {
        if (!service.isEmpty() && service.length() <= 9 && service.chars().allMatch(c -> c >= '0' && c <= '9')) {
            int port = Integer.parseInt(service);
            if (port > 0xFFFF) {
                throw new Failure(EAI_SERVICE);
            }
            return port;
        }
        int port = hints.has(AI_NUMERICSERV) ? -1 : NameService.port(service);
        if (port < 0) {
            throw new Failure(hints.has(AI_NUMERICSERV) ? EAI_NONAME : EAI_SERVICE);
        }
        return port;
    }

    /**
     * This host: its loopback addresses, or all for a server. Only IPv4 if no family is asked for, since Java's IPv6
     * sockets take the IPv4 port too and a server for both would meet itself.
     */
    private static List<InetAddress> unnamed(Hints hints) {
        boolean inet6 = hints.family == Sockets.AF_INET6;
        return List.of(NameService.literal(hints.has(AI_PASSIVE) ? inet6 ? "::" : "0.0.0.0" : inet6 ? "::1"
                        : "127.0.0.1"));
    }

    private List<InetAddress> named(String host, Hints hints) {
        InetAddress[] found;
        try {
            if (hints.has(AI_NUMERICHOST) && NameService.literal(host) == null) {
                throw new Failure(EAI_NONAME);
            }
            found = names.resolve(host);
        } catch (UnknownHostException unknown) {
            throw new Failure(EAI_NONAME);
        }
        List<InetAddress> fitting = new ArrayList<>();
        boolean anyInet6 = false;
        for (InetAddress address : found) {
            anyInet6 |= address instanceof Inet6Address;
        }
        for (InetAddress address : found) {
            boolean mapped = hints.family == Sockets.AF_INET6 && hints.has(AI_V4MAPPED) && !anyInet6;
            if (hints.family == Sockets.AF_UNSPEC || mapped ||
                            (address instanceof Inet4Address) == (hints.family == Sockets.AF_INET)) {
                fitting.add(address);
            }
        }
        if (fitting.isEmpty()) {
            throw new Failure(EAI_NONAME);
        }
        return fitting;
    }

    private int store(List<InetAddress> addresses, List<Kind> kinds, int port, String canonicalName, int result) {
        record Entry(byte[] address, int family, Kind kind) {
        }
        List<Entry> entries = new ArrayList<>();
        for (InetAddress address : addresses) {
            int family = address instanceof Inet4Address ? Sockets.AF_INET : Sockets.AF_INET6;
            byte[] struct = SocketAddressStruct.internet(new InetSocketAddress(address, port), family);
            kinds.forEach(kind -> entries.add(new Entry(struct, family, kind)));
        }
        byte[] name = canonicalName == null ? new byte[0] : GuestText.encode(canonicalName + "\0");
        int slot = SocketAddressStruct.INET6_SIZE + 4;
        int block = process.calls().malloc(entries.size() * (slot + SIZE) + name.length);
        int first = block == 0 ? 0 : process.calls().malloc(SIZE);
        if (first == 0) {
            if (block != 0) {
                process.calls().free(block);
            }
            return EAI_MEMORY;
        }
        LinearMemory memory = process.memory();
        int nameAddress = block + entries.size() * (slot + SIZE);
        memory.write(nameAddress, name, 0, name.length);
        int info = first;
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            int address = block + i * (slot + SIZE);
            int next = i + 1 < entries.size() ? address + slot : 0;
            memory.write(address, entry.address, 0, entry.address.length);
            memory.storeInt(info + AI_FLAGS, 0);
            memory.storeInt(info + AI_FAMILY, entry.family);
            memory.storeInt(info + AI_SOCKTYPE, entry.kind.type);
            memory.storeInt(info + AI_PROTOCOL, entry.kind.protocol);
            memory.storeInt(info + AI_ADDRLEN, entry.address.length);
            memory.storeInt(info + AI_ADDR, address);
            memory.storeInt(info + AI_CANONNAME_FIELD, i == 0 && name.length > 0 ? nameAddress : 0);
            memory.storeInt(info + AI_NEXT, next);
            info = next;
        }
        memory.storeInt(result, first);
        return 0;
    }

    /** {@code getnameinfo}. */
    int getnameinfo(int address, int addressLength, int host, int hostSize, int service, int serviceSize, int flags) {
        InetSocketAddress socket;
        try {
            byte[] struct = SocketAddressStruct.load(process.memory(), address, addressLength);
            int family = SocketAddressStruct.family(struct);
            if (family != Sockets.AF_INET && family != Sockets.AF_INET6) {
                return EAI_FAMILY;
            }
            socket = SocketAddressStruct.decode(struct, family);
        } catch (ErrnoException invalid) {
            return EAI_FAMILY;
        }
        if (host != 0 && hostSize > 0) {
            String name = (flags & NI_NUMERICHOST) != 0 ? null : names.reverse(socket.getAddress());
            if (name == null && (flags & NI_NAMEREQD) != 0) {
                return EAI_NONAME;
            }
            if (!fits(name != null ? name : NameService.numeric(socket.getAddress()), host, hostSize)) {
                return EAI_OVERFLOW;
            }
        }
        if (service != 0 && serviceSize > 0) {
            String name = (flags & NI_NUMERICSERV) != 0 ? null : NameService.service(socket.getPort());
            if (!fits(name != null ? name : Integer.toString(socket.getPort()), service, serviceSize)) {
                return EAI_OVERFLOW;
            }
        }
        return 0;
    }

    private boolean fits(String text, int buffer, int size) {
        if (GuestText.encode(text).length >= size) {
            return false;
        }
        process.storeString(text, buffer, size);
        return true;
    }
}
