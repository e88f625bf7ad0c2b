// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc;

import java.util.List;
import org.emgraal.libc.process.GuestProcess;

/** What CPython imports for itself, apart from signals and its call trampoline. */
final class PythonImports {

    private final GuestProcess process;
    private final String runtimeName;

    /** @param runtimeName what {@code sys._emscripten_info.runtime} says */
    PythonImports(GuestProcess process, String runtimeName) {
        this.process = process;
        this.runtimeName = runtimeName;
    }

    List<HostFunction> functions() {
        return List.of(
                        new HostFunction("_Py_emscripten_runtime", "i", a -> process.allocateString(runtimeName)),
                        // Without these two CPython 3.13 calls through _PyEM_TrampolineCall_JS.
                        new HostFunction("_PyEM_InitTrampoline_js", "v", a -> null),
                        new HostFunction("_PyEM_GetCountArgsPtr", "i", a -> 0),
                        // A device of CPython's own tests that needs JavaScript promises: 0 says there are none.
                        new HostFunction("emscripten_set_up_async_input_device_js", "i", a -> 0));
    }
}
