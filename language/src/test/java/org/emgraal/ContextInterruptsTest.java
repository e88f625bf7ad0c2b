// SPDX-License-Identifier: Apache-2.0
package org.emgraal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code Context.interrupt} is Python's KeyboardInterrupt, in loops and in waiting calls, and costs nothing but that. */
@Tag("slow")
@Timeout(600)
class ContextInterruptsTest {

    private static final String LANGUAGE = EmscriptenPythonLanguage.ID;

    /** Interrupts {@code source} once it has written a character; the exception it ends with. */
    private static PolyglotException interrupt(Context context, Started started, String source) throws Exception {
        started.latch = new CountDownLatch(1);
        CompletableFuture<PolyglotException> end = new CompletableFuture<>();
        Thread guest = new Thread(null, () -> {
            try {
                context.eval(LANGUAGE, "import os; _ = os.write(1, b'!')\n" + source);
                end.completeExceptionally(new AssertionError("not interrupted: " + source));
            } catch (PolyglotException exception) {
                end.complete(exception);
            }
        }, "guest", 64L << 20);
        guest.start();
        started.latch.await();
        context.interrupt(Duration.ZERO);
        return end.get();
    }

    /** Standard output that tells when something was written. */
    private static final class Started extends java.io.OutputStream {
        private volatile CountDownLatch latch;

        @Override
        public void write(int b) {
            latch.countDown();
        }
    }

    @Test
    void interruptIsKeyboardInterrupt() throws Exception {
        Started started = new Started();
        try (Context context = Context.newBuilder(LANGUAGE).out(started).build()) {
            for (String source : new String[]{"while True: pass", "import time; time.sleep(100000)",
                            "try:\n    time.sleep(100000)\nfinally:\n    cleaned = 'yes'",
                            "import select; select.select([], [], [])",
                            "import asyncio; asyncio.run(asyncio.sleep(100000))"}) {
                PolyglotException exception = interrupt(context, started, source);
                assertTrue(exception.isInterrupted(), source + ": " + exception);
                assertEquals("KeyboardInterrupt", exception.getMessage(), source);
            }
            assertEquals("yes", DeepStack.call(() -> context.eval(LANGUAGE, "cleaned").asString()));
        }
    }

    @Test
    void closingEndsAWait() throws Exception {
        Started started = new Started();
        Context context = Context.newBuilder(LANGUAGE).out(started).build();
        started.latch = new CountDownLatch(1);
        CompletableFuture<PolyglotException> end = new CompletableFuture<>();
        Thread guest = new Thread(null, () -> {
            try {
                context.eval(LANGUAGE, "import os, time; os.write(1, b'!'); time.sleep(100000)");
            } catch (PolyglotException exception) {
                end.complete(exception);
            }
        }, "guest", 64L << 20);
        guest.start();
        started.latch.await();
        context.close(true);
        assertTrue(end.get().isCancelled());
    }
}
