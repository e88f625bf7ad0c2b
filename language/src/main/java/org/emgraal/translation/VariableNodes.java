// SPDX-License-Identifier: Apache-2.0
package org.emgraal.translation;

import org.emgraal.module.ValueType.Kind;
import org.emgraal.nodes.ExpressionNode;
import org.emgraal.nodes.numeric.ConstantNodes;
import org.emgraal.nodes.table.ReferenceNodes;
import org.emgraal.nodes.variable.GlobalNodes;
import org.emgraal.nodes.variable.LocalNodes;
import org.emgraal.nodes.variable.SelectNodes;
import org.emgraal.runtime.Vector128;

/** Representation to node class, for the instructions that exist once per representation. */
final class VariableNodes {

    private VariableNodes() {
    }

    static ExpressionNode get(Kind kind, int slot) {
        return switch (kind) {
            case I32 -> new LocalNodes.GetI32(slot);
            case I64 -> new LocalNodes.GetI64(slot);
            case F32 -> new LocalNodes.GetF32(slot);
            case F64 -> new LocalNodes.GetF64(slot);
            case V128 -> new LocalNodes.GetV128(slot);
            case REF -> new LocalNodes.GetRef(slot);
        };
    }

    static ExpressionNode set(Kind kind, int slot, ExpressionNode value) {
        return switch (kind) {
            case I32 -> new LocalNodes.SetI32(slot, value);
            case I64 -> new LocalNodes.SetI64(slot, value);
            case F32 -> new LocalNodes.SetF32(slot, value);
            case F64 -> new LocalNodes.SetF64(slot, value);
            case V128 -> new LocalNodes.SetV128(slot, value);
            case REF -> new LocalNodes.SetRef(slot, value);
        };
    }

    static ExpressionNode tee(Kind kind, int slot, ExpressionNode value) {
        return switch (kind) {
            case I32 -> new LocalNodes.TeeI32(slot, value);
            case I64 -> new LocalNodes.TeeI64(slot, value);
            case F32 -> new LocalNodes.TeeF32(slot, value);
            case F64 -> new LocalNodes.TeeF64(slot, value);
            case V128 -> new LocalNodes.TeeV128(slot, value);
            case REF -> new LocalNodes.TeeRef(slot, value);
        };
    }

    /** The value a declared local begins with. */
    static ExpressionNode zero(Kind kind) {
        return switch (kind) {
            case I32 -> new ConstantNodes.I32(0);
            case I64 -> new ConstantNodes.I64(0);
            case F32 -> new ConstantNodes.F32(0);
            case F64 -> new ConstantNodes.F64(0);
            case V128 -> new ConstantNodes.V128(Vector128.ZERO);
            case REF -> new ReferenceNodes.Null();
        };
    }

    static ExpressionNode globalGet(Kind kind, int index) {
        return switch (kind) {
            case I32 -> new GlobalNodes.GetI32(index);
            case I64 -> new GlobalNodes.GetI64(index);
            case F32 -> new GlobalNodes.GetF32(index);
            case F64 -> new GlobalNodes.GetF64(index);
            case V128 -> new GlobalNodes.GetV128(index);
            case REF -> new GlobalNodes.GetRef(index);
        };
    }

    static ExpressionNode globalSet(Kind kind, int index, ExpressionNode value) {
        return switch (kind) {
            case I32 -> new GlobalNodes.SetI32(index, value);
            case I64 -> new GlobalNodes.SetI64(index, value);
            case F32 -> new GlobalNodes.SetF32(index, value);
            case F64 -> new GlobalNodes.SetF64(index, value);
            case V128 -> new GlobalNodes.SetV128(index, value);
            case REF -> new GlobalNodes.SetRef(index, value);
        };
    }

    static ExpressionNode select(Kind kind, ExpressionNode first, ExpressionNode second, ExpressionNode condition) {
        return switch (kind) {
            case I32 -> new SelectNodes.I32(first, second, condition);
            case I64 -> new SelectNodes.I64(first, second, condition);
            case F32 -> new SelectNodes.F32(first, second, condition);
            case F64 -> new SelectNodes.F64(first, second, condition);
            case V128 -> new SelectNodes.V128(first, second, condition);
            case REF -> new SelectNodes.Ref(first, second, condition);
        };
    }
}
