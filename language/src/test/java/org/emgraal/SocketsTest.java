// SPDX-License-Identifier: Apache-2.0
package org.emgraal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.Value;
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
        try (Context context = Context.newBuilder(LANGUAGE).engine(PythonTest.ENGINE).allowHostAccess(HostAccess.ALL).allowIO(sockets).build()) {
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

    /** The loop that runs coroutines for Java, on a thread of its own, while the main thread uses Python too. */
    @Test
    void serversRunInTheBackground() throws Exception {
        IOAccess sockets = IOAccess.newBuilder().allowHostSocketAccess(true).build();
        try (Context context = Context.newBuilder(LANGUAGE).engine(PythonTest.ENGINE).allowHostAccess(HostAccess.ALL).allowIO(sockets).allowCreateThread(true).build()) {
            Value serve = DeepStack.call(() -> context.eval(LANGUAGE, """
                            import asyncio
                            from pyodide.ffi import run_sync
                            async def serve(port, count):
                                finished = asyncio.Event()
                                served = 0
                                async def answer(reader, writer):
                                    nonlocal served
                                    line = run_sync(reader.readline())
                                    writer.write(line.upper())
                                    await writer.drain()
                                    writer.close()
                                    served += 1
                                    if served == count:
                                        finished.set()
                                async with await asyncio.start_server(answer, '127.0.0.1', 0) as server:
                                    port.complete(server.sockets[0].getsockname()[1])
                                    await finished.wait()
                                return served
                            serve"""));
            CompletableFuture<Integer> port = new CompletableFuture<>();
            CompletableFuture<?> served = DeepStack.call(() -> serve.execute(port, 3).as(CompletionStage.class).toCompletableFuture());
            int number = port.get(1, TimeUnit.MINUTES);
            try (Socket slow = new Socket("127.0.0.1", number)) {
                // Its handler waits in run_sync while the others are served.
                for (String word : List.of("one", "two")) {
                    assertEquals(word.toUpperCase(Locale.ROOT), ask(new Socket("127.0.0.1", number), word));
                    assertEquals("42", eval(context, "str(6 * 7)"));
                }
                assertEquals("SLOW", ask(slow, "slow"));
            }
            assertEquals(3, served.get(1, TimeUnit.MINUTES));
        }
    }

    private static String ask(Socket connected, String word) throws IOException {
        try (Socket socket = connected) {
            socket.getOutputStream().write((word + "\n").getBytes(StandardCharsets.UTF_8));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8)).readLine();
        }
    }

    @Test
    void eventLoopsNeedNoNetwork() throws Exception {
        try (Context context = Context.newBuilder(LANGUAGE).engine(PythonTest.ENGINE).allowHostAccess(HostAccess.ALL).build()) {
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
