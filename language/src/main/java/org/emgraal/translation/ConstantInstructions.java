// SPDX-License-Identifier: Apache-2.0
package org.emgraal.translation;

import org.emgraal.binary.Opcode;
import org.emgraal.binary.WasmReader;
import org.emgraal.module.ValueType.Kind;
import org.emgraal.nodes.numeric.ConstantNodes;

/** The four numeric {@code const} instructions. */
final class ConstantInstructions {

    private ConstantInstructions() {
    }

    static boolean translate(int opcode, WasmReader reader, CodeBuilder builder) {
        switch (opcode) {
            case Opcode.I32_CONST -> builder.push(new ConstantNodes.I32(reader.readS32()), Kind.I32, Effects.NONE);
            case Opcode.I64_CONST -> builder.push(new ConstantNodes.I64(reader.readS64()), Kind.I64, Effects.NONE);
            case Opcode.F32_CONST -> builder.push(new ConstantNodes.F32(Float.intBitsToFloat(reader.readF32())), Kind.F32, Effects.NONE);
            case Opcode.F64_CONST -> builder.push(new ConstantNodes.F64(Double.longBitsToDouble(reader.readF64())), Kind.F64, Effects.NONE);
            default -> {
                return false;
            }
        }
        return true;
    }
}
