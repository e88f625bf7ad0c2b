// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.process;

import static org.emgraal.libc.syscall.Calls.syscall;
import static org.emgraal.libc.syscall.Calls.wasi;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.emgraal.libc.HostFunction;
import org.emgraal.libc.LinearMemory;
import org.emgraal.libc.ProgramAbort;
import org.emgraal.libc.ProgramExit;
import org.emgraal.libc.fs.GuestText;

/** The imports about the process itself: arguments, environment, memory, signals, exit. */
public final class ProcessImports {

    /** No address lies above (Emscripten's 32-bit maximum, 4 GiB less a page). */
    private static final int HEAP_MAX = 0xFFFF0000;
    private static final long PAGE = 65536;
    private static final long MAX_STEP = 96L << 20;

    private final GuestProcess process;
    private final String runtimeName;

    /** @param runtimeName what {@code sys._emscripten_info.runtime} says */
    public ProcessImports(GuestProcess process, String runtimeName) {
        this.process = process;
        this.runtimeName = runtimeName;
    }

    public List<HostFunction> functions() {
        return List.of(
                        new HostFunction("environ_get", "iii", wasi(a -> environment(a.i32(0), a.i32(1)))),
                        new HostFunction("environ_sizes_get", "iii", wasi(a -> environmentSizes(a.i32(0), a.i32(1)))),
                        new HostFunction("random_get", "iii", wasi(a -> random(a.i32(0), a.i32(1)))),
                        new HostFunction("getentropy", "iii", syscall(a -> {
                            random(a.i32(0), a.i32(1));
                            return 0;
                        })),
                        new HostFunction("emscripten_resize_heap", "ii", a -> resizeHeap(a.i32(0))),
                        new HostFunction("emscripten_get_heap_max", "i", a -> HEAP_MAX),
                        new HostFunction("exit", "vi", a -> exit(a.i32(0))),
                        new HostFunction("proc_exit", "vi", a -> {
                            throw new ProgramExit(a.i32(0));
                        }),
                        new HostFunction("abort", "v", a -> {
                            throw new ProgramAbort("");
                        }),
                        new HostFunction("_abort_js", "v", a -> {
                            throw new ProgramAbort("");
                        }),
                        new HostFunction("__assert_fail", "viiii", a -> {
                            throw new ProgramAbort("Assertion failed: %s, at: %s,%d,%s".formatted(text(a.i32(0)), text(a.i32(1)), a.i32(2), text(a.i32(3))));
                        }),
                        new HostFunction("emscripten_runtime_keepalive_push", "v", a -> keepAlive(1)),
                        new HostFunction("emscripten_runtime_keepalive_pop", "v", a -> keepAlive(-1)),
                        new HostFunction("_emscripten_runtime_keepalive_clear", "v", a -> {
                            process.stopKeepingAlive();
                            return null;
                        }),
                        new HostFunction("_emscripten_get_progname", "vii", a -> programName(a.i32(0), a.i32(1))),
                        new HostFunction("__call_sighandler", "vii", a -> {
                            process.calls().callPointer(a.i32(0), a.i32(1));
                            return null;
                        }),
                        new HostFunction("__syscall_getuid32", "i", a -> process.user()),
                        new HostFunction("__syscall_getuid32_js", "i", a -> process.user()),
                        new HostFunction("__syscall_geteuid32", "i", a -> process.user()),
                        new HostFunction("__syscall_getgid32", "i", a -> process.group()),
                        new HostFunction("__syscall_getegid32", "i", a -> process.group()),
                        new HostFunction("_Py_emscripten_runtime", "i", a -> allocateString(runtimeName)),
                        new HostFunction("_Py_CheckEmscriptenSignals_Helper", "i", a -> process.signals().take()),
                        new HostFunction("__hiwire_deduplicate_new", "e", a -> new HashMap<Object, Integer>()),
                        new HostFunction("__hiwire_deduplicate_get", "iee", a -> references(a.ref(0)).getOrDefault(MapKey.of(a.ref(1)), 0)),
                        new HostFunction("__hiwire_deduplicate_set", "veei", a -> {
                            references(a.ref(0)).put(MapKey.of(a.ref(1)), a.i32(2));
                            return null;
                        }),
                        new HostFunction("__hiwire_deduplicate_delete", "vee", a -> {
                            references(a.ref(0)).remove(MapKey.of(a.ref(1)));
                            return null;
                        }));
    }

    @SuppressWarnings("unchecked")
    private static Map<Object, Integer> references(Object map) {
        return (Map<Object, Integer>) map;
    }

    // ---- environment

    private void environmentSizes(int count, int size) {
        int bytes = 0;
        for (Map.Entry<String, String> variable : process.environment().entrySet()) {
            bytes += GuestText.encode(variable.getKey()).length + GuestText.encode(variable.getValue()).length + 2;
        }
        process.memory().storeInt(count, process.environment().size());
        process.memory().storeInt(size, bytes);
    }

    private void environment(int pointers, int strings) {
        LinearMemory memory = process.memory();
        int pointer = pointers;
        int string = strings;
        for (Map.Entry<String, String> variable : process.environment().entrySet()) {
            memory.storeInt(pointer, string);
            byte[] bytes = GuestText.encode(variable.getKey() + "=" + variable.getValue() + "\0");
            memory.write(string, bytes, 0, bytes.length);
            pointer += 4;
            string += bytes.length;
        }
    }

    private Object programName(int buffer, int size) {
        byte[] name = GuestText.encode(process.arguments().isEmpty() ? "" : process.arguments().get(0));
        int length = Math.min(name.length, size - 1);
        process.memory().write(buffer, name, 0, length);
        process.memory().storeByte(buffer + length, (byte) 0);
        return null;
    }

    private int allocateString(String text) {
        byte[] bytes = GuestText.encode(text + "\0");
        int address = process.calls().malloc(bytes.length);
        if (address != 0) {
            process.memory().write(address, bytes, 0, bytes.length);
        }
        return address;
    }

    private String text(int address) {
        return address == 0 ? "unknown" : process.string(address);
    }

    private void random(int buffer, int length) {
        byte[] bytes = new byte[process.memory().slice(buffer, length).remaining()];
        process.random().nextBytes(bytes);
        process.memory().write(buffer, bytes, 0, length);
    }

    // ---- memory

    /** Emscripten's growth policy: a fifth more than now, at most 96 MiB more than needed; failing that, what is needed. */
    private int resizeHeap(int requested) {
        LinearMemory memory = process.memory();
        long needed = Integer.toUnsignedLong(requested);
        long generous = Math.max(needed, Math.min(memory.size() + memory.size() / 5, needed + MAX_STEP));
        long limit = Integer.toUnsignedLong(HEAP_MAX);
        if (needed > limit) {
            return 0;
        }
        return memory.growTo(Math.min(limit, Math.ceilDiv(generous, PAGE) * PAGE)) || memory.growTo(needed) ? 1 : 0;
    }

    // ---- life

    private Object keepAlive(int change) {
        process.keepAlive(change);
        return null;
    }

    /** {@code exit}: the functions registered with {@code atexit}, then the end. */
    private Object exit(int status) {
        process.runExitFunctions();
        throw new ProgramExit(status);
    }
}
