// SPDX-License-Identifier: Apache-2.0
package org.emgraal.runtime;

import com.oracle.truffle.api.CallTarget;

/** The root node of a function with tail calls, which makes the calls that the function's body leaves to it. */
public interface TailCalling {

    /** Executes the function up to a tail call; returns the {@link WasmFunction} to call next, or null. */
    CallTarget body();
}
