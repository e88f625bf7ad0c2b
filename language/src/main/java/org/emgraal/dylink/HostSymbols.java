// SPDX-License-Identifier: Apache-2.0
package org.emgraal.dylink;

import java.util.function.Supplier;
import org.emgraal.module.FunctionType;
import org.emgraal.runtime.WasmFunction;

/** The functions that the host defines, as the linker sees them. */
public interface HostSymbols {

    /** The function of this name and type, or null if the host has none. */
    WasmFunction find(String name, FunctionType type);

    /** The function of this name, for its address; null if the host has none. */
    WasmFunction find(String name);

    /**
     * A function of a library written in JavaScript.
     *
     * @param source its text, which can be read when it is called
     */
    WasmFunction script(String name, FunctionType type, String library, Supplier<String> source);

    /** A function that {@code search} finds, or fails to find, when it is first called. */
    WasmFunction lazy(String name, FunctionType type, Supplier<WasmFunction> search);
}
