// SPDX-License-Identifier: Apache-2.0
package org.emgraal.translation;

import org.emgraal.binary.Opcode;
import org.emgraal.nodes.ExpressionNode;
import org.emgraal.nodes.memory.MemoryArgument;
import org.emgraal.nodes.simd.VectorLoadNodes;
import org.emgraal.nodes.simd.VectorStoreNodes;

/** The instructions that load or store one lane of a vector: memory argument and lane follow the opcode. */
final class SimdMemoryNodes {

    /**
     * What an instruction does. Operands are the address and a vector.
     *
     * @param bits width of the lane
     * @param isLoad whether the result is the vector with the lane loaded; a store has no result
     */
    record Operation(int bits, boolean isLoad) {

        ExpressionNode create(MemoryArgument argument, int lane, ExpressionNode base, ExpressionNode vector) {
            return isLoad ? new VectorLoadNodes.LoadLane(bits, lane, argument, base, vector)
                            : new VectorStoreNodes.StoreLane(bits, lane, argument, base, vector);
        }
    }

    private static final OpcodeTable<Operation> OPERATIONS = new OpcodeTable<>();

    static {
        OPERATIONS.put(Opcode.V128_LOAD8_LANE, new Operation(8, true));
        OPERATIONS.put(Opcode.V128_LOAD16_LANE, new Operation(16, true));
        OPERATIONS.put(Opcode.V128_LOAD32_LANE, new Operation(32, true));
        OPERATIONS.put(Opcode.V128_LOAD64_LANE, new Operation(64, true));
        OPERATIONS.put(Opcode.V128_STORE8_LANE, new Operation(8, false));
        OPERATIONS.put(Opcode.V128_STORE16_LANE, new Operation(16, false));
        OPERATIONS.put(Opcode.V128_STORE32_LANE, new Operation(32, false));
        OPERATIONS.put(Opcode.V128_STORE64_LANE, new Operation(64, false));
    }

    private SimdMemoryNodes() {
    }

    /** The lane load or store with this opcode, or null if it is another instruction. */
    static Operation operation(int opcode) {
        return OPERATIONS.get(opcode);
    }
}
