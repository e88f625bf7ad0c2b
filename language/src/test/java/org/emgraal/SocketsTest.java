// SPDX-License-Identifier: Apache-2.0
package org.emgraal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.io.IOAccess;
import org.junit.jupiter.api.Test;

/** Servers of the standard library run unchanged where sockets are granted; event loops run without that. */
class SocketsTest {

    private static final String LANGUAGE = EmscriptenPythonLanguage.ID;

    private static String eval(Context context, String source) throws Exception {
        return DeepStack.call(() -> context.eval(LANGUAGE, source).asString());
    }

    @Test
    void serversRunWhereSocketsAreGranted() throws Exception {
        IOAccess sockets = IOAccess.newBuilder().allowHostSocketAccess(true).build();
        try (Context context = Context.newBuilder(LANGUAGE).allowIO(sockets).build()) {
            assertEquals("echo hello\n", eval(context, """
                            import asyncio, socket
                            async def serve(reader, writer):
                                writer.write(b'echo ' + await reader.readline())
                                await writer.drain()
                                writer.close()
                            async def main():
                                server = await asyncio.start_server(serve, 'localhost', 0)
                                reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
                                writer.write(b'hello\\n')
                                answer = await reader.readline()
                                writer.close()
                                server.close()
                                return answer.decode()
                            asyncio.run(main())"""));
            assertEquals("127.0.0.1", eval(context, """
                            import http.server
                            with http.server.HTTPServer(('127.0.0.1', 0), http.server.SimpleHTTPRequestHandler) as server:
                                address = server.server_address[0]
                            address"""));
            assertEquals("(2, 15)", eval(context, "str((socket.SO_REUSEADDR.value if hasattr(socket.SO_REUSEADDR, 'value')"
                            + " else socket.SO_REUSEADDR, socket.SO_REUSEPORT))"));
        }
    }

    @Test
    void eventLoopsNeedNoNetwork() throws Exception {
        try (Context context = Context.newBuilder(LANGUAGE).build()) {
            assertEquals("done", eval(context, """
                            import asyncio, socket
                            async def main():
                                await asyncio.sleep(0)
                                try:
                                    await asyncio.to_thread(int, 'x')
                                except ValueError:
                                    return await asyncio.to_thread(str.lower, 'DONE')
                            asyncio.run(main())"""));
            assertEquals("xy", eval(context, """
                            one, other = socket.socketpair()
                            one.sendall(b'xy')
                            text = other.recv(10).decode()
                            one.close()
                            other.close()
                            text"""));
            assertEquals("PermissionError", eval(context, """
                            try:
                                socket.socket()
                            except OSError as problem:
                                kind = type(problem).__name__
                            kind"""));
        }
    }
}
