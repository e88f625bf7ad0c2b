// SPDX-License-Identifier: Apache-2.0
package org.emgraal.runtime;

import com.oracle.truffle.api.CompilerDirectives.ValueType;

/**
 * A v128 value as two little-endian halves: {@code low} holds bytes 0 to 7. Identity has no meaning, so compiled
 * code keeps it in registers.
 */
@ValueType
public final class Vector128 {

    public static final Vector128 ZERO = new Vector128(0, 0);

    public final long low;
    public final long high;

    public Vector128(long low, long high) {
        this.low = low;
        this.high = high;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Vector128 vector && low == vector.low && high == vector.high;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(low * 31 + high);
    }

    @Override
    public String toString() {
        return "v128(0x%016x%016x)".formatted(high, low);
    }
}
