// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.emgraal.libc.Errno;
import org.emgraal.libc.Guest;
import org.emgraal.libc.HostFunction;
import org.emgraal.libc.Libc;
import org.emgraal.libc.ProgramExit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SignalTest {

    private static final int CLOCK_MONOTONIC = 1;

    /** Never has anything to read. */
    private static final class Silence extends InputStream {
        @Override
        public synchronized int read() throws IOException {
            try {
                wait();
            } catch (InterruptedException interrupted) {
                throw new IOException(interrupted);
            }
            return -1;
        }
    }

    private final Guest guest = new Guest(Libc.builder().input(new Silence()));
    private final Map<String, HostFunction> replacements = new HashMap<>();
    private final List<Integer> raised = new ArrayList<>();

    @BeforeEach
    void exports() {
        guest.libc.replacements().forEach(function -> replacements.put(function.name(), function));
        guest.exports.put("raise", arguments -> {
            raised.add(arguments.i32(0));
            return 0;
        });
    }

    private Object replaced(String name, Object... arguments) {
        return replacements.get(name).body().call(new HostFunction.Arguments(arguments));
    }

    private void sendLater(int signal) {
        Thread sender = new Thread(() -> {
            try {
                Thread.sleep(80);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            guest.libc.signals().send(signal);
        });
        sender.setDaemon(true);
        sender.start();
    }

    private int timespec(long seconds, int nanoseconds) {
        int address = guest.allocate(16);
        guest.memory.storeLong(address, seconds);
        guest.memory.storeInt(address + 8, nanoseconds);
        return address;
    }

    private static long millisSince(long start) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }

    @Test
    void sleepSleeps() {
        long start = System.nanoTime();
        assertEquals(0, replaced("clock_nanosleep", CLOCK_MONOTONIC, 0, timespec(0, 50_000_000), 0));
        assertTrue(millisSince(start) >= 50);
        int now = guest.allocate(8);
        guest.callAs("iiji", "clock_time_get", CLOCK_MONOTONIC, 0L, now);
        long until = guest.memory.loadLong(now) + 30_000_000;
        start = System.nanoTime();
        assertEquals(0, replaced("clock_nanosleep", CLOCK_MONOTONIC, 1,
                        timespec(until / 1_000_000_000, (int) (until % 1_000_000_000)), 0));
        assertTrue(millisSince(start) >= 28);
        assertEquals(0, replaced("clock_nanosleep", CLOCK_MONOTONIC, 1, timespec(0, 0), 0));
        assertEquals(Errno.EINVAL.number(), replaced("clock_nanosleep", CLOCK_MONOTONIC, 0, timespec(0, 1_000_000_000),
                        0));
        assertEquals(Errno.EINVAL.number(), replaced("clock_nanosleep", 77, 0, timespec(0, 1), 0));
        assertEquals(Errno.EFAULT.number(), replaced("clock_nanosleep", CLOCK_MONOTONIC, 0, -4, 0));
    }

    @Test
    void pauseEndsWhenAHandlerHasRun() {
        guest.exports.put("malloc", arguments -> guest.allocate(arguments.i32(0)));
        guest.exports.put("free", arguments -> null);
        guest.exports.put("__errno_location", arguments -> 1024);
        guest.exports.put("__sig_is_blocked", arguments -> 0);
        guest.exports.put("sigaction", arguments -> {
            boolean handled = arguments.i32(0) == SignalQueue.SIGTERM;
            guest.memory.storeInt(arguments.i32(2), handled ? 7 : 0);
            return 0;
        });
        Thread sender = new Thread(() -> {
            guest.libc.signals().send(SignalQueue.SIGWINCH);
            while (guest.libc.signals().isPending(SignalQueue.SIGWINCH)) {
                Thread.onSpinWait();
            }
            guest.libc.signals().send(SignalQueue.SIGTERM);
        });
        sender.start();
        assertEquals(-1, replaced("pause"));
        assertEquals(Errno.EINTR.number(), guest.memory.loadInt(1024));
        assertEquals(List.of(SignalQueue.SIGWINCH, SignalQueue.SIGTERM), raised);
    }

    @Test
    void signalEndsSleep() {
        int remaining = timespec(0, 0);
        sendLater(SignalQueue.SIGINT);
        long start = System.nanoTime();
        assertEquals(Errno.EINTR.number(), replaced("clock_nanosleep", CLOCK_MONOTONIC, 0, timespec(20, 0), remaining));
        assertTrue(millisSince(start) < 10_000);
        assertEquals(List.of(SignalQueue.SIGINT), raised);
        long left = guest.memory.loadLong(remaining) * 1000 + guest.memory.loadInt(remaining + 8) / 1_000_000;
        assertTrue(left > 10_000 && left < 20_000, "left " + left);
    }

    @Test
    void sleepThatCannotFailGoesOn() {
        sendLater(SignalQueue.SIGINT);
        long start = System.nanoTime();
        replaced("emscripten_thread_sleep", 200.0);
        assertTrue(millisSince(start) >= 200);
        assertEquals(List.of(SignalQueue.SIGINT), raised);
    }

    @Test
    void signalEndsPollAndRead() {
        int entry = guest.allocate(8);
        guest.memory.storeInt(entry, 0);
        guest.memory.storeShort(entry + 4, (short) 1);
        sendLater(SignalQueue.SIGTERM);
        assertEquals(-Errno.EINTR.number(), guest.call("__syscall_poll", entry, 1, -1));
        sendLater(SignalQueue.SIGHUP);
        assertEquals(-Errno.EINTR.number(), guest.tryRead(0, guest.allocate(8), 8));
        assertEquals(List.of(SignalQueue.SIGTERM, SignalQueue.SIGHUP), raised);
        assertEquals(0, guest.call("__syscall_poll", entry, 1, 10));
    }

    @Test
    void deliveredWhenTheProgramEntersTheSystem() {
        guest.libc.signals().send(SignalQueue.SIGTERM);
        guest.libc.signals().send(SignalQueue.SIGINT);
        guest.libc.signals().send(SignalQueue.SIGINT);
        assertEquals(List.of(), raised);
        guest.callAs("d", "emscripten_date_now");
        assertEquals(List.of(SignalQueue.SIGINT, SignalQueue.SIGTERM), raised);
    }

    @Test
    void cpythonAsks() {
        guest.libc.signals().send(SignalQueue.SIGINT);
        assertEquals(0, guest.call("_Py_CheckEmscriptenSignals_Helper"));
        assertEquals(List.of(SignalQueue.SIGINT), raised);
    }

    @Test
    void handlersThatLeave() {
        guest.exports.put("raise", arguments -> {
            throw new ProgramExit(9);
        });
        guest.libc.signals().send(SignalQueue.SIGINT);
        assertEquals(9, assertThrows(ProgramExit.class, () -> guest.callAs("d", "emscripten_date_now")).status());
        guest.exports.remove("raise");
        guest.libc.signals().send(SignalQueue.SIGWINCH);
        guest.callAs("d", "emscripten_date_now");
        guest.libc.signals().send(SignalQueue.SIGTERM);
        assertEquals(143, assertThrows(ProgramExit.class, () -> guest.callAs("d", "emscripten_date_now")).status());
        assertThrows(IllegalArgumentException.class, () -> guest.libc.signals().send(0));
    }

    @Test
    void handlersDoNotNest() {
        guest.exports.put("raise", arguments -> {
            raised.add(arguments.i32(0));
            if (raised.size() == 1) {
                guest.libc.signals().send(SignalQueue.SIGTERM);
                guest.callAs("d", "emscripten_date_now");
                assertEquals(1, raised.size());
            }
            return 0;
        });
        guest.libc.signals().send(SignalQueue.SIGINT);
        guest.callAs("d", "emscripten_date_now");
        assertEquals(List.of(SignalQueue.SIGINT, SignalQueue.SIGTERM), raised);
    }

    @Test
    void timers() {
        guest.exports.put("_emscripten_timeout", arguments -> {
            raised.add(100 + arguments.i32(0));
            assertTrue(arguments.f64(1) > 0);
            return null;
        });
        assertEquals(0, guest.callAs("iid", "_setitimer_js", 0, 50.0));
        long start = System.nanoTime();
        assertEquals(Errno.EINTR.number(), replaced("clock_nanosleep", CLOCK_MONOTONIC, 0, timespec(20, 0), 0));
        assertTrue(millisSince(start) >= 50 && millisSince(start) < 10_000);
        assertEquals(List.of(100), raised);
        guest.callAs("iid", "_setitimer_js", 1, 20.0);
        guest.callAs("iid", "_setitimer_js", 1, 0.0);
        assertEquals(0, replaced("clock_nanosleep", CLOCK_MONOTONIC, 0, timespec(0, 60_000_000), 0));
        assertEquals(List.of(100), raised);
        assertEquals(-Errno.EINVAL.number(), guest.callAs("iid", "_setitimer_js", 7, 20.0));
    }

    @Test
    void handlersAreCalledThroughTheTable() {
        guest.exports.put("pointer 17", arguments -> {
            raised.add(arguments.i32(0));
            return null;
        });
        guest.callAs("vii", "__call_sighandler", 17, 10);
        assertEquals(List.of(10), raised);
    }
}
