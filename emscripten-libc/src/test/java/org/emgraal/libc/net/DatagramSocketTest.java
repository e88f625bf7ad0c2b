// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.emgraal.libc.Errno;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class DatagramSocketTest {

    private final Sockets program = new Sockets();

    private int receiver() {
        int socket = program.socket(Sockets.AF_INET, Sockets.DGRAM);
        assertEquals(0, program.bind(socket, "127.0.0.1", 0));
        return socket;
    }

    private int sendTo(int fd, String text, int port) {
        return program.guest.call("__syscall_sendto", fd, program.guest.string(text), text.length(), 0,
                        program.address("127.0.0.1", port), 16);
    }

    @Test
    void datagramsKeepTheirBounds() {
        int receiver = receiver();
        int sender = program.socket(Sockets.AF_INET, Sockets.DGRAM);
        assertEquals(5, sendTo(sender, "first", program.port(receiver)));
        assertEquals(0, sendTo(sender, "", program.port(receiver)));
        assertEquals(6, sendTo(sender, "second", program.port(receiver)));
        assertEquals("fi", program.receive(receiver, 2, 2));
        assertEquals("fir", program.receive(receiver, 3, 0));
        assertEquals("", program.receive(receiver));
        int buffer = program.guest.allocate(8);
        int address = program.guest.allocate(16);
        int length = program.guest.allocate(4);
        program.guest.memory.storeInt(length, 16);
        assertEquals(6, program.guest.call("__syscall_recvfrom", receiver, buffer, 4, 0x20, address, length));
        assertEquals(16, program.guest.memory.loadInt(length));
        assertEquals(program.port(sender),
                        Short.toUnsignedInt(Short.reverseBytes(program.guest.memory.loadShort(address + 2))));
    }

    @Test
    void connectedSockets() {
        int one = receiver();
        int two = receiver();
        assertEquals(-Errno.EDESTADDRREQ.number(), program.send(one, "x"));
        assertEquals(0, program.connect(one, "127.0.0.1", program.port(two)));
        assertEquals(2, program.send(one, "to"));
        assertEquals("to", program.receive(two));
        int third = receiver();
        assertEquals(4, sendTo(one, "else", program.port(third)));
        assertEquals("else", program.receive(third));
        assertEquals(2, program.send(one, "go"));
        assertEquals("go", program.receive(two));
        int unspecified = program.guest.allocate(16);
        program.guest.memory.fill(unspecified, (byte) 0, 16);
        assertEquals(0, program.guest.call("__syscall_connect", one, unspecified, 16, 0, 0, 0));
        assertEquals(-Errno.EDESTADDRREQ.number(), program.send(one, "x"));
    }

    @Test
    void unreachablePort() {
        int one = receiver();
        int gone = receiver();
        int port = program.port(gone);
        program.close(gone);
        program.connect(one, "127.0.0.1", port);
        program.send(one, "x");
        assertTrue((program.poll(one, Sockets.POLLIN, 5000) & Sockets.POLLERR) != 0);
        assertEquals(Errno.ECONNREFUSED.number(), program.option(one, 1, 4));
    }

    @Test
    void pollAndErrors() {
        int receiver = receiver();
        assertEquals(Sockets.POLLOUT, program.poll(receiver, Sockets.POLLIN | Sockets.POLLOUT, 0));
        assertEquals(0, program.poll(receiver, Sockets.POLLIN, 20));
        sendTo(receiver, "self", program.port(receiver));
        assertEquals(Sockets.POLLIN, program.poll(receiver, Sockets.POLLIN, 1000));
        assertEquals("self", program.receive(receiver));
        assertEquals("errno " + Errno.EAGAIN.number(), program.receive(receiver, 10, 0x40));
        assertEquals(-Errno.ENOTSUP.number(), program.listen(receiver));
        assertEquals(-Errno.EMSGSIZE.number(), program.guest.call("__syscall_sendto", receiver,
                        program.guest.allocate(70_000), 70_000, 0,
                        program.address("127.0.0.1", program.port(receiver)), 16));
    }
}
