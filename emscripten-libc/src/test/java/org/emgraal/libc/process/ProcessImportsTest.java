// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.process;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.emgraal.libc.Errno;
import org.emgraal.libc.Guest;
import org.emgraal.libc.HostFunction;
import org.emgraal.libc.Libc;
import org.emgraal.libc.ProgramAbort;
import org.emgraal.libc.ProgramExit;
import org.emgraal.libc.fs.GuestText;
import org.junit.jupiter.api.Test;

class ProcessImportsTest {

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final ByteArrayOutputStream error = new ByteArrayOutputStream();
    private final Guest guest = new Guest(Libc.builder().arguments(List.of("prog", "an arg")).clearEnvironment()
                    .environment(Map.of("A", "1", "B", "ü")).output(output).error(error));

    private String text(int address) {
        return GuestText.decode(guest.memory.readCString(address));
    }

    @Test
    void environmentAndArguments() {
        int sizes = guest.allocate(8);
        assertEquals(0, guest.call("environ_sizes_get", sizes, sizes + 4));
        assertEquals(2, guest.memory.loadInt(sizes));
        assertEquals(9, guest.memory.loadInt(sizes + 4));
        int pointers = guest.allocate(8);
        int strings = guest.allocate(16);
        assertEquals(0, guest.call("environ_get", pointers, strings));
        assertEquals("A=1", text(guest.memory.loadInt(pointers)));
        assertEquals("B=ü", text(guest.memory.loadInt(pointers + 4)));
        assertEquals(0, guest.call("args_sizes_get", sizes, sizes + 4));
        assertEquals(12, guest.memory.loadInt(sizes + 4));
        assertEquals(0, guest.call("args_get", pointers, strings));
        assertEquals("an arg", text(guest.memory.loadInt(pointers + 4)));
        assertEquals(Errno.EFAULT.number(), guest.call("environ_get", -8, strings));
        guest.callAs("vii", "_emscripten_get_progname", strings, 3);
        assertEquals("pr", text(strings));
    }

    @Test
    void random() {
        int buffer = guest.allocate(32);
        assertEquals(0, guest.call("random_get", buffer, 32));
        assertFalse(Arrays.equals(new byte[32], guest.load(buffer, 32)));
        assertEquals(Errno.EFAULT.number(), guest.call("random_get", -4, 32));
    }

    @Test
    void heapGrowsGenerously() {
        int before = (int) guest.memory.size();
        assertEquals(1, guest.call("emscripten_resize_heap", before + 1));
        int grown = (int) guest.memory.size();
        assertEquals(Math.ceilDiv(before + before / 5, 65536) * 65536, grown);
        // No room for a fifth more, but for what is asked.
        assertEquals(1, guest.call("emscripten_resize_heap", 60 << 20));
        assertEquals(0, guest.call("emscripten_resize_heap", 65 << 20));
        assertEquals(0, guest.call("emscripten_resize_heap", -1));
    }

    @Test
    void copies() {
        int source = guest.string("abcdefgh");
        assertEquals(source + 2, guest.call("emscripten_memcpy_big", source + 2, source, 6));
        assertEquals("ababcdef", text(source));
    }

    @Test
    void exitRunsExitFunctionsUnlessKeptAlive() {
        List<String> calls = new ArrayList<>();
        guest.exports.put("__funcs_on_exit", arguments -> calls.add("atexit") ? null : null);
        guest.exports.put("fflush", arguments -> calls.add("flush") ? 0 : 0);
        assertEquals(3, assertThrows(ProgramExit.class, () -> guest.callAs("vi", "exit", 3)).status());
        assertEquals(List.of("atexit", "flush"), calls);
        calls.clear();
        guest.callAs("v", "emscripten_runtime_keepalive_push");
        assertEquals(1, guest.call("emscripten_runtime_keepalive_check"));
        assertThrows(ProgramExit.class, () -> guest.callAs("vi", "exit", 3));
        assertEquals(List.of("flush"), calls);
        calls.clear();
        assertThrows(ProgramExit.class, () -> guest.callAs("vi", "emscripten_force_exit", 3));
        assertEquals(List.of("atexit", "flush"), calls);
        calls.clear();
        assertEquals(4, assertThrows(ProgramExit.class, () -> guest.callAs("vi", "proc_exit", 4)).status());
        assertEquals(List.of(), calls);
    }

