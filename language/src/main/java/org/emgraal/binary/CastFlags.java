// SPDX-License-Identifier: Apache-2.0
package org.emgraal.binary;

/** The flags byte of {@code br_on_cast} and {@code br_on_cast_fail} (specification, binary format of instructions). */
public final class CastFlags {

    /** Null is of the type that the operand has. */
    public static final int FROM_NULLABLE = 1;
    /** Null is of the type that is tested for. */
    public static final int TO_NULLABLE = 2;

    private CastFlags() {
    }
}
