// SPDX-License-Identifier: Apache-2.0
package org.emgraal.translation;

import static org.emgraal.module.ValueType.Kind.F32;
import static org.emgraal.module.ValueType.Kind.F64;
import static org.emgraal.module.ValueType.Kind.I32;
import static org.emgraal.module.ValueType.Kind.I64;
import static org.emgraal.module.ValueType.Kind.V128;

import java.util.List;
import java.util.function.UnaryOperator;
import org.emgraal.binary.Opcode;
import org.emgraal.module.ValueType.Kind;
import org.emgraal.nodes.ExpressionNode;
import org.emgraal.nodes.numeric.ConversionNodes;
import org.emgraal.nodes.simd.LaneNodes;
import org.emgraal.nodes.simd.VectorNodes;
import org.emgraal.nodes.simd.VectorOperation;

/**
 * The v128 instructions of the SIMD and relaxed SIMD proposals: operands, result and node of each opcode. Not here:
 * {@code v128.const}, {@code i8x16.shuffle}, and what accesses memory ({@link MemoryNodes}, {@link SimdMemoryNodes}).
 */
final class SimdNodes {

    /** Constructor of a node from its operands and its lane immediate, 0 if it has none. */
    @FunctionalInterface
    interface Constructor {
        ExpressionNode create(int lane, ExpressionNode[] operands);
    }

    @FunctionalInterface
    private interface Extract {
        ExpressionNode create(int lane, ExpressionNode vector);
    }

    @FunctionalInterface
    private interface Replace {
        ExpressionNode create(int lane, ExpressionNode vector, ExpressionNode value);
    }

    /**
     * What an instruction takes and gives. None traps.
     *
     * @param operands representations of the operands
     * @param hasLane whether a byte with a lane number follows the opcode
     * @param meaning one of {@link VectorOperation}, what it computes; null for the instructions between lanes and scalars
     */
    record Operation(List<Kind> operands, Kind result, boolean hasLane, Object meaning, Constructor node) {
    }

    private static final boolean SIGNED = true;
    private static final boolean UNSIGNED = false;
    private static final OpcodeTable<Operation> OPERATIONS = new OpcodeTable<>();

    static {
        SimdIntegerNodes.register();
        SimdFloatNodes.register();
        splat(I32, Opcode.I8X16_SPLAT, a -> new LaneNodes.SplatI32(8, a));
        splat(I32, Opcode.I16X8_SPLAT, a -> new LaneNodes.SplatI32(16, a));
        splat(I32, Opcode.I32X4_SPLAT, a -> new LaneNodes.SplatI32(32, a));
        splat(I64, Opcode.I64X2_SPLAT, LaneNodes.SplatI64::new);
        splat(F32, Opcode.F32X4_SPLAT, a -> new LaneNodes.SplatI32(32, bits32(a)));
        splat(F64, Opcode.F64X2_SPLAT, a -> new LaneNodes.SplatI64(bits64(a)));
        extract(I32, Opcode.I8X16_EXTRACT_LANE_S, (lane, a) -> new LaneNodes.ExtractI32(8, SIGNED, lane, a));
        extract(I32, Opcode.I8X16_EXTRACT_LANE_U, (lane, a) -> new LaneNodes.ExtractI32(8, UNSIGNED, lane, a));
        replace(I32, Opcode.I8X16_REPLACE_LANE, (lane, a, b) -> new LaneNodes.ReplaceI32(8, lane, a, b));
        extract(I32, Opcode.I16X8_EXTRACT_LANE_S, (lane, a) -> new LaneNodes.ExtractI32(16, SIGNED, lane, a));
        extract(I32, Opcode.I16X8_EXTRACT_LANE_U, (lane, a) -> new LaneNodes.ExtractI32(16, UNSIGNED, lane, a));
        replace(I32, Opcode.I16X8_REPLACE_LANE, (lane, a, b) -> new LaneNodes.ReplaceI32(16, lane, a, b));
        extract(I32, Opcode.I32X4_EXTRACT_LANE, (lane, a) -> new LaneNodes.ExtractI32(32, SIGNED, lane, a));
        replace(I32, Opcode.I32X4_REPLACE_LANE, (lane, a, b) -> new LaneNodes.ReplaceI32(32, lane, a, b));
        extract(I64, Opcode.I64X2_EXTRACT_LANE, LaneNodes.ExtractI64::new);
        replace(I64, Opcode.I64X2_REPLACE_LANE, LaneNodes.ReplaceI64::new);
        extract(F32, Opcode.F32X4_EXTRACT_LANE,
                        (lane, a) -> new ConversionNodes.F32ReinterpretI32(new LaneNodes.ExtractI32(32, SIGNED, lane, a)));
        replace(F32, Opcode.F32X4_REPLACE_LANE, (lane, a, b) -> new LaneNodes.ReplaceI32(32, lane, a, bits32(b)));
        extract(F64, Opcode.F64X2_EXTRACT_LANE,
                        (lane, a) -> new ConversionNodes.F64ReinterpretI64(new LaneNodes.ExtractI64(lane, a)));
        replace(F64, Opcode.F64X2_REPLACE_LANE, (lane, a, b) -> new LaneNodes.ReplaceI64(lane, a, bits64(b)));
    }

    private SimdNodes() {
    }

    /** The v128 instruction with this opcode, or null if it is another one. */
    static Operation operation(int opcode) {
        return OPERATIONS.get(opcode);
    }

    static void unary(int opcode, VectorOperation.Unary operation) {
        put(opcode, List.of(V128), V128, false, operation, (lane, operands) -> new VectorNodes.Unary(operation, operands[0]));
    }

    static void binary(int opcode, VectorOperation.Binary operation) {
        put(opcode, List.of(V128, V128), V128, false, operation,
                        (lane, operands) -> new VectorNodes.Binary(operation, operands[0], operands[1]));
    }

    static void ternary(int opcode, VectorOperation.Ternary operation) {
        put(opcode, List.of(V128, V128, V128), V128, false, operation,
                        (lane, operands) -> new VectorNodes.Ternary(operation, operands[0], operands[1], operands[2]));
    }

    static void shift(int opcode, VectorOperation.Shift operation) {
        put(opcode, List.of(V128, I32), V128, false, operation,
                        (lane, operands) -> new VectorNodes.Shift(operation, operands[0], operands[1]));
    }

    static void test(int opcode, VectorOperation.Test operation) {
        put(opcode, List.of(V128), I32, false, operation, (lane, operands) -> new VectorNodes.Test(operation, operands[0]));
    }

    private static void splat(Kind scalar, int opcode, UnaryOperator<ExpressionNode> node) {
        put(opcode, List.of(scalar), V128, false, null, (lane, operands) -> node.apply(operands[0]));
    }

    private static void extract(Kind scalar, int opcode, Extract node) {
        put(opcode, List.of(V128), scalar, true, null, (lane, operands) -> node.create(lane, operands[0]));
    }

    private static void replace(Kind scalar, int opcode, Replace node) {
        put(opcode, List.of(V128, scalar), V128, true, null, (lane, operands) -> node.create(lane, operands[0], operands[1]));
    }

    private static ExpressionNode bits32(ExpressionNode operand) {
        return new ConversionNodes.I32ReinterpretF32(operand);
    }

    private static ExpressionNode bits64(ExpressionNode operand) {
        return new ConversionNodes.I64ReinterpretF64(operand);
    }

    private static void put(int opcode, List<Kind> operands, Kind result, boolean hasLane, Object meaning, Constructor node) {
        OPERATIONS.put(opcode, new Operation(operands, result, hasLane, meaning, node));
    }
}
