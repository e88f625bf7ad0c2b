// SPDX-License-Identifier: Apache-2.0
package org.emgraal.translation;

import org.emgraal.module.ValueType.Kind;
import org.emgraal.nodes.ExpressionNode;

/**
 * An entry of the translator's operand stack: an expression that has not been evaluated yet.
 *
 * @param height of the expression tree; deep ones are cut because each level is a Java call
 * @param slot the slot if the expression only reads one, else -1
 */
record Operand(ExpressionNode node, Kind kind, Effects effects, int height, int slot) {

    static Operand of(ExpressionNode node, Kind kind, Effects effects, int height) {
        return new Operand(node, kind, effects, height, -1);
    }

    static Operand read(Kind kind, int slot) {
        return new Operand(VariableNodes.get(kind, slot), kind, Effects.read(slot), 1, slot);
    }
}
