// SPDX-License-Identifier: Apache-2.0
package org.emgraal.emscripten;

import java.util.List;
import org.emgraal.dylink.DynamicLinkingImports;
import org.emgraal.libc.HostFunction;
import org.emgraal.libc.Libc;
import org.emgraal.module.Import;
import org.emgraal.module.WasmModule;

/** What the host offers a program, in order of precedence. */
final class ProgramImports {

    private ProgramImports() {
    }

    static void addTo(HostImports host, WasmModule module, Libc libc, DynamicLinkingImports dynamicLinking, EventLoop events) {
        host.add(libc.functions());
        host.add(dynamicLinking.functions());
        host.add(events.functions());
        host.add(new Promises(libc.process(), events).functions());
        host.add(new RuntimeImports(libc.process()).functions());
        host.add(new MathImports(libc.process()).functions());
        host.add(new OldLibraryImports(libc.process()).functions());
        host.add(List.of(new HostFunction("_emscripten_throw_longjmp", "v", a -> {
            throw EmscriptenUnwind.LONG_JUMP;
        })));
        if (imports(module, "__cxa_allocate_exception")) {
            OldCxxExceptions exceptions = new OldCxxExceptions(libc.process());
            host.add(exceptions.functions());
            host.setFindMatchingCatch(exceptions::findMatchingCatch);
        } else {
            CxxExceptions exceptions = new CxxExceptions(libc.process());
            host.add(exceptions.functions());
            host.setFindMatchingCatch(exceptions::findMatchingCatch);
        }
        host.add(host.scripts().functions());
    }

    private static boolean imports(WasmModule module, String name) {
        return module.imports().stream().map(Import::name).anyMatch(name::equals);
    }
}
