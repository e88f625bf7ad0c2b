// SPDX-License-Identifier: Apache-2.0
package org.emgraal.runtime;

import org.emgraal.module.GlobalType;

/** A global variable: numbers as raw bits, references and vectors as objects. */
public final class WasmGlobal {

    private final GlobalType type;
    private long bits;
    private Object reference;

    public WasmGlobal(GlobalType type, long bits, Object reference) {
        this.type = type;
        this.bits = bits;
        this.reference = reference;
    }

    public static WasmGlobal i32(boolean mutable, int value) {
        return new WasmGlobal(new GlobalType(org.emgraal.module.ValueType.I32, mutable), value, null);
    }

    public GlobalType type() {
        return type;
    }

    public long getLong() {
        return bits;
    }

    public void setLong(long value) {
        bits = value;
    }

    public int getInt() {
        return (int) bits;
    }

    public void setInt(int value) {
        bits = value;
    }

    public float getFloat() {
        return Float.intBitsToFloat((int) bits);
    }

    public void setFloat(float value) {
        bits = Float.floatToRawIntBits(value);
    }

    public double getDouble() {
        return Double.longBitsToDouble(bits);
    }

    public void setDouble(double value) {
        bits = Double.doubleToRawLongBits(value);
    }

    /** A reference, or a {@link Vector128}. */
    public Object getReference() {
        return reference;
    }

    public void setReference(Object value) {
        reference = value;
    }
}
