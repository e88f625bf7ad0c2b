// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.emgraal.libc.Errno;
import org.emgraal.libc.Libc;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class StreamSocketTest {

    private final Sockets program = new Sockets();

    @Test
    void conversation() {
        int[] ends = program.connection();
        assertEquals(5, program.send(ends[0], "hello"));
        assertEquals("hel", program.receive(ends[1], 3, 0));
        assertEquals("lo", program.receive(ends[1]));
        assertEquals(2, program.guest.write(ends[1], "ok"));
        assertEquals("ok", program.guest.read(ends[0], 10));
        assertEquals(0, program.close(ends[0]));
        assertEquals("", program.receive(ends[1]));
    }

    @Test
    void addresses() {
        int server = program.server();
        int client = program.socket(Sockets.AF_INET, Sockets.STREAM);
        assertEquals(0, program.port(client));
        program.connect(client, "127.0.0.1", program.port(server));
        int address = program.guest.allocate(16);
        int length = program.guest.allocate(4);
        program.guest.memory.storeInt(length, 16);
        assertEquals(0, program.guest.call("__syscall_getpeername", client, address, length, 0, 0, 0));
        assertEquals(16, program.guest.memory.loadInt(length));
        assertEquals(program.port(server),
                        Short.toUnsignedInt(Short.reverseBytes(program.guest.memory.loadShort(address + 2))));
        assertEquals(0x0100007F, program.guest.memory.loadInt(address + 4));
        program.guest.memory.storeInt(length, 4);
        int accepted = program.guest.call("__syscall_accept4", server, address, length, 0, 0, 0);
        assertEquals(16, program.guest.memory.loadInt(length));
        assertEquals(program.port(server), program.port(accepted));
        assertEquals(-Errno.ENOTCONN.number(), program.guest.call("__syscall_getpeername", server, address, length, 0,
                        0, 0));
        assertEquals(-Errno.EFAULT.number(), program.guest.call("__syscall_getsockname", server, -8, length, 0, 0, 0));
    }

    @Test
    void inet6() {
        int server = program.socket(Sockets.AF_INET6, Sockets.STREAM);
        org.junit.jupiter.api.Assumptions.assumeTrue(program.bind(server, "::1", 0) == 0, "no IPv6 on this host");
        program.listen(server);
        int client = program.socket(Sockets.AF_INET6, Sockets.STREAM);
        assertEquals(0, program.connect(client, "::1", program.port(server)));
        int accepted = program.accept(server);
        program.send(accepted, "six");
        assertEquals("six", program.receive(client));
    }

    @Test
    void refusedConnectionLeavesTheSocketUsable() throws IOException {
        int free;
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = taken.getLocalPort();
        }
        int client = program.socket(Sockets.AF_INET, Sockets.STREAM);
        assertEquals(-Errno.ECONNREFUSED.number(), program.connect(client, "127.0.0.1", free));
        int server = program.server();
        assertEquals(0, program.connect(client, "127.0.0.1", program.port(server)));
        assertEquals(-Errno.EISCONN.number(), program.connect(client, "127.0.0.1", program.port(server)));
    }

    @Test
    void nonBlockingConnect() throws IOException {
        int server = program.server();
        int client = program.socket(Sockets.AF_INET, Sockets.STREAM | Sockets.NONBLOCK);
        int result = program.connect(client, "127.0.0.1", program.port(server));
        assertTrue(result == 0 || result == -Errno.EINPROGRESS.number());
        assertEquals(Sockets.POLLOUT, program.poll(client, Sockets.POLLOUT, 5000));
        assertEquals(0, program.option(client, 1, 4));
        int free;
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = taken.getLocalPort();
        }
        int refused = program.socket(Sockets.AF_INET, Sockets.STREAM | Sockets.NONBLOCK);
        result = program.connect(refused, "127.0.0.1", free);
        if (result == -Errno.EINPROGRESS.number()) {
            assertTrue((program.poll(refused, Sockets.POLLOUT, 5000) & Sockets.POLLERR) != 0);
            assertEquals(Errno.ECONNREFUSED.number(), program.option(refused, 1, 4));
            assertEquals(0, program.option(refused, 1, 4));
        } else {
            assertEquals(-Errno.ECONNREFUSED.number(), result);
        }
    }

    @Test
    void nonBlockingTransfer() {
        int[] ends = program.connection();
        program.setNonBlocking(ends[0]);
        assertEquals("errno " + Errno.EAGAIN.number(), program.receive(ends[0]));
        assertEquals("errno " + Errno.EAGAIN.number(), program.receive(ends[1], 10, 0x40));
        int chunk = program.guest.allocate(1 << 20);
        long sent = 0;
        int count;
        while ((count = program.guest.call("__syscall_sendto", ends[0], chunk, 1 << 20, 0, 0, 0)) > 0) {
            sent += count;
        }
        assertEquals(-Errno.EAGAIN.number(), count);
        assertEquals(0, program.poll(ends[0], Sockets.POLLOUT, 0));
        long received = 0;
        while (received < sent) {
            received += program.guest.call("__syscall_recvfrom", ends[1], chunk, 1 << 20, 0, 0, 0);
        }
        assertEquals(sent, received);
        assertEquals(Sockets.POLLOUT, program.poll(ends[0], Sockets.POLLOUT, 5000));
    }

    @Test
    void peekAndWaitForAll() {
        int[] ends = program.connection();
        program.send(ends[0], "abcdef");
        program.poll(ends[1], Sockets.POLLIN, 1000);
        assertEquals("abc", program.receive(ends[1], 3, 2));
        assertEquals("abcdef", program.receive(ends[1], 6, 0x100));
        program.send(ends[0], "xy");
        program.close(ends[0]);
        assertEquals("xy", program.receive(ends[1], 6, 0x100));
    }

    @Test
    void shutdown() {
        int[] ends = program.connection();
        assertEquals(0, program.guest.call("__syscall_shutdown", ends[0], 1, 0, 0, 0, 0));
        assertEquals(-Errno.EPIPE.number(), program.send(ends[0], "late"));
        assertEquals("", program.receive(ends[1]));
        program.send(ends[1], "still");
        assertEquals("still", program.receive(ends[0]));
        int result = program.guest.allocate(4);
        assertEquals(1, program.guest.call("_try_shutdown", ends[1], 2, result));
        assertEquals(0, program.guest.memory.loadInt(result));
        program.guest.call("_try_shutdown", program.socket(Sockets.AF_INET, Sockets.STREAM), 2, result);
        assertEquals(-Errno.ENOTCONN.number(), program.guest.memory.loadInt(result));
        assertTrue((program.poll(ends[0], Sockets.POLLIN, 1000) & Sockets.POLLHUP) != 0);
    }

    @Test
    void resetConnection() throws IOException {
        int server = program.server();
        Socket peer = new Socket(InetAddress.getLoopbackAddress(), program.port(server));
        int accepted = program.accept(server);
        peer.setSoLinger(true, 0);
        peer.close();
        assertEquals("errno " + Errno.ECONNRESET.number(), program.receive(accepted));
    }

    @Test
    void timeLimit() {
        int[] ends = program.connection();
        int limit = program.guest.allocate(16);
        program.guest.memory.storeLong(limit, 0);
        program.guest.memory.storeInt(limit + 8, 50_000);
        assertEquals(0, program.replaced("setsockopt", ends[0], 1, 66, limit, 16));
        long start = System.nanoTime();
        assertEquals("errno " + Errno.EAGAIN.number(), program.receive(ends[0]));
        long took = System.nanoTime() - start;
        assertTrue(took >= 50_000_000 && took < 5_000_000_000L, "took " + took);
        int length = program.guest.allocate(4);
        program.guest.memory.storeInt(length, 8);
        assertEquals(0, program.guest.call("__syscall_getsockopt", ends[0], 1, 20, limit, length, 0));
        assertEquals(50_000, program.guest.memory.loadInt(limit + 4));
    }

    @Test
    void signalsInterrupt() throws InterruptedException {
        int[] ends = program.connection();
        int[] raised = {0};
        program.guest.exports.put("raise", arguments -> {
            raised[0] = arguments.i32(0);
            return 0;
        });
        Thread sender = new Thread(() -> {
            try {
                Thread.sleep(100);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            program.guest.libc.signals().send(15);
        });
        sender.start();
        assertEquals("errno " + Errno.EINTR.number(), program.receive(ends[0]));
        assertEquals(15, raised[0]);
        sender.join();
        program.send(ends[1], "alive");
        assertEquals("alive", program.receive(ends[0]));
    }

    @Test
    void acceptWaitsForAClient() throws Exception {
        int server = program.server();
        int port = program.port(server);
        Thread client = new Thread(() -> {
            try {
                Thread.sleep(100);
                try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                    socket.getOutputStream().write("late".getBytes());
                }
            } catch (IOException | InterruptedException failure) {
                throw new AssertionError(failure);
            }
        });
        client.start();
        int accepted = program.accept(server);
        assertEquals("late", program.receive(accepted));
        client.join();
        program.setNonBlocking(server);
        assertEquals(-Errno.EAGAIN.number(), program.accept(server));
        assertEquals(-Errno.EINVAL.number(), program.accept(accepted));
    }

    @Test
    void options() {
        int socket = program.socket(Sockets.AF_INET, Sockets.STREAM);
        assertEquals(1, program.option(socket, 1, 3));
        assertEquals(2, program.option(socket, 1, 39));
        assertEquals(0, program.option(socket, 1, 2));
        assertEquals(0, program.replaced("setsockopt", socket, 1, 2, program.guest.bytes((byte) 1, (byte) 0, (byte) 0,
                        (byte) 0), 4));
        assertEquals(1, program.option(socket, 1, 2));
        assertEquals(0, program.setOption(socket, 6, 1, 1));
        assertEquals(1, program.option(socket, 6, 1));
        assertEquals(0, program.setOption(socket, 1, 7, 100_000));
        assertTrue(program.option(socket, 1, 7) > 0);
        assertEquals(-Errno.ENOPROTOOPT.number(), program.option(socket, 1, 66));
        assertEquals(-Errno.ENOPROTOOPT.number(), program.setOption(socket, 1, 3, 1));
        assertEquals(-Errno.EINVAL.number(), program.guest.call("__syscall_setsockopt", socket, 1, 2, 0, 2, 0));
        program.bind(socket, "127.0.0.1", 0);
        program.listen(socket);
        assertEquals(1, program.option(socket, 1, 30));
        assertEquals(1, program.option(socket, 1, 2));
    }

    @Test
    void serverCanBeStartedAgain() {
        int server = program.server();
        int port = program.port(server);
        int client = program.socket(Sockets.AF_INET, Sockets.STREAM);
        program.connect(client, "127.0.0.1", port);
        int accepted = program.accept(server);
        // The side that closes first keeps the address for a while (TIME_WAIT).
        program.close(accepted);
        assertEquals("", program.receive(client));
        program.close(client);
        program.close(server);
        int again = program.socket(Sockets.AF_INET, Sockets.STREAM);
        assertEquals(0, program.bind(again, "127.0.0.1", port));
        assertEquals(0, program.listen(again));
        int third = program.socket(Sockets.AF_INET, Sockets.STREAM);
        assertEquals(-Errno.EADDRINUSE.number(), program.bind(third, "127.0.0.1", port));
    }

    @Test
    void errors() {
        assertEquals(-Errno.EAFNOSUPPORT.number(), program.socket(77, Sockets.STREAM));
        assertEquals(-Errno.EINVAL.number(), program.socket(Sockets.AF_INET, 77));
        assertEquals(-Errno.EPROTONOSUPPORT.number(), program.guest.call("__syscall_socket", Sockets.AF_INET,
                        Sockets.STREAM, 17, 0, 0, 0));
        assertEquals(-Errno.ENOTSOCK.number(), program.listen(1));
        assertEquals(-Errno.EBADF.number(), program.listen(99));
        int socket = program.socket(Sockets.AF_INET, Sockets.STREAM);
        assertEquals(-Errno.EINVAL.number(), program.guest.call("__syscall_bind", socket,
                        program.address("127.0.0.1", 0), 8, 0, 0, 0));
        assertEquals(-Errno.EAFNOSUPPORT.number(), program.bind(socket, "::1", 0));
        assertEquals(-Errno.EADDRNOTAVAIL.number(), program.bind(socket, "192.0.2.1", 0));
        assertEquals(-Errno.EADDRINUSE.number(), program.bind(socket, "127.0.0.1", program.port(program.server())));
        assertEquals(-Errno.EPIPE.number(), program.send(socket, "x"));
        assertEquals("errno " + Errno.ENOTCONN.number(), program.receive(socket));
        assertEquals(-Errno.EFAULT.number(), program.guest.call("__syscall_connect", socket, -4, 16, 0, 0, 0));
        assertEquals(0, program.bind(socket, "127.0.0.1", 0));
        assertEquals(-Errno.EINVAL.number(), program.bind(socket, "127.0.0.1", 0));
        int position = program.guest.allocate(8);
        assertEquals(Errno.ESPIPE.number(), program.guest.call("fd_seek", socket, 0L, 0, position));
    }

    @Test
    void vectors() {
        int[] ends = program.connection();
        int message = program.guest.allocate(28);
        program.guest.memory.fill(message, (byte) 0, 28);
        int vectors = program.guest.allocate(16);
        program.guest.memory.storeInt(vectors, program.guest.string("one"));
        program.guest.memory.storeInt(vectors + 4, 3);
        program.guest.memory.storeInt(vectors + 8, program.guest.string("two"));
        program.guest.memory.storeInt(vectors + 12, 3);
        program.guest.memory.storeInt(message + 8, vectors);
        program.guest.memory.storeInt(message + 12, 2);
        assertEquals(6, program.guest.call("__syscall_sendmsg", ends[0], message, 0, 0, 0, 0));
        int buffer = program.guest.allocate(16);
        program.guest.memory.storeInt(vectors, buffer);
        program.guest.memory.storeInt(vectors + 4, 4);
        program.guest.memory.storeInt(vectors + 8, buffer + 8);
        program.guest.memory.storeInt(vectors + 12, 4);
        assertEquals(6, program.guest.call("__syscall_recvmsg", ends[1], message, 0, 0, 0, 0));
        assertEquals("onet", new String(program.guest.load(buffer, 4)));
        assertEquals("wo", new String(program.guest.load(buffer + 8, 2)));
        program.guest.memory.storeInt(message + 12, 5000);
        assertEquals(-Errno.EMSGSIZE.number(), program.guest.call("__syscall_sendmsg", ends[0], message, 0, 0, 0, 0));
    }

    @Test
    void deniedUnlessGranted() {
        Sockets denied = new Sockets(Libc.builder());
        assertEquals(-Errno.EACCES.number(), denied.socket(Sockets.AF_INET, Sockets.STREAM));
        assertEquals(-Errno.EACCES.number(), denied.socket(Sockets.AF_INET6, Sockets.DGRAM));
        assertEquals(-Errno.EAFNOSUPPORT.number(), denied.socket(Sockets.AF_UNIX, Sockets.STREAM));
        Sockets noBinding = new Sockets(Libc.builder().sockets(new SocketAccess() {
            @Override
            public boolean allowsSockets() {
                return true;
            }

            @Override
            public boolean allowsBind(java.net.InetSocketAddress local) {
                return false;
            }
        }));
        int socket = noBinding.socket(Sockets.AF_INET, Sockets.STREAM);
        assertEquals(-Errno.EACCES.number(), noBinding.bind(socket, "127.0.0.1", 0));
    }

    @Test
    void manySocketsLeaveNothingBehind() {
        int server = program.server();
        int port = program.port(server);
        for (int i = 0; i < 2000; i++) {
            program.guest.reset();
            int client = program.socket(Sockets.AF_INET, Sockets.STREAM);
            assertEquals(0, program.connect(client, "127.0.0.1", port));
            int accepted = program.accept(server);
            program.send(client, "x");
            assertEquals("x", program.receive(accepted));
            program.close(accepted);
            program.close(client);
        }
        program.guest.libc.close();
    }
}
