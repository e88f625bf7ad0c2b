// SPDX-License-Identifier: Apache-2.0
package org.emgraal.runtime;

import com.oracle.truffle.api.exception.AbstractTruffleException;

/** The Java heap, or the longest Java array, is too small for a memory's initial size. */
public final class MemoryAllocationException extends AbstractTruffleException {

    private static final long serialVersionUID = 1L;

    MemoryAllocationException(long pages) {
        super("could not allocate memory: " + Long.toUnsignedString(pages) + " pages, at most " + WasmMemory.MAX_PAGES);
    }
}
