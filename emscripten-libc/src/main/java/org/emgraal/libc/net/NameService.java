// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.net;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import org.emgraal.libc.Errno;
import org.emgraal.libc.ErrnoException;

/**
 * Hosts, services and protocols by name. Without access to the network only addresses and {@code localhost} are known.
 */
final class NameService {

    /** A service every program may ask for by name (IANA). */
    private static final Map<String, Integer> SERVICES = Map.ofEntries(Map.entry("echo", 7), Map.entry("discard", 9),
                    Map.entry("daytime", 13), Map.entry("ftp-data", 20), Map.entry("ftp", 21), Map.entry("ssh", 22),
                    Map.entry("telnet", 23), Map.entry("smtp", 25), Map.entry("time", 37), Map.entry("domain", 53),
                    Map.entry("tftp", 69), Map.entry("gopher", 70), Map.entry("finger", 79), Map.entry("http", 80),
                    Map.entry("pop3", 110), Map.entry("nntp", 119), Map.entry("ntp", 123), Map.entry("imap", 143),
                    Map.entry("snmp", 161), Map.entry("ldap", 389), Map.entry("https", 443),
                                    Map.entry("submission", 587),
                    Map.entry("ldaps", 636), Map.entry("imaps", 993), Map.entry("pop3s", 995));

    /** A protocol: its official name, another name and its number. */
    record Protocol(String name, String alias, int number) {
    }

    private static final List<Protocol> PROTOCOLS = List.of(new Protocol("ip", "IP", 0), new Protocol("icmp", "ICMP",
                    1),
                    new Protocol("tcp", "TCP", 6), new Protocol("udp", "UDP", 17), new Protocol("ipv6", "IPv6", 41),
                    new Protocol("ipv6-icmp", "IPv6-ICMP", 58));

    private final SocketAccess access;

    NameService(SocketAccess access) {
        this.access = access;
    }

    /** The address a text is, in the forms {@code inet_pton} knows, and dotted ones with fewer parts; null if none. */
    static InetAddress literal(String text) {
        try {
            return text.indexOf(':') >= 0 ? Inet6Address.ofLiteral(text) : Inet4Address.ofPosixLiteral(text);
        } catch (IllegalArgumentException name) {
            return null;
        }
    }

    /** The addresses of a host; {@code EACCES} if the program may not ask. */
    InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress literal = literal(host);
        if (literal != null) {
            return new InetAddress[] {literal};
        }
        if (!access.allowsSockets()) {
            if (host.equals("localhost")) {
                return new InetAddress[] {Inet4Address.ofLiteral("127.0.0.1")};
            }
            throw new ErrnoException(Errno.EACCES);
        }
        return access.resolve(host);
    }

    /** The name of an address, or null. */
    String reverse(InetAddress address) {
        if (!access.allowsSockets()) {
            return address.isLoopbackAddress() ? "localhost" : null;
        }
        String name = address.getHostName();
        return name.equals(address.getHostAddress()) ? null : name;
    }

    /** An address as {@code inet_ntop} writes it. */
    static String numeric(InetAddress address) {
        String text = address.getHostAddress();
        return address instanceof Inet6Address inet6 ? compressed(inet6, text) : text;
    }

    /** RFC 5952: the longest run of zero groups becomes {@code ::}. */
    private static String compressed(Inet6Address address, String text) {
        byte[] bytes = address.getAddress();
        String[] groups = new String[8];
        for (int i = 0; i < 8; i++) {
            groups[i] = Integer.toHexString((bytes[2 * i] & 0xFF) << 8 | bytes[2 * i + 1] & 0xFF);
        }
        int best = 0;
        int length = 0;
        for (int i = 0; i < 8; i++) {
            int run = 0;
            while (i + run < 8 && groups[i + run].equals("0")) {
                run++;
            }
            if (run > length) {
                best = i;
                length = run;
            }
        }
        int scope = text.indexOf('%');
        String suffix = scope < 0 ? "" : text.substring(scope);
        if (length < 2) {
            return String.join(":", groups) + suffix;
        }
        return String.join(":", List.of(groups).subList(0, best)) + "::" +
                        String.join(":", List.of(groups).subList(best + length, 8)) + suffix;
    }

    /** The port of a service, or −1. */
    static int port(String service) {
        return SERVICES.getOrDefault(service, -1);
    }

    /** The service of a port, or null. */
    static String service(int port) {
        return SERVICES.entrySet().stream().filter(entry -> entry.getValue() == port).map(Map.Entry::getKey).findFirst()
                        .orElse(null);
    }

    /** The protocol of a name, or null. */
    static Protocol protocol(String name) {
        return PROTOCOLS.stream().filter(protocol -> protocol.name.equals(name) || protocol.alias.equals(name))
                        .findFirst().orElse(null);
    }

    /** The protocol of a number, or null. */
    static Protocol protocol(int number) {
        return PROTOCOLS.stream().filter(protocol -> protocol.number == number).findFirst().orElse(null);
    }
}
