// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes.gc;

import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.Node;
import org.emgraal.nodes.ExpressionNode;
import org.emgraal.runtime.Storage;
import org.emgraal.runtime.WasmInstance;

/** Evaluates the value for a field or element: to the raw bits that are stored, or to an object. */
public final class FieldNode extends Node {

    final Storage storage;
    @Child private ExpressionNode value;

    public FieldNode(Storage storage, ExpressionNode value) {
        this.storage = storage;
        this.value = value;
    }

    /** For numbers. */
    long executeBits(VirtualFrame frame, WasmInstance instance) {
        return switch (storage) {
            case I8, I16, I32 -> storage.pack(value.executeInt(frame, instance));
            case I64 -> value.executeLong(frame, instance);
            case F32 -> Float.floatToRawIntBits(value.executeFloat(frame, instance));
            case F64 -> Double.doubleToRawLongBits(value.executeDouble(frame, instance));
            case V128, REF -> 0;
        };
    }

    /** For vectors and references. */
    Object executeObject(VirtualFrame frame, WasmInstance instance) {
        return storage == Storage.V128 ? value.executeVector(frame, instance) : value.executeReference(frame, instance);
    }
}
