// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes.table;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.emgraal.nodes.ExpressionNode;
import org.emgraal.runtime.Activation;
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
        public Object executeReference(VirtualFrame frame, Activation activation) {
            return activation.instance().table(table).get(this, index.executeLong(frame, activation));
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
        public void executeVoid(VirtualFrame frame, Activation activation) {
            long element = index.executeLong(frame, activation);
            activation.instance().table(table).set(this, element, value.executeReference(frame, activation));
        }
    }

    /** {@code table.size}, as an i64; {@link IndexNode.Narrow} makes it an i32. */
    public static final class Size extends ExpressionNode.I64 {
        private final int table;

        public Size(int table) {
            this.table = table;
        }

        @Override
        public long executeLong(VirtualFrame frame, Activation activation) {
            return activation.instance().table(table).size();
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
        public long executeLong(VirtualFrame frame, Activation activation) {
            Object initial = value.executeReference(frame, activation);
            return activation.instance().table(table).grow(delta.executeLong(frame, activation), initial);
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
        public void executeVoid(VirtualFrame frame, Activation activation) {
            long from = start.executeLong(frame, activation);
            Object element = value.executeReference(frame, activation);
            activation.instance().table(table).fill(this, from, element, count.executeLong(frame, activation));
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
        public void executeVoid(VirtualFrame frame, Activation activation) {
            long to = targetStart.executeLong(frame, activation);
            long from = sourceStart.executeLong(frame, activation);
            activation.instance().table(target).copy(this, to, activation.instance().table(source), from, count.executeLong(frame, activation));
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
        public void executeVoid(VirtualFrame frame, Activation activation) {
            long to = start.executeLong(frame, activation);
            long from = segmentStart.executeLong(frame, activation);
            long length = count.executeLong(frame, activation);
                activation.instance().table(table).init(this, to, activation.instance().element(segment), from, length);
        }
    }

    public static final class DropElement extends ExpressionNode.Statement {
        private final int segment;

        public DropElement(int segment) {
            this.segment = segment;
        }

        @Override
        public void executeVoid(VirtualFrame frame, Activation activation) {
            activation.instance().dropElement(segment);
        }
    }
}