    @Test
    void abortSaysSo() {
        assertEquals("Aborted()", assertThrows(ProgramAbort.class, () -> guest.callAs("v", "_abort_js")).getMessage());
        assertEquals("Aborted()\n", error.toString());
        error.reset();
        assertThrows(ProgramAbort.class, () -> guest.callAs("viiii", "__assert_fail", guest.string("x > 0"),
                        guest.string("f.c"), 7, 0));
        assertEquals("Aborted(Assertion failed: x > 0, at: f.c,7,unknown function)\n", error.toString());
    }

    @Test
    void console() {
        guest.callAs("vi", "emscripten_console_log", guest.string("plain"));
        guest.callAs("vi", "emscripten_out", guest.string("ö"));
        guest.callAs("vi", "emscripten_console_warn", guest.string("careful"));
        guest.callAs("vii", "_emscripten_log_formatted", 4, guest.string("bad"));
        guest.callAs("vii", "_emscripten_log_formatted", 1, guest.string("good"));
        assertArrayEquals(GuestText.encode("plain\nö\ngood\n"), output.toByteArray());
        assertEquals("careful\nbad\n", error.toString());
        guest.call("fd_close", 1);
        guest.callAs("vi", "emscripten_out", guest.string("nobody listens"));
    }

    @Test
    void commands() {
        assertEquals(0, guest.call("_emscripten_system", 0));
        assertEquals(-Errno.EPERM.number(), guest.call("_emscripten_system", "true"));
        Guest granted = new Guest(Libc.builder().shell(command -> switch (command) {
            case "killed" -> -9;
            case "broken" -> throw new IOException();
            default -> command.length();
        }));
        assertEquals(1, granted.call("_emscripten_system", 0));
        assertEquals(3 << 8, granted.call("_emscripten_system", "abc"));
        assertEquals(9, granted.call("_emscripten_system", "killed"));
        assertEquals(127 << 8, granted.call("system", "broken"));
    }

    @Test
    void temporaryResult() {
        guest.callAs("vi", "setTempRet0", 17);
        assertEquals(17, guest.call("getTempRet0"));
        guest.exports.put("_emscripten_tempret_get", arguments -> 18);
        assertEquals(18, guest.call("getTempRet0"));
    }

    @Test
    void pythonRuntime() {
        Guest named = new Guest(Libc.builder().runtimeName("GraalVM 25"));
        assertEquals("GraalVM 25", GuestText.decode(named.memory.readCString(named.call("_Py_emscripten_runtime"))));
    }

    @Test
    void accounting() {
        HostFunction.Body times = replacement("times");
        HostFunction.Body usage = replacement("__syscall_getrusage");
        long sum = 0;
        for (long start = System.nanoTime(); System.nanoTime() - start < 60_000_000;) {
            sum += System.nanoTime();
        }
        int buffer = guest.allocate(72);
        int ticks = (Integer) times.call(new HostFunction.Arguments(new Object[] {buffer}));
        assertTrue(sum != 0 && ticks >= 5 && guest.memory.loadInt(buffer) >= 1);
        assertEquals(0, usage.call(new HostFunction.Arguments(new Object[] {0, buffer})));
        assertTrue(guest.memory.loadInt(buffer) > 0 || guest.memory.loadInt(buffer + 4) > 0);
        assertEquals(guest.memory.size() / 1024, guest.memory.loadInt(buffer + 16));
        assertEquals(-Errno.EINVAL.number(), usage.call(new HostFunction.Arguments(new Object[] {5, buffer})));
        assertEquals(-Errno.EFAULT.number(), usage.call(new HostFunction.Arguments(new Object[] {0, -4})));
    }

    private HostFunction.Body replacement(String name) {
        return guest.libc.replacements().stream().filter(function -> function.name().equals(name)).findFirst()
                        .orElseThrow().body();
    }

    @Test
    void identity() {
        Guest somebody = new Guest(Libc.builder().identity(1000, 100).processId(4711));
        assertEquals(1000, somebody.call("__syscall_getuid32"));
        assertEquals(1000, somebody.call("__syscall_getuid32_js"));
        assertEquals(100, somebody.call("__syscall_getegid32"));
        assertEquals(4711, somebody.call("__syscall_getpid"));
    }
}
