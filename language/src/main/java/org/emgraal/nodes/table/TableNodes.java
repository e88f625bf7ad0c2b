// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes.table;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.emgraal.nodes.ExpressionNode;
import org.emgraal.runtime.WasmInstance;
import org.emgraal.runtime.WasmTable;

/** The {@code table.*} and {@code elem.drop} instructions; indices come as unsigned longs ({@link IndexNode}). */
public final class TableNodes {

    private TableNodes() {
    }

    public static final class Get extends ExpressionNode.Ref {
        private final int table;
        @Child private ExpressionNode index;

        public Get(int table, ExpressionNode index) {
            this.table = table;
            this.index = index;
        }

        @Override
        public Object executeReference(VirtualFrame frame, WasmInstance instance) {
            return instance.table(table).get(this, index.executeLong(frame, instance));
        }
    }

    public static final class Set extends ExpressionNode.Statement {
        private final int table;
        @Child private ExpressionNode index;
        @Child private ExpressionNode value;

        public Set(int table, ExpressionNode index, ExpressionNode value) {
            this.table = table;
            this.index = index;
            this.value = value;
        }

        @Override
        public void executeVoid(VirtualFrame frame, WasmInstance instance) {
            long element = index.executeLong(frame, instance);
            instance.table(table).set(this, element, value.executeReference(frame, instance));
        }
    }

    /** {@code table.size}, as an i64; {@link IndexNode.Narrow} makes it an i32. */
    public static final class Size extends ExpressionNode.I64 {
        private final int table;

        public Size(int table) {
            this.table = table;
        }

        @Override
        public long executeLong(VirtualFrame frame, WasmInstance instance) {
            return instance.table(table).size();
        }
    }

    /** {@code table.grow}, as an i64. */
    public static final class Grow extends ExpressionNode.I64 {
        private final int table;
        @Child private ExpressionNode value;
        @Child private ExpressionNode delta;

        public Grow(int table, ExpressionNode value, ExpressionNode delta) {
            this.table = table;
            this.value = value;
            this.delta = delta;
        }

        @Override
        public long executeLong(VirtualFrame frame, WasmInstance instance) {
            Object initial = value.executeReference(frame, instance);
            return instance.table(table).grow(delta.executeLong(frame, instance), initial);
        }
    }

    public static final class Fill extends ExpressionNode.Statement {
        private final int table;
        @Child private ExpressionNode start;
        @Child private ExpressionNode value;
        @Child private ExpressionNode count;

        public Fill(int table, ExpressionNode start, ExpressionNode value, ExpressionNode count) {
            this.table = table;
            this.start = start;
            this.value = value;
            this.count = count;
        }

        @Override
        public void executeVoid(VirtualFrame frame, WasmInstance instance) {
            long from = start.executeLong(frame, instance);
            Object element = value.executeReference(frame, instance);
            instance.table(table).fill(this, from, element, count.executeLong(frame, instance));
        }
    }

    public static final class Copy extends ExpressionNode.Statement {
        private final int target;
        private final int source;
        @Child private ExpressionNode targetStart;
        @Child private ExpressionNode sourceStart;
        @Child private ExpressionNode count;

        public Copy(int target, int source, ExpressionNode targetStart, ExpressionNode sourceStart, ExpressionNode count) {
            this.target = target;
            this.source = source;
            this.targetStart = targetStart;
            this.sourceStart = sourceStart;
            this.count = count;
        }

        @Override
        public void executeVoid(VirtualFrame frame, WasmInstance instance) {
            long to = targetStart.executeLong(frame, instance);
            long from = sourceStart.executeLong(frame, instance);
            instance.table(target).copy(this, to, instance.table(source), from, count.executeLong(frame, instance));
        }
    }

    public static final class Init extends ExpressionNode.Statement {
        private final int table;
        private final int segment;
        @Child private ExpressionNode start;
        @Child private ExpressionNode segmentStart;
        @Child private ExpressionNode count;

        public Init(int table, int segment, ExpressionNode start, ExpressionNode segmentStart, ExpressionNode count) {
            this.table = table;
            this.segment = segment;
            this.start = start;
            this.segmentStart = segmentStart;
            this.count = count;
        }

        @Override
        public void executeVoid(VirtualFrame frame, WasmInstance instance) {
            long to = start.executeLong(frame, instance);
            long from = segmentStart.executeLong(frame, instance);
            long length = count.executeLong(frame, instance);
                instance.table(table).init(this, to, instance.element(segment), from, length);
        }
    }

    public static final class DropElement extends ExpressionNode.Statement {
        private final int segment;

        public DropElement(int segment) {
            this.segment = segment;
        }

        @Override
        public void executeVoid(VirtualFrame frame, WasmInstance instance) {
            instance.dropElement(segment);
        }
    }
}
