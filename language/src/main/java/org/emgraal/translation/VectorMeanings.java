// SPDX-License-Identifier: Apache-2.0
package org.emgraal.translation;

/** What vector instructions compute, for those who execute them without nodes. */
public final class VectorMeanings {

    private VectorMeanings() {
    }

    /** One of {@link org.emgraal.nodes.simd.VectorOperation}; null for an instruction that moves between lanes, scalars and memory. */
    public static Object of(int opcode) {
        SimdNodes.Operation operation = SimdNodes.operation(opcode);
        return operation == null ? null : operation.meaning();
    }
}
