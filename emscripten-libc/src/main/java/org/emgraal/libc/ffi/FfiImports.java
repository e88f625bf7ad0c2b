// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.ffi;

import java.util.List;
import org.emgraal.libc.HostFunction;
import org.emgraal.libc.process.GuestProcess;

/** The imports of libffi. */
public final class FfiImports {

    private final ForeignFunctions functions;

    public FfiImports(GuestProcess process) {
        functions = new ForeignFunctions(process);
    }

    public List<HostFunction> functions() {
        return List.of(
                        new HostFunction("ffi_call_js", "viiii", a -> {
                            functions.call(a.i32(0), a.i32(1), a.i32(2), a.i32(3));
                            return null;
                        }),
                        new HostFunction("ffi_closure_alloc_js", "iii", a ->
                                        functions.allocateClosure(a.i32(0), a.i32(1))),
                        new HostFunction("ffi_closure_free_js", "vi", a -> {
                            functions.freeClosure(a.i32(0));
                            return null;
                        }),
                        new HostFunction("ffi_prep_closure_loc_js", "iiiiii",
                                        a -> functions.prepareClosure(a.i32(0), a.i32(1), a.i32(2), a.i32(3),
                                                        a.i32(4))));
    }
}
