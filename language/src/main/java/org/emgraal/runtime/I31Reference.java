// SPDX-License-Identifier: Apache-2.0
package org.emgraal.runtime;

/** An unboxed scalar (specification, "i31"): without identity, equal if the 31 bits are. */
public record I31Reference(int bits) {

    private static final int MASK = 0x7FFF_FFFF;

    /** {@code ref.i31}: drops the highest bit. */
    public static I31Reference of(int value) {
        return new I31Reference(value & MASK);
    }

    public int signed() {
        return bits << 1 >> 1;
    }
}
