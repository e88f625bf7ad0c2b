// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.emgraal.libc.Errno;
import org.emgraal.libc.Libc;
import org.emgraal.libc.fs.GuestText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameServiceTest {

    private static final SocketAccess TWO_ADDRESSES = new SocketAccess() {
        @Override
        public boolean allowsSockets() {
            return true;
        }

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            if (!host.equals("host.test")) {
                throw new UnknownHostException(host);
            }
            return new InetAddress[] {NameService.literal("192.0.2.7"), NameService.literal("2001:db8::7")};
        }
    };

    private final Sockets program = new Sockets(Libc.builder().sockets(TWO_ADDRESSES));

    private String text(int address) {
        return GuestText.decode(program.guest.memory.readCString(address));
    }

    private int hints(int flags, int family, int type) {
        int hints = program.guest.allocate(32);
        program.guest.memory.fill(hints, (byte) 0, 32);
        program.guest.memory.storeInt(hints, flags);
        program.guest.memory.storeInt(hints + 4, family);
        program.guest.memory.storeInt(hints + 8, type);
        return hints;
    }

    /** Each entry as family/type/protocol/address/port. */
    private List<String> look(Object host, Object service, int hints) {
        int result = program.guest.allocate(4);
        int code = program.guest.call("getaddrinfo", host, service, hints, result);
        if (code != 0) {
            return List.of("code " + code);
        }
        List<String> entries = new ArrayList<>();
        for (int info = program.guest.memory.loadInt(result); info != 0; info =
                        program.guest.memory.loadInt(info + 28)) {
            int address = program.guest.memory.loadInt(info + 20);
            int family = program.guest.memory.loadInt(info + 4);
            byte[] struct = program.guest.load(address, program.guest.memory.loadInt(info + 16));
            var decoded = org.emgraal.libc.abi.SocketAddressStruct.decode(struct, family);
            entries.add("%d/%d/%d/%s/%d".formatted(family, program.guest.memory.loadInt(info + 8),
                            program.guest.memory.loadInt(info + 12),
                            NameService.numeric(decoded.getAddress()), decoded.getPort()));
        }
        return entries;
    }

    @Test
    void literals() {
        assertEquals(List.of("2/1/6/127.0.0.1/80", "2/2/17/127.0.0.1/80"), look("127.0.0.1", "80", 0));
        assertEquals(List.of("10/1/6/::1/443"), look("::1", "https", hints(0, 0, 1)));
        assertEquals(List.of("2/2/17/0.0.0.0/53"), look(0, "domain", hints(1, 0, 2)));
        assertEquals(List.of("10/1/6/::1/1"), look(0, "1", hints(0, 10, 1)));
    }

    @Test
    void names() {
        assertEquals(List.of("2/1/6/192.0.2.7/0", "10/1/6/2001:db8::7/0"), look("host.test", 0, hints(0, 0, 1)));
        assertEquals(List.of("10/1/6/2001:db8::7/0"), look("host.test", 0, hints(0, 10, 1)));
        int result = program.guest.allocate(4);
        assertEquals(0, program.guest.call("getaddrinfo", "host.test", 0, hints(2, 2, 1), result));
        assertEquals("host.test", text(program.guest.memory.loadInt(program.guest.memory.loadInt(result) + 24)));
    }

    @Test
    void failures() {
        assertEquals(List.of("code -2"), look("nobody.test", 0, 0));
        assertEquals(List.of("code -2"), look(0, 0, 0));
        assertEquals(List.of("code -2"), look("host.test", 0, hints(4, 0, 0)));
        assertEquals(List.of("code -8"), look("127.0.0.1", "nonsense", 0));
        assertEquals(List.of("code -8"), look("127.0.0.1", "70000", 0));
        assertEquals(List.of("code -2"), look("127.0.0.1", "http", hints(0x400, 0, 0)));
        assertEquals(List.of("code -6"), look("127.0.0.1", 0, hints(0, 77, 0)));
        assertEquals(List.of("code -7"), look("127.0.0.1", 0, hints(0, 0, 77)));
        assertEquals(List.of("code -1"), look("127.0.0.1", 0, hints(0x8000, 0, 0)));
        assertEquals(List.of("code -2"), look("::1", 0, hints(0, 2, 0)));
    }

    @Test
    void deniedNamesAreSystemErrors() {
        Sockets denied = new Sockets(Libc.builder());
        int result = denied.guest.allocate(4);
        assertEquals(-11, denied.guest.call("getaddrinfo", "host.test", 0, 0, result));
        assertEquals(Errno.EACCES.number(), denied.guest.memory.loadInt(denied.errno));
        assertEquals(0, denied.guest.call("getaddrinfo", "localhost", 0, 0, result));
        assertEquals(0, denied.guest.call("getaddrinfo", "10.1.2.3", 0, 0, result));
    }

    @Test
    void nameInfo() {
        int host = program.guest.allocate(64);
        int service = program.guest.allocate(64);
        assertEquals(0, program.guest.call("getnameinfo", program.address("127.0.0.1", 80), 16, host, 64, service, 64,
                        3));
        assertEquals("127.0.0.1", text(host));
        assertEquals("80", text(service));
        assertEquals(0, program.guest.call("getnameinfo", program.address("2001:db8::1", 22), 28, host, 64, service,
                        64, 1));
        assertEquals("2001:db8::1", text(host));
        assertEquals("ssh", text(service));
        assertEquals(-12, program.guest.call("getnameinfo", program.address("127.0.0.1", 80), 16, host, 4, 0, 0, 1));
        assertEquals(-6, program.guest.call("getnameinfo", program.address("127.0.0.1", 80), 3, host, 64, 0, 0, 1));
    }

    @Test
    void olderFunctions() {
        assertEquals(0x070200C0, program.guest.call("_emscripten_lookup_name", "host.test"));
        assertEquals(-1, program.guest.call("_emscripten_lookup_name", "nobody.test"));
        int entry = program.guest.call("gethostbyname", "host.test");
        assertEquals("host.test", text(program.guest.memory.loadInt(entry)));
        int addresses = program.guest.memory.loadInt(entry + 16);
        assertEquals(0x070200C0, program.guest.memory.loadInt(program.guest.memory.loadInt(addresses)));
        assertEquals(0, program.guest.memory.loadInt(addresses + 4));
        assertEquals(0, program.guest.call("gethostbyname", "nobody.test"));
        int protocol = program.guest.call("getprotobyname", "tcp");
        assertEquals(6, program.guest.memory.loadInt(protocol + 8));
        assertEquals(protocol, program.guest.call("getprotobynumber", 6));
        assertEquals(0, program.guest.call("getprotobyname", "nonsense"));
        assertNotEquals(protocol, program.guest.call("getprotobyname", "udp"));
    }

    @ParameterizedTest
    @CsvSource({"::, ::", "::1, ::1", "1:0:0:2:0:0:0:3, 1:0:0:2::3", "1:2:3:4:5:6:7:8, 1:2:3:4:5:6:7:8",
                    "fe80::, fe80::",
                    "1:0:2:0:3:0:4:0, 1:0:2:0:3:0:4:0"})
    void numericForm(String address, String expected) {
        assertEquals(expected, NameService.numeric(NameService.literal(address)));
    }
}
