// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes.gc;

import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.CompilerDirectives.CompilationFinal;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.ExplodeLoop;
import com.oracle.truffle.api.nodes.Node;
import org.emgraal.nodes.ExpressionNode;
import org.emgraal.runtime.Activation;
import org.emgraal.runtime.Storage;
import org.emgraal.runtime.StructLayout;
import org.emgraal.runtime.Trap;
import org.emgraal.runtime.Vector128;
import org.emgraal.runtime.WasmStruct;

/** The {@code struct.*} instructions. */
public final class StructNodes {

    private StructNodes() {
    }

    public static WasmStruct nonNull(Node node, Object reference) {
        if (reference == null) {
            throw Trap.NULL_STRUCTURE_REFERENCE.at(node);
        }
        return CompilerDirectives.castExact(reference, WasmStruct.class);
    }

    /** {@code struct.new}. */
    public static final class New extends ExpressionNode.Ref {
        private final int typeId;
        private final int numbers;
        @CompilationFinal(dimensions = 1) private final int[] positions;
        @Children private final FieldNode[] fields;

        public New(int typeId, StructLayout layout, FieldNode[] fields) {
            this.typeId = typeId;
            this.fields = fields;
            this.positions = new int[fields.length];
            int numberCount = 0;
            for (int i = 0; i < fields.length; i++) {
                positions[i] = layout.position(i);
                numberCount += layout.storage(i).isObject() ? 0 : 1;
            }
            this.numbers = numberCount;
        }

        @Override
        @ExplodeLoop
        public Object executeReference(VirtualFrame frame, Activation activation) {
            WasmStruct struct = new WasmStruct(typeId, new long[numbers], new Object[fields.length - numbers]);
            for (int i = 0; i < fields.length; i++) {
                if (fields[i].storage.isObject()) {
                    struct.objects[positions[i]] = fields[i].executeObject(frame, activation);
                } else {
                    struct.numbers[positions[i]] = fields[i].executeBits(frame, activation);
                }
            }
            return struct;
        }
    }

    /** {@code struct.new_default}. */
    public static final class NewDefault extends ExpressionNode.Ref {
        private final int typeId;
        private final StructLayout layout;

        public NewDefault(int typeId, StructLayout layout) {
            this.typeId = typeId;
            this.layout = layout;
        }

        @Override
        public Object executeReference(VirtualFrame frame, Activation activation) {
            return layout.create(typeId);
        }
    }

    /** {@code struct.get}, {@code struct.get_s} and {@code struct.get_u}, of whatever type the field is. */
    public static final class Get extends ExpressionNode {
        private final Storage storage;
        private final boolean signed;
        private final int position;
        @Child private ExpressionNode struct;

        public Get(StructLayout layout, int field, boolean signed, ExpressionNode struct) {
            this.storage = layout.storage(field);
            this.position = layout.position(field);
            this.signed = signed;
            this.struct = struct;
        }

        private WasmStruct struct(VirtualFrame frame, Activation activation) {
            return nonNull(this, struct.executeReference(frame, activation));
        }

        @Override
        public int executeInt(VirtualFrame frame, Activation activation) {
            int value = (int) struct(frame, activation).numbers[position];
            return !signed ? value : storage == Storage.I8 ? (byte) value : (short) value;
        }

        @Override
        public long executeLong(VirtualFrame frame, Activation activation) {
            return struct(frame, activation).numbers[position];
        }

        @Override
        public float executeFloat(VirtualFrame frame, Activation activation) {
            return Float.intBitsToFloat((int) struct(frame, activation).numbers[position]);
        }

        @Override
        public double executeDouble(VirtualFrame frame, Activation activation) {
            return Double.longBitsToDouble(struct(frame, activation).numbers[position]);
        }

        @Override
        public Vector128 executeVector(VirtualFrame frame, Activation activation) {
            return (Vector128) struct(frame, activation).objects[position];
        }

        @Override
        public Object executeReference(VirtualFrame frame, Activation activation) {
            return struct(frame, activation).objects[position];
        }

        @Override
        public void executeVoid(VirtualFrame frame, Activation activation) {
            struct(frame, activation);
        }
    }

    /** {@code struct.set}. */
    public static final class Set extends ExpressionNode.Statement {
        private final int position;
        @Child private ExpressionNode struct;
        @Child private FieldNode value;

        public Set(int position, ExpressionNode struct, FieldNode value) {
            this.position = position;
            this.struct = struct;
            this.value = value;
        }

        @Override
        public void executeVoid(VirtualFrame frame, Activation activation) {
            Object reference = struct.executeReference(frame, activation);
            if (value.storage.isObject()) {
                Object object = value.executeObject(frame, activation);
                nonNull(this, reference).objects[position] = object;
            } else {
                long bits = value.executeBits(frame, activation);
                nonNull(this, reference).numbers[position] = bits;
            }
        }
    }
}
