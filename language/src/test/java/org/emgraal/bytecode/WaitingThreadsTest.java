// SPDX-License-Identifier: Apache-2.0
package org.emgraal.bytecode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicReference;
import org.emgraal.binary.BinaryModule;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.ByteSequence;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A thread that waits at a shared memory lets others run the instance, and can be stopped. Memory 0 is not shared. */
class WaitingThreadsTest {

    private static final String LANGUAGE = "emscripten";

    /** {@code wait} loads from memory 0, waits, and stores 42 there; {@code grow}, {@code wake} and {@code read} are one instruction each. */
    private static final byte[] MODULE = new BinaryModule().section(1, "02 600000 6000017f").section(3, "04 00 01 01 01")
                    .section(5, "02 0001 030101").section(7, "04 0477616974 0000 0467726f77 0001 0477616b65 0002 0472656164 0003")
                    .section(10, """
                                    04
                                    1b 00 4100 280200 1a 4100 4100 427f fe01420100 1a 4100 412a 360200 0b
                                    06 00 4101 4000 0b
                                    0b 00 4100 4101 fe00420100 0b
                                    07 00 4100 280200 0b
                                    """.replace("\n", "")).bytes();

    private static Context context(boolean bytecode) {
        return Context.newBuilder(LANGUAGE).option("engine.WarnInterpreterOnly", "false").option(LANGUAGE + ".Bytecode", String.valueOf(bytecode)).build();
    }

    private static Value module(Context context) throws Exception {
        return context.eval(Source.newBuilder(LANGUAGE, ByteSequence.create(MODULE), "waiting").build());
    }

    private static Thread start(Value module, AtomicReference<PolyglotException> failure) {
        return Thread.ofPlatform().start(() -> {
            try {
                module.invokeMember("wait");
            } catch (PolyglotException e) {
                failure.set(e);
            }
        });
    }

    private static void awaitItsWaiting(Thread thread) {
        while (thread.getState() != Thread.State.WAITING && thread.isAlive()) {
            Thread.onSpinWait();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void seesTheMemoryThatOthersHaveGrown(boolean bytecode) throws Exception {
        try (Context context = context(bytecode)) {
            Value module = module(context);
            AtomicReference<PolyglotException> failure = new AtomicReference<>();
            Thread waiting = start(module, failure);
            awaitItsWaiting(waiting);
            assertEquals(1, module.invokeMember("grow").asInt());
            assertEquals(1, module.invokeMember("wake").asInt());
            waiting.join();
            assertNull(failure.get());
            assertEquals(42, module.invokeMember("read").asInt());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void isCancelled(boolean bytecode) throws Exception {
        Context context = context(bytecode);
        AtomicReference<PolyglotException> failure = new AtomicReference<>();
        Thread waiting = start(module(context), failure);
        awaitItsWaiting(waiting);
        context.close(true);
        waiting.join();
        assertTrue(failure.get().isCancelled(), () -> failure.get().toString());
    }
}
