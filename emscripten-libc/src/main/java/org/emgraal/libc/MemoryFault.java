// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc;

/** A guest address outside linear memory, met by libc: becomes {@code EFAULT}, or a trap where no errno can be returned. */
public final class MemoryFault extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public MemoryFault(long address, long length) {
        super("address 0x%x, length %d lies outside linear memory".formatted(address, length), null, false, false);
    }
}
