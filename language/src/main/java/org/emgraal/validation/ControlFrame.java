// SPDX-License-Identifier: Apache-2.0
package org.emgraal.validation;

import org.emgraal.binary.Opcode;

/** A block being validated (specification, "Appendix: Validation Algorithm"). Reused, so its fields are not final. */
final class ControlFrame {

    /** The instruction that opened the block or its current part: {@code if} becomes {@code else}, and so on. */
    int opcode;
    int[] parameters;
    int[] results;
    /** Height of the operand stack below the block's operands. */
    int height;
    /** Whether the rest of the block cannot be reached. */
    boolean unreachable;
    /** How many locals were known to be set when the block began. */
    int initialized;

    /** What a branch to this block's label takes. */
    int[] labelTypes() {
        return opcode == Opcode.LOOP ? parameters : results;
    }
}
