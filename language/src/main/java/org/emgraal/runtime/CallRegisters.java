// SPDX-License-Identifier: Apache-2.0
package org.emgraal.runtime;

/**
 * Arguments and results on their way between functions. A Truffle call that is not inlined would box every argument
 * into an {@code Object[]}; here the caller writes them to fields and the callee's prologue reads them, without
 * allocation (docs/syntax-trees.md, "Calling convention"). One value belongs to one register: parameter or result
 * {@code n} travels in numeric register {@code n} (floats as raw bits) or in reference register {@code n}.
 * <p>
 * Registers belong to a {@link Store}, which only one thread executes at a time. Whoever writes them calls at once:
 * arguments that contain calls are evaluated to temporaries first.
 */
public final class CallRegisters {

    private static final int FIELDS = 8;

    private long n0;
    private long n1;
    private long n2;
    private long n3;
    private long n4;
    private long n5;
    private long n6;
    private long n7;
    private Object r0;
    private Object r1;
    private Object r2;
    private Object r3;
    private Object r4;
    private Object r5;
    private Object r6;
    private Object r7;
    private final StackGuard stackGuard = new StackGuard();
    private WasmFunction tailCallee;
    private long[] moreNumbers = new long[0];
    private Object[] moreReferences = new Object[0];

    /** Makes room for {@code count} registers; called when a module whose types need them is instantiated. */
    public void require(int count) {
        if (count - FIELDS > moreNumbers.length) {
            moreNumbers = java.util.Arrays.copyOf(moreNumbers, count - FIELDS);
            moreReferences = java.util.Arrays.copyOf(moreReferences, count - FIELDS);
        }
    }

    /** What watches the Java stack that the store's functions run on. */
    public StackGuard stackGuard() {
        return stackGuard;
    }

    /** What the function that is about to return wants called in its place. */
    public void setTailCallee(WasmFunction callee) {
        tailCallee = callee;
    }

    /** Whether the function that has just returned wants another called in its place. */
    public boolean hasTailCallee() {
        return tailCallee != null;
    }

    /** Reads and clears {@link #setTailCallee}; null after a plain return. */
    public WasmFunction takeTailCallee() {
        WasmFunction callee = tailCallee;
        tailCallee = null;
        return callee;
    }

    public void setLong(int index, long value) {
        switch (index) {
            case 0 -> n0 = value;
            case 1 -> n1 = value;
            case 2 -> n2 = value;
            case 3 -> n3 = value;
            case 4 -> n4 = value;
            case 5 -> n5 = value;
            case 6 -> n6 = value;
            case 7 -> n7 = value;
            default -> moreNumbers[index - FIELDS] = value;
        }
    }

    public long getLong(int index) {
        return switch (index) {
            case 0 -> n0;
            case 1 -> n1;
            case 2 -> n2;
            case 3 -> n3;
            case 4 -> n4;
            case 5 -> n5;
            case 6 -> n6;
            case 7 -> n7;
            default -> moreNumbers[index - FIELDS];
        };
    }

    public void setInt(int index, int value) {
        setLong(index, value);
    }

    public int getInt(int index) {
        return (int) getLong(index);
    }

    public void setFloat(int index, float value) {
        setLong(index, Float.floatToRawIntBits(value));
    }

    public float getFloat(int index) {
        return Float.intBitsToFloat((int) getLong(index));
    }

    public void setDouble(int index, double value) {
        setLong(index, Double.doubleToRawLongBits(value));
    }

    public double getDouble(int index) {
        return Double.longBitsToDouble(getLong(index));
    }

    public void setReference(int index, Object value) {
        switch (index) {
            case 0 -> r0 = value;
            case 1 -> r1 = value;
            case 2 -> r2 = value;
            case 3 -> r3 = value;
            case 4 -> r4 = value;
            case 5 -> r5 = value;
            case 6 -> r6 = value;
            case 7 -> r7 = value;
            default -> moreReferences[index - FIELDS] = value;
        }
    }

    /** Reads a reference and clears its register, so that nothing is kept alive by it. */
    public Object takeReference(int index) {
        Object value;
        switch (index) {
            case 0 -> {
                value = r0;
                r0 = null;
            }
            case 1 -> {
                value = r1;
                r1 = null;
            }
            case 2 -> {
                value = r2;
                r2 = null;
            }
            case 3 -> {
                value = r3;
                r3 = null;
            }
            case 4 -> {
                value = r4;
                r4 = null;
            }
            case 5 -> {
                value = r5;
                r5 = null;
            }
            case 6 -> {
                value = r6;
                r6 = null;
            }
            case 7 -> {
                value = r7;
                r7 = null;
            }
            default -> {
                value = moreReferences[index - FIELDS];
                moreReferences[index - FIELDS] = null;
            }
        }
        return value;
    }
}
