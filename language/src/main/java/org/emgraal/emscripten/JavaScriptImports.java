// SPDX-License-Identifier: Apache-2.0
package org.emgraal.emscripten;

import java.util.List;
import org.emgraal.libc.HostFunction;
import org.emgraal.libc.MemoryFault;
import org.emgraal.libc.process.GuestProcess;

/** {@code EM_ASM}: JavaScript in C source, which this host does not run. Says so, with the code where it is known. */
final class JavaScriptImports {

    private static final int SHOWN = 80;

    private final GuestProcess process;

    JavaScriptImports(GuestProcess process) {
        this.process = process;
    }

    List<HostFunction> functions() {
        return List.of(function("emscripten_asm_const_int", "iiii"), function("emscripten_asm_const_ptr", "iiii"),
                        function("emscripten_asm_const_double", "diii"),
                        function("emscripten_asm_const_int_sync_on_main_thread", "iiii"),
                        function("emscripten_asm_const_double_sync_on_main_thread", "diii"),
                        function("emscripten_asm_const_async_on_main_thread", "viii"),
                        function("emscripten_run_script", "vi"), function("emscripten_run_script_int", "ii"),
                        function("emscripten_run_script_string", "ii"));
    }

    private HostFunction function(String name, String signature) {
        return new HostFunction(name, signature, a -> {
            throw new UnimplementedImportException("%s: this host does not run JavaScript (EM_ASM): %s".formatted(name, code(a.i32(0))));
        });
    }

    /** Compilers since 3.1 strip the text from the main module; its address remains. */
    private String code(int address) {
        try {
            String text = process.string(address).strip();
            if (!text.isEmpty() && text.chars().noneMatch(Character::isISOControl)) {
                return text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
            }
        } catch (MemoryFault | org.emgraal.libc.ErrnoException noText) {
            // Only the address can be shown.
        }
        return "code at address " + address;
    }
}
