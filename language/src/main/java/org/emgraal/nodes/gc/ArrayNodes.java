// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes.gc;

import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.Node;
import org.emgraal.nodes.ExpressionNode;
import org.emgraal.runtime.Activation;
import org.emgraal.runtime.Storage;
import org.emgraal.runtime.Trap;
import org.emgraal.runtime.Vector128;
import org.emgraal.runtime.WasmArray;

/** The {@code array.*} instructions on single elements; {@link ArrayRangeNodes} has those on ranges. */
public final class ArrayNodes {

    private ArrayNodes() {
    }

    public static WasmArray nonNull(Node node, Object reference) {
        if (reference == null) {
            throw Trap.NULL_ARRAY_REFERENCE.at(node);
        }
        return CompilerDirectives.castExact(reference, WasmArray.class);
    }

    private static <T> T elements(WasmArray array, Class<T> type) {
        return CompilerDirectives.castExact(array.elements(), type);
    }

    public static void check(Node node, WasmArray array, int index) {
        if (Integer.compareUnsigned(index, array.length()) >= 0) {
            throw Trap.OUT_OF_BOUNDS_ARRAY_ACCESS.at(node);
        }
    }

    /** Stores a number, given as raw bits, or an object at a checked index. */
    public static void store(Storage storage, WasmArray array, int index, long bits, Object object) {
        switch (storage) {
            case I8 -> elements(array, byte[].class)[index] = (byte) bits;
            case I16 -> elements(array, short[].class)[index] = (short) bits;
            case I32 -> elements(array, int[].class)[index] = (int) bits;
            case I64 -> elements(array, long[].class)[index] = bits;
            case F32 -> elements(array, float[].class)[index] = Float.intBitsToFloat((int) bits);
            case F64 -> elements(array, double[].class)[index] = Double.longBitsToDouble(bits);
            case V128, REF -> elements(array, Object[].class)[index] = object;
        }
    }

    /** {@code array.new_default}, and the beginning of {@code array.new_fixed}. */
    public static final class NewDefault extends ExpressionNode.Ref {
        private final int typeId;
        private final Storage storage;
        @Child private ExpressionNode length;

        public NewDefault(int typeId, Storage storage, ExpressionNode length) {
            this.typeId = typeId;
            this.storage = storage;
            this.length = length;
        }

        @Override
        public Object executeReference(VirtualFrame frame, Activation activation) {
            return WasmArray.create(this, typeId, storage, length.executeInt(frame, activation));
        }
    }

    /** {@code array.new}. */
    public static final class New extends ExpressionNode.Ref {
        private final int typeId;
        @Child private FieldNode value;
        @Child private ExpressionNode length;

        public New(int typeId, FieldNode value, ExpressionNode length) {
            this.typeId = typeId;
            this.value = value;
            this.length = length;
        }

        @Override
        public Object executeReference(VirtualFrame frame, Activation activation) {
            Storage storage = value.storage;
            Object object = storage.isObject() ? value.executeObject(frame, activation) : null;
            long bits = value.storage.isObject() ? 0 : value.executeBits(frame, activation);
            WasmArray array = WasmArray.create(this, typeId, storage, length.executeInt(frame, activation));
            array.fill(storage, 0, array.length(), bits, object);
            return array;
        }
    }

    /** Sets an element of the array that {@code array.new_fixed} is making. */
    public static final class Initialize extends ExpressionNode.Statement {
        private final int slot;
        private final int index;
        @Child private FieldNode value;

        public Initialize(int slot, int index, FieldNode value) {
            this.slot = slot;
            this.index = index;
            this.value = value;
        }

        @Override
        public void executeVoid(VirtualFrame frame, Activation activation) {
            Object object = value.storage.isObject() ? value.executeObject(frame, activation) : null;
            long bits = value.storage.isObject() ? 0 : value.executeBits(frame, activation);
            store(value.storage, (WasmArray) frame.getObjectStatic(slot), index, bits, object);
        }
    }

    /** {@code array.get}, {@code array.get_s} and {@code array.get_u}, of whatever type the elements are. */
    public static final class Get extends ExpressionNode {
        private final Storage storage;
        private final boolean signed;
        @Child private ExpressionNode array;
        @Child private ExpressionNode index;

        public Get(Storage storage, boolean signed, ExpressionNode array, ExpressionNode index) {
            this.storage = storage;
            this.signed = signed;
            this.array = array;
            this.index = index;
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            Object reference = array.executeReference(frame, activation);
            int i = index.executeInt(frame, activation);
            WasmArray target = nonNull(this, reference);
            check(this, target, i);
            return switch (storage) {
                case I8 -> signed ? elements(target, byte[].class)[i] : elements(target, byte[].class)[i] & 0xFF;
                case I16 -> signed ? elements(target, short[].class)[i] : elements(target, short[].class)[i] & 0xFFFF;
                default -> elements(target, int[].class)[i];
            };
        }

        @Override
        public long executeLong(VirtualFrame frame, Activation activation) {
            Object reference = array.executeReference(frame, activation);
            int i = index.executeInt(frame, activation);
            WasmArray target = nonNull(this, reference);
            check(this, target, i);
            return elements(target, long[].class)[i];
        }

        @Override
        public float executeFloat(VirtualFrame frame, Activation activation) {
            Object reference = array.executeReference(frame, activation);
            int i = index.executeInt(frame, activation);
            WasmArray target = nonNull(this, reference);
            check(this, target, i);
            return elements(target, float[].class)[i];
        }

        @Override
        public double executeDouble(VirtualFrame frame, Activation activation) {
            Object reference = array.executeReference(frame, activation);
            int i = index.executeInt(frame, activation);
            WasmArray target = nonNull(this, reference);
            check(this, target, i);
            return elements(target, double[].class)[i];
        }

        @Override
        public Vector128 executeVector(VirtualFrame frame, Activation activation) {
            return (Vector128) executeReference(frame, activation);
        }

        @Override
        public Object executeReference(VirtualFrame frame, Activation activation) {
            Object reference = array.executeReference(frame, activation);
            int i = index.executeInt(frame, activation);
            WasmArray target = nonNull(this, reference);
            check(this, target, i);
            return elements(target, Object[].class)[i];
        }

        @Override
        public void executeVoid(VirtualFrame frame, Activation activation) {
            Object reference = array.executeReference(frame, activation);
            int i = index.executeInt(frame, activation);
            check(this, nonNull(this, reference), i);
        }
    }

    /** {@code array.set}. */
    public static final class Set extends ExpressionNode.Statement {
        @Child private ExpressionNode array;
        @Child private ExpressionNode index;
        @Child private FieldNode value;

        public Set(ExpressionNode array, ExpressionNode index, FieldNode value) {
            this.array = array;
            this.index = index;
            this.value = value;
        }

        @Override
        public void executeVoid(VirtualFrame frame, Activation activation) {
            Object reference = array.executeReference(frame, activation);
            int i = index.executeInt(frame, activation);
            Object object = value.storage.isObject() ? value.executeObject(frame, activation) : null;
            long bits = value.storage.isObject() ? 0 : value.executeBits(frame, activation);
            WasmArray target = nonNull(this, reference);
            check(this, target, i);
            store(value.storage, target, i, bits, object);
        }
    }

    /** {@code array.len}. */
    public static final class Length extends ExpressionNode.I32 {
        @Child private ExpressionNode array;

        public Length(ExpressionNode array) {
            this.array = array;
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            return nonNull(this, array.executeReference(frame, activation)).length();
        }
    }
}
