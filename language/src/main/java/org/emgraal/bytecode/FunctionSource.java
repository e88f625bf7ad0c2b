// SPDX-License-Identifier: Apache-2.0
package org.emgraal.bytecode;

import java.util.function.IntSupplier;
import org.emgraal.module.WasmModule;

/**
 * A function whose class is to be written.
 *
 * @param module the module it is from
 * @param index its function index
 * @param names of the module's classes
 * @param code its body, with blocks connected and live slots found
 * @param watched whether the stack is watched while it runs ({@link org.emgraal.runtime.StackGuard})
 * @param address finds the element of the frame with an interpreter's address ({@code support.Interpreters})
 */
record FunctionSource(WasmModule module, int index, Names names, StackCode code, boolean watched, IntSupplier address) {

    Signature signature() {
        return signature(index);
    }

    /** Of any function of the module. */
    Signature signature(int function) {
        return signatureOfType(module.functionTypes()[function]);
    }

    Signature signatureOfType(int type) {
        return Signature.of(module.types().get(type));
    }
}
