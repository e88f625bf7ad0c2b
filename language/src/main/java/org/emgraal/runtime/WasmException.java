// SPDX-License-Identifier: Apache-2.0
package org.emgraal.runtime;

import com.oracle.truffle.api.nodes.ControlFlowException;

/**
 * A WebAssembly exception between {@code throw} and its handler. It has no stack trace: one that leaves WebAssembly
 * is reported by {@link UncaughtWasmException}.
 */
public final class WasmException extends ControlFlowException {

    private static final long serialVersionUID = 1L;

    private final transient WasmTag tag;
    private final transient long[] numbers;
    private final transient Object[] references;

    public WasmException(WasmTag tag, long[] numbers, Object[] references) {
        this.tag = tag;
        this.numbers = numbers;
        this.references = references;
    }

    public WasmTag tag() {
        return tag;
    }

    /** Parameter values by index; floats as raw bits. */
    public long[] numbers() {
        return numbers;
    }

    /** Parameter values by index for references and vectors; null if the tag has none. */
    public Object[] references() {
        return references;
    }
}
