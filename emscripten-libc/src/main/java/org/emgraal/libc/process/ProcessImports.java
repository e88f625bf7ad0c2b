// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.process;

import static org.emgraal.libc.syscall.Calls.library;
import static org.emgraal.libc.syscall.Calls.syscall;
import static org.emgraal.libc.syscall.Calls.wasi;

import java.util.List;
import org.emgraal.libc.CommandShell;
import org.emgraal.libc.HostFunction;
import org.emgraal.libc.time.Clocks;

/** The imports about the process itself: environment, identity, memory, console, its end. */
public final class ProcessImports {

    private final GuestProcess process;
    private final Environment environment;
    private final Heap heap;
    private final Lifecycle life;
    private final Commands commands;
    private final Accounting accounting;
    private final Console console;

    /** @param shell null if the program may not run commands */
    public ProcessImports(GuestProcess process, Clocks clocks, CommandShell shell) {
        this.process = process;
        environment = new Environment(process);
        heap = new Heap(process);
        life = new Lifecycle(process);
        commands = new Commands(process, shell);
        accounting = new Accounting(process, clocks);
        console = process.console();
    }

    /** Environment, identity, memory. */
    public List<HostFunction> stateFunctions() {
        return List.of(
                        new HostFunction("args_get", "iii", wasi(a -> environment.args(a.i32(0), a.i32(1)))),
                        new HostFunction("args_sizes_get", "iii", wasi(a -> environment.argsSizes(a.i32(0), a.i32(1)))),
                        new HostFunction("environ_get", "iii", wasi(a -> environment.environ(a.i32(0), a.i32(1)))),
                        new HostFunction("environ_sizes_get", "iii", wasi(a ->
                                        environment.environSizes(a.i32(0), a.i32(1)))),
                        new HostFunction("_emscripten_get_progname", "vii",
                                        none(a -> environment.programName(a.i32(0), a.i32(1)))),
                        new HostFunction("random_get", "iii", wasi(a -> environment.random(a.i32(0), a.i32(1)))),
                        new HostFunction("getentropy", "iii", wasi(a -> environment.random(a.i32(0), a.i32(1)))),
                        new HostFunction("emscripten_random", "f", a -> process.random().nextFloat()),
                        new HostFunction("emscripten_resize_heap", "ii", a -> heap.resize(a.i32(0))),
                        new HostFunction("emscripten_get_heap_max", "i", a -> Heap.MAX),
                        new HostFunction("emscripten_memcpy_big", "iiii", a -> heap.copy(a.i32(0), a.i32(1), a.i32(2))),
                        new HostFunction("emscripten_memcpy_big", "viii",
                                        none(a -> heap.copy(a.i32(0), a.i32(1), a.i32(2)))),
                        new HostFunction("emscripten_memcpy_js", "viii",
                                        none(a -> heap.copy(a.i32(0), a.i32(1), a.i32(2)))),
                        new HostFunction("_emscripten_memcpy_js", "viii",
                                        none(a -> heap.copy(a.i32(0), a.i32(1), a.i32(2)))),
                        new HostFunction("emscripten_num_logical_cores", "i", a -> Runtime.getRuntime()
                                        .availableProcessors()),
                        new HostFunction("emscripten_has_asyncify", "i", a -> 0),
                        new HostFunction("__syscall_getpid", "i", a -> process.id()),
                        new HostFunction("__syscall_getuid32", "i", a -> process.user()),
                        new HostFunction("__syscall_getuid32_js", "i", a -> process.user()),
                        new HostFunction("__syscall_geteuid32", "i", a -> process.user()),
                        new HostFunction("__syscall_getgid32", "i", a -> process.group()),
                        new HostFunction("__syscall_getegid32", "i", a -> process.group()),
                        new HostFunction("getTempRet0", "i", a -> process.tempRet0().get()),
                        new HostFunction("setTempRet0", "vi", none(a -> process.tempRet0().set(a.i32(0)))));
    }

    /** Exit, abort, console, commands. */
    public List<HostFunction> lifeFunctions() {
        return List.of(
                        new HostFunction("exit", "vi", a -> {
                            throw life.exit(a.i32(0));
                        }),
                        new HostFunction("emscripten_force_exit", "vi", a -> {
                            throw life.forceExit(a.i32(0));
                        }),
                        new HostFunction("proc_exit", "vi", a -> {
                            throw new org.emgraal.libc.ProgramExit(a.i32(0));
                        }),
                        new HostFunction("abort", "v", a -> {
                            throw life.abort("");
                        }),
                        new HostFunction("_abort_js", "v", a -> {
                            throw life.abort("");
                        }),
                        new HostFunction("__assert_fail", "viiii", a -> {
                            throw life.assertionFailed(a.i32(0), a.i32(1), a.i32(2), a.i32(3));
                        }),
                        new HostFunction("emscripten_runtime_keepalive_push", "v", none(a -> process.keepAlive(1))),
                        new HostFunction("emscripten_runtime_keepalive_pop", "v", none(a -> process.keepAlive(-1))),
                        new HostFunction("emscripten_runtime_keepalive_check", "i", a -> process.isKeptAlive() ? 1 : 0),
                        new HostFunction("_emscripten_runtime_keepalive_clear", "v",
                                        none(a -> process.stopKeepingAlive())),
                        new HostFunction("_emscripten_system", "ii", syscall(a -> commands.system(a.i32(0)))),
                        new HostFunction("system", "ii", library(process, a -> commands.system(a.i32(0)))),
                        new HostFunction("emscripten_console_log", "vi", none(a -> console.out(text(a.i32(0))))),
                        new HostFunction("emscripten_console_warn", "vi", none(a -> console.err(text(a.i32(0))))),
                        new HostFunction("emscripten_console_error", "vi", none(a -> console.err(text(a.i32(0))))),
                        new HostFunction("emscripten_console_trace", "vi", none(a -> console.err(text(a.i32(0))))),
                        new HostFunction("emscripten_out", "vi", none(a -> console.out(text(a.i32(0))))),
                        new HostFunction("_emscripten_out", "vi", none(a -> console.out(text(a.i32(0))))),
                        new HostFunction("emscripten_err", "vi", none(a -> console.err(text(a.i32(0))))),
                        new HostFunction("_emscripten_err", "vi", none(a -> console.err(text(a.i32(0))))),
                        new HostFunction("emscripten_dbg", "vi", none(a -> console.err(text(a.i32(0))))),
                        new HostFunction("_emscripten_log_formatted", "vii",
                                        none(a -> console.log(a.i32(0), text(a.i32(1))))),
                        new HostFunction("emscripten_log_impl_js", "vi", none(a -> console.err(text(a.i32(0))))),
                        // A breakpoint for the browser's tools.
                        new HostFunction("emscripten_debugger", "v", none(a -> { })));
    }

    /** Definitions that stand in for the program's own, see {@link org.emgraal.libc.Libc#replacements}. */
    public List<HostFunction> replacements() {
        return List.of(
                        new HostFunction("times", "ii", library(process, a -> accounting.times(a.i32(0)))),
                        new HostFunction("__syscall_getrusage", "iii", syscall(a ->
                                        accounting.getrusage(a.i32(0), a.i32(1)))));
    }

    private String text(int address) {
        return address == 0 ? "" : process.string(address);
    }

    /** A void function. */
    private static HostFunction.Body none(java.util.function.Consumer<HostFunction.Arguments> action) {
        return arguments -> {
            action.accept(arguments);
            return null;
        };
    }
}
