// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes.gc;

import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.Node;
import org.emgraal.nodes.ExpressionNode;
import org.emgraal.runtime.Activation;
import org.emgraal.runtime.Storage;

/** Evaluates the value for a field or element: to the raw bits that are stored, or to an object. */
public final class FieldNode extends Node {

    final Storage storage;
    @Child private ExpressionNode value;

    public FieldNode(Storage storage, ExpressionNode value) {
        this.storage = storage;
        this.value = value;
    }

    /** For numbers. */
    long executeBits(VirtualFrame frame, Activation activation) {
        return switch (storage) {
            case I8, I16, I32 -> storage.pack(value.executeInt(frame, activation));
            case I64 -> value.executeLong(frame, activation);
            case F32 -> Float.floatToRawIntBits(value.executeFloat(frame, activation));
            case F64 -> Double.doubleToRawLongBits(value.executeDouble(frame, activation));
            case V128, REF -> 0;
        };
    }

    /** For vectors and references. */
    Object executeObject(VirtualFrame frame, Activation activation) {
        return storage == Storage.V128 ? value.executeVector(frame, activation) : value.executeReference(frame, activation);
    }
}
