// SPDX-License-Identifier: Apache-2.0
package org.emgraal.bytecode.support;

import org.emgraal.runtime.FunctionCode;
import org.emgraal.runtime.WasmFunction;
import org.emgraal.runtime.WasmInstance;

/**
 * A function with more parameters than a method of the JVM can have. It is of no signature's class, so no call from bytecode
 * takes it for its callee; but one may find it in a table, and a tail call may lead to it.
 */
public final class RegisterCode extends FunctionCode {

    public RegisterCode(WasmInstance instance, WasmFunction function) {
        super(instance, function);
    }

    @Override
    public void run() {
        Calls.target(function);
    }
}
