// SPDX-License-Identifier: Apache-2.0
package org.emgraal.bytecode.support;

import org.emgraal.runtime.FunctionCode;
import org.emgraal.runtime.WasmFunction;
import org.emgraal.runtime.WasmInstance;

/** Makes objects of generated classes: much less work than by reflection, of which each class would need its own. */
public abstract class FunctionFactory {

    /** The code of function {@code index} of a module for an instance. */
    public abstract FunctionCode create(int index, WasmInstance instance, WasmFunction function);
}
