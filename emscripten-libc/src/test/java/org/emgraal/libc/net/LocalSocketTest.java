// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.emgraal.libc.Errno;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LocalSocketTest {

    private final Sockets program = new Sockets();

    private int[] pair(int type) {
        int result = program.guest.allocate(8);
        assertEquals(0, program.replaced("socketpair", Sockets.AF_UNIX, type, 0, result));
        return new int[] {program.guest.memory.loadInt(result), program.guest.memory.loadInt(result + 4)};
    }

    private int address(String path) {
        return program.guest.bytes(org.emgraal.libc.abi.SocketAddressStruct.local(path.getBytes()));
    }

    private int named(String call, int fd, String path) {
        return program.guest.call(call, fd, address(path), 3 + path.length(), 0, 0, 0);
    }

    @Test
    void pairOfStreams() {
        int[] ends = pair(Sockets.STREAM);
        assertEquals(5, program.send(ends[0], "hello"));
        assertEquals(3, program.send(ends[0], "you"));
        assertEquals("he", program.receive(ends[1], 2, 2));
        assertEquals("helloy", program.receive(ends[1], 6, 0));
        assertEquals("ou", program.receive(ends[1]));
        assertEquals("errno " + Errno.EAGAIN.number(), program.receive(ends[1], 1, 0x40));
        assertEquals(Sockets.POLLOUT, program.poll(ends[1], Sockets.POLLIN | Sockets.POLLOUT, 0));
        program.close(ends[0]);
        assertEquals("", program.receive(ends[1]));
        assertEquals(-Errno.EPIPE.number(), program.send(ends[1], "x"));
        assertTrue((program.poll(ends[1], Sockets.POLLIN, 0) & Sockets.POLLHUP) != 0);
    }

    @Test
    void pairOfMessages() {
        int[] ends = pair(Sockets.DGRAM);
        program.send(ends[0], "one");
        program.send(ends[0], "two");
        assertEquals("on", program.receive(ends[1], 2, 0));
        assertEquals("two", program.receive(ends[1]));
    }

    @Test
    void fullQueue() {
        int[] ends = pair(Sockets.STREAM);
        program.setNonBlocking(ends[0]);
        int chunk = program.guest.allocate(1 << 20);
        int count = program.guest.call("__syscall_sendto", ends[0], chunk, 1 << 20, 0, 0, 0);
        assertTrue(count > 0 && count < 1 << 20);
        assertEquals(-Errno.EAGAIN.number(), program.send(ends[0], "x"));
        assertEquals(0, program.poll(ends[0], Sockets.POLLOUT, 0));
        program.receive(ends[1], 1000, 0);
        assertEquals(Sockets.POLLOUT, program.poll(ends[0], Sockets.POLLOUT, 0));
    }

    @Test
    void shutdownReachesThePeer() {
        int[] ends = pair(Sockets.STREAM);
        assertEquals(0, program.guest.call("__syscall_shutdown", ends[0], 1, 0, 0, 0, 0));
        assertEquals("", program.receive(ends[1]));
        assertEquals(4, program.send(ends[1], "back"));
        assertEquals("back", program.receive(ends[0]));
    }

    @Test
    void serverWithAName() {
        int server = program.socket(Sockets.AF_UNIX, Sockets.STREAM);
        assertEquals(0, named("__syscall_bind", server, "/tmp/s"));
        int other = program.socket(Sockets.AF_UNIX, Sockets.STREAM);
        assertEquals(-Errno.ECONNREFUSED.number(), named("__syscall_connect", other, "/tmp/s"));
        assertEquals(-Errno.ENOENT.number(), named("__syscall_connect", other, "/tmp/none"));
        assertEquals(-Errno.EADDRINUSE.number(), named("__syscall_bind", other, "/tmp/s"));
        assertEquals(0, program.listen(server));
        assertEquals(0, named("__syscall_connect", other, "/tmp/s"));
        int accepted = program.accept(server);
        program.send(other, "hi");
        assertEquals("hi", program.receive(accepted));
        int address = program.guest.allocate(110);
        int length = program.guest.allocate(4);
        program.guest.memory.storeInt(length, 110);
        assertEquals(0, program.guest.call("__syscall_getpeername", other, address, length, 0, 0, 0));
        assertEquals("/tmp/s", new String(program.guest.memory.readCString(address + 2)));
        int stat = program.guest.allocate(96);
        assertEquals(0, program.guest.call("__syscall_stat64", "/tmp/s", stat));
        assertEquals(0140000, program.guest.memory.loadInt(stat + 4) & 0170000);
        program.close(server);
        int late = program.socket(Sockets.AF_UNIX, Sockets.STREAM);
        assertEquals(-Errno.ECONNREFUSED.number(), named("__syscall_connect", late, "/tmp/s"));
    }

    @Test
    void abstractNames() {
        int receiver = program.socket(Sockets.AF_UNIX, Sockets.DGRAM);
        int name = program.guest.bytes((byte) 1, (byte) 0, (byte) 0, (byte) 'a', (byte) 0, (byte) 'b');
        assertEquals(0, program.guest.call("__syscall_bind", receiver, name, 6, 0, 0, 0));
        int sender = program.socket(Sockets.AF_UNIX, Sockets.DGRAM);
        assertEquals(2, program.guest.call("__syscall_sendto", sender, program.guest.string("yo"), 2, 0, name, 6));
        assertEquals("yo", program.receive(receiver));
    }

    @Test
    void familiesWithoutPairs() {
        assertEquals(-1, program.replaced("socketpair", Sockets.AF_INET, Sockets.STREAM, 0, program.guest.allocate(8)));
        assertEquals(Errno.ENOTSUP.number(), program.guest.memory.loadInt(program.errno));
        assertEquals(-1, program.replaced("socketpair", Sockets.AF_UNIX, Sockets.STREAM, 0, -4));
        assertEquals(Errno.EFAULT.number(), program.guest.memory.loadInt(program.errno));
    }
}
