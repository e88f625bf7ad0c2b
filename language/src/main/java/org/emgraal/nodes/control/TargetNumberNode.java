// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes.control;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.emgraal.nodes.ExpressionNode;
import org.emgraal.runtime.Activation;

/**
 * The number of the target that a long {@code br_table} goes to, among its different ones: the compiler then has a
 * comparison for each of these, not for each of up to 65,520 labels.
 */
public final class TargetNumberNode extends ExpressionNode.I32 {

    private final int[] numbers;
    @Child private ExpressionNode index;

    /** @param numbers by index; the last is the default's */
    public TargetNumberNode(int[] numbers, ExpressionNode index) {
        this.numbers = numbers;
        this.index = index;
    }

    @Override
    public int executeInt(VirtualFrame frame, Activation activation) {
        int label = index.executeInt(frame, activation);
        int last = numbers.length - 1;
        return numbers[Integer.compareUnsigned(label, last) < 0 ? label : last];
    }
}
