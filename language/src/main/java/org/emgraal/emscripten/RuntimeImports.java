// SPDX-License-Identifier: Apache-2.0
package org.emgraal.emscripten;

import java.util.List;
import org.emgraal.libc.HostFunction;
import org.emgraal.libc.ProgramAbort;
import org.emgraal.libc.process.GuestProcess;

/** Checks that a compiler adds on request, and what a WASI program tells its host. */
final class RuntimeImports {

    private final GuestProcess process;

    RuntimeImports(GuestProcess process) {
        this.process = process;
    }

    List<HostFunction> functions() {
        return List.of(
                        // -sSTACK_OVERFLOW_CHECK
                        new HostFunction("__handle_stack_overflow", "vi", a -> {
                            throw abort("stack overflow (attempt to set SP to 0x%08x)".formatted(a.i32(0)));
                        }),
                        new HostFunction("__handle_stack_overflow", "v", a -> {
                            throw abort("stack overflow");
                        }),
                        // -sSAFE_HEAP
                        new HostFunction("segfault", "v", a -> {
                            throw abort("segmentation fault");
                        }),
                        new HostFunction("alignfault", "v", a -> {
                            throw abort("alignment fault");
                        }),
                        // Nobody keeps views of the memory that would have to be made anew.
                        new HostFunction("emscripten_notify_memory_growth", "vi", a -> null),
                        new HostFunction("emscripten_random", "f", a -> process.random().nextFloat()),
                        new HostFunction("_Unwind_Backtrace", "iii", a -> 0),
                        new HostFunction("_Unwind_GetIP", "ii", a -> 0));
    }

    private ProgramAbort abort(String reason) {
        ProgramAbort abort = new ProgramAbort(reason);
        process.console().err(abort.getMessage());
        return abort;
    }
}
