// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes.gc;

import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.Node;
import org.emgraal.nodes.ExpressionNode;
import org.emgraal.runtime.Activation;
import org.emgraal.runtime.Storage;
import org.emgraal.runtime.Trap;
import org.emgraal.runtime.WasmArray;
import org.emgraal.runtime.WasmInstance;

/** The {@code array.*} instructions on ranges of arrays and segments. */
public final class ArrayRangeNodes {

    private ArrayRangeNodes() {
    }

    /** Part of a data or element segment, as array elements. */
    public static final class Segment {
        private final int index;
        private final Storage storage;

        public Segment(int index, Storage storage) {
            this.index = index;
            this.storage = storage;
        }

        /** All numbers unsigned. */
        private void check(Node node, WasmInstance instance, long start, long count) {
            if (storage == Storage.REF) {
                if (start + count > instance.element(index).length) {
                    throw Trap.OUT_OF_BOUNDS_TABLE_ACCESS.at(node);
                }
            } else if (start + count * WasmArray.width(storage) > instance.dataLength(index)) {
                throw Trap.OUT_OF_BOUNDS_MEMORY_ACCESS.at(node);
            }
        }

        /** {@code array.new_data} and {@code array.new_elem}; start and count are unsigned. */
        public WasmArray newArray(Node node, int typeId, WasmInstance instance, int start, int count) {
            check(node, instance, Integer.toUnsignedLong(start), Integer.toUnsignedLong(count));
            WasmArray array = WasmArray.create(node, typeId, storage, count);
            copyTo(array, 0, instance, start, count);
            return array;
        }

        /** {@code array.init_data} and {@code array.init_elem}; all numbers are unsigned. */
        public void init(Node node, WasmArray array, int arrayStart, WasmInstance instance, int start, int count) {
            array.check(node, Integer.toUnsignedLong(arrayStart), Integer.toUnsignedLong(count));
            check(node, instance, Integer.toUnsignedLong(start), Integer.toUnsignedLong(count));
            copyTo(array, arrayStart, instance, start, count);
        }

        private void copyTo(WasmArray array, int arrayStart, WasmInstance instance, int start, int count) {
            if (storage == Storage.REF) {
                array.copy(arrayStart, instance.element(index), start, count);
            } else {
                array.read(storage, arrayStart, instance.module().bytes(), instance.dataStart(index) + start, count);
            }
        }
    }

    /** {@code array.new_data} and {@code array.new_elem}. */
    public static final class NewFromSegment extends ExpressionNode.Ref {
        private final int typeId;
        private final Segment segment;
        @Child private ExpressionNode start;
        @Child private ExpressionNode length;

        public NewFromSegment(int typeId, Storage storage, int segment, ExpressionNode start, ExpressionNode length) {
            this.typeId = typeId;
            this.segment = new Segment(segment, storage);
            this.start = start;
            this.length = length;
        }

        @Override
        public Object executeReference(VirtualFrame frame, Activation activation) {
            int from = start.executeInt(frame, activation);
            int count = length.executeInt(frame, activation);
            return segment.newArray(this, typeId, activation.instance(), from, count);
        }
    }

    /** {@code array.init_data} and {@code array.init_elem}. */
    public static final class InitFromSegment extends ExpressionNode.Statement {
        private final Segment segment;
        @Child private ExpressionNode array;
        @Child private ExpressionNode index;
        @Child private ExpressionNode start;
        @Child private ExpressionNode length;

        public InitFromSegment(Storage storage, int segment, ExpressionNode array, ExpressionNode index, ExpressionNode start,
                        ExpressionNode length) {
            this.segment = new Segment(segment, storage);
            this.array = array;
            this.index = index;
            this.start = start;
            this.length = length;
        }

        @Override
        public void executeVoid(VirtualFrame frame, Activation activation) {
            Object reference = array.executeReference(frame, activation);
            int to = index.executeInt(frame, activation);
            int from = start.executeInt(frame, activation);
            int count = length.executeInt(frame, activation);
            segment.init(this, ArrayNodes.nonNull(this, reference), to, activation.instance(), from, count);
        }
    }

    /** {@code array.fill}. */
    public static final class Fill extends ExpressionNode.Statement {
        @Child private ExpressionNode array;
        @Child private ExpressionNode index;
        @Child private FieldNode value;
        @Child private ExpressionNode length;

        public Fill(ExpressionNode array, ExpressionNode index, FieldNode value, ExpressionNode length) {
            this.array = array;
            this.index = index;
            this.value = value;
            this.length = length;
        }

        @Override
        public void executeVoid(VirtualFrame frame, Activation activation) {
            Object reference = array.executeReference(frame, activation);
            int start = index.executeInt(frame, activation);
            Object object = value.storage.isObject() ? value.executeObject(frame, activation) : null;
            long bits = value.storage.isObject() ? 0 : value.executeBits(frame, activation);
            int count = length.executeInt(frame, activation);
            WasmArray target = ArrayNodes.nonNull(this, reference);
            target.check(this, Integer.toUnsignedLong(start), Integer.toUnsignedLong(count));
            target.fill(value.storage, start, count, bits, object);
        }
    }

    /** {@code array.copy}. */
    public static final class Copy extends ExpressionNode.Statement {
        @Child private ExpressionNode target;
        @Child private ExpressionNode targetIndex;
        @Child private ExpressionNode source;
        @Child private ExpressionNode sourceIndex;
        @Child private ExpressionNode length;

        public Copy(ExpressionNode target, ExpressionNode targetIndex, ExpressionNode source, ExpressionNode sourceIndex,
                        ExpressionNode length) {
            this.target = target;
            this.targetIndex = targetIndex;
            this.source = source;
            this.sourceIndex = sourceIndex;
            this.length = length;
        }

        @Override
        public void executeVoid(VirtualFrame frame, Activation activation) {
            Object targetReference = target.executeReference(frame, activation);
            int to = targetIndex.executeInt(frame, activation);
            Object sourceReference = source.executeReference(frame, activation);
            int from = sourceIndex.executeInt(frame, activation);
            int count = length.executeInt(frame, activation);
            WasmArray targetArray = ArrayNodes.nonNull(this, targetReference);
            WasmArray sourceArray = ArrayNodes.nonNull(this, sourceReference);
            targetArray.check(this, Integer.toUnsignedLong(to), Integer.toUnsignedLong(count));
            sourceArray.check(this, Integer.toUnsignedLong(from), Integer.toUnsignedLong(count));
            targetArray.copy(to, sourceArray, from, count);
        }
    }
}
