// SPDX-License-Identifier: Apache-2.0
package org.emgraal.translation;

import org.emgraal.binary.Opcode;
import org.emgraal.binary.WasmReader;
import org.emgraal.module.IndexSpaces;
import org.emgraal.module.ValueType.Kind;
import org.emgraal.nodes.ExpressionNode;
import org.emgraal.nodes.memory.MemoryArgument;
import org.emgraal.nodes.numeric.ConstantNodes;
import org.emgraal.nodes.simd.LaneNodes;
import org.emgraal.runtime.Vector128;

/** Translates the vector instructions; whole-vector loads and stores are in {@link MemoryInstructions}. */
final class SimdInstructions {

    private final IndexSpaces spaces;
    private final WasmReader reader;
    private final CodeBuilder builder;

    SimdInstructions(IndexSpaces spaces, WasmReader reader, CodeBuilder builder) {
        this.spaces = spaces;
        this.reader = reader;
        this.builder = builder;
    }

    /** False if the opcode is none of these. */
    boolean translate(int opcode) {
        if (opcode == Opcode.V128_CONST) {
            builder.push(new ConstantNodes.V128(readVector()), Kind.V128, Effects.NONE);
            return true;
        }
        if (opcode == Opcode.I8X16_SHUFFLE) {
            byte[] lanes = new byte[16];
            for (int i = 0; i < lanes.length; i++) {
                lanes[i] = (byte) reader.readU8();
            }
            Operand second = builder.pop();
            Operand first = builder.pop();
            builder.push(new LaneNodes.Shuffle(lanes, first.node(), second.node()), Kind.V128, Effects.NONE, first, second);
            return true;
        }
        SimdMemoryNodes.Operation lane = SimdMemoryNodes.operation(opcode);
        if (lane != null) {
            access(lane);
            return true;
        }
        SimdNodes.Operation operation = SimdNodes.operation(opcode);
        if (operation == null) {
            return false;
        }
        int immediate = operation.hasLane() ? reader.readU8() : 0;
        Operand[] operands = new Operand[operation.operands().size()];
        ExpressionNode[] nodes = new ExpressionNode[operands.length];
        for (int i = operands.length - 1; i >= 0; i--) {
            operands[i] = builder.pop();
            nodes[i] = operands[i].node();
        }
        builder.push(operation.node().create(immediate, nodes), operation.result(), Effects.NONE, operands);
        return true;
    }

    private Vector128 readVector() {
        return new Vector128(reader.readF64(), reader.readF64());
    }

    private void access(SimdMemoryNodes.Operation operation) {
        MemoryArgument argument = MemoryInstructions.readArgument(reader, spaces);
        int lane = reader.readU8();
        builder.accessMemory(argument);
        Operand vector = builder.pop();
        Operand base = builder.pop();
        ExpressionNode node = operation.create(argument, lane, base.node(), vector.node());
        if (operation.isLoad()) {
            builder.push(node, Kind.V128, Effects.of(Effects.READS_MEMORY | Effects.TRAPS), base, vector);
        } else {
            builder.emit(node, Effects.of(Effects.WRITES_MEMORY | Effects.TRAPS), base, vector);
        }
    }
}
