// SPDX-License-Identifier: Apache-2.0
package org.emgraal.translation;

import static org.emgraal.module.ValueType.Kind.F32;
import static org.emgraal.module.ValueType.Kind.F64;
import static org.emgraal.module.ValueType.Kind.I32;
import static org.emgraal.module.ValueType.Kind.I64;

import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.emgraal.binary.Opcode;
import org.emgraal.module.ValueType.Kind;
import org.emgraal.nodes.ExpressionNode;
import org.emgraal.nodes.numeric.ConversionNodes;
import org.emgraal.nodes.numeric.F32Nodes;
import org.emgraal.nodes.numeric.F64Nodes;
import org.emgraal.nodes.numeric.I32ComparisonNodes;
import org.emgraal.nodes.numeric.I32Nodes;
import org.emgraal.nodes.numeric.I64ComparisonNodes;
import org.emgraal.nodes.numeric.I64Nodes;
import org.emgraal.nodes.numeric.TruncationNodes;

/** The numeric instructions: operands, result and node of each opcode. */
final class NumericNodes {

    /**
     * What an instruction takes and gives.
     *
     * @param operand representation of the operand, or of both operands
     * @param mayTrap whether some operands trap
     * @param unary constructor of the node; null if there are two operands
     * @param binary constructor of the node; null if there is one operand
     */
    record Operation(Kind operand, Kind result, boolean mayTrap,
                    UnaryOperator<ExpressionNode> unary, BinaryOperator<ExpressionNode> binary) {

        boolean isUnary() {
            return unary != null;
        }
    }

    private static final OpcodeTable<Operation> OPERATIONS = new OpcodeTable<>();

    static {
        unary(I32, I32, Opcode.I32_EQZ, I32ComparisonNodes.Eqz::new);
        binary(I32, I32, Opcode.I32_EQ, I32ComparisonNodes.Eq::new);
        binary(I32, I32, Opcode.I32_NE, I32ComparisonNodes.Ne::new);
        binary(I32, I32, Opcode.I32_LT_S, I32ComparisonNodes.LtS::new);
        binary(I32, I32, Opcode.I32_LT_U, I32ComparisonNodes.LtU::new);
        binary(I32, I32, Opcode.I32_GT_S, I32ComparisonNodes.GtS::new);
        binary(I32, I32, Opcode.I32_GT_U, I32ComparisonNodes.GtU::new);
        binary(I32, I32, Opcode.I32_LE_S, I32ComparisonNodes.LeS::new);
        binary(I32, I32, Opcode.I32_LE_U, I32ComparisonNodes.LeU::new);
        binary(I32, I32, Opcode.I32_GE_S, I32ComparisonNodes.GeS::new);
        binary(I32, I32, Opcode.I32_GE_U, I32ComparisonNodes.GeU::new);
        unary(I64, I32, Opcode.I64_EQZ, I64ComparisonNodes.Eqz::new);
        binary(I64, I32, Opcode.I64_EQ, I64ComparisonNodes.Eq::new);
        binary(I64, I32, Opcode.I64_NE, I64ComparisonNodes.Ne::new);
        binary(I64, I32, Opcode.I64_LT_S, I64ComparisonNodes.LtS::new);
        binary(I64, I32, Opcode.I64_LT_U, I64ComparisonNodes.LtU::new);
        binary(I64, I32, Opcode.I64_GT_S, I64ComparisonNodes.GtS::new);
        binary(I64, I32, Opcode.I64_GT_U, I64ComparisonNodes.GtU::new);
        binary(I64, I32, Opcode.I64_LE_S, I64ComparisonNodes.LeS::new);
        binary(I64, I32, Opcode.I64_LE_U, I64ComparisonNodes.LeU::new);
        binary(I64, I32, Opcode.I64_GE_S, I64ComparisonNodes.GeS::new);
        binary(I64, I32, Opcode.I64_GE_U, I64ComparisonNodes.GeU::new);
        binary(F32, I32, Opcode.F32_EQ, F32Nodes.Eq::new);
        binary(F32, I32, Opcode.F32_NE, F32Nodes.Ne::new);
        binary(F32, I32, Opcode.F32_LT, F32Nodes.Lt::new);
        binary(F32, I32, Opcode.F32_GT, F32Nodes.Gt::new);
        binary(F32, I32, Opcode.F32_LE, F32Nodes.Le::new);
        binary(F32, I32, Opcode.F32_GE, F32Nodes.Ge::new);
        binary(F64, I32, Opcode.F64_EQ, F64Nodes.Eq::new);
        binary(F64, I32, Opcode.F64_NE, F64Nodes.Ne::new);
        binary(F64, I32, Opcode.F64_LT, F64Nodes.Lt::new);
        binary(F64, I32, Opcode.F64_GT, F64Nodes.Gt::new);
        binary(F64, I32, Opcode.F64_LE, F64Nodes.Le::new);
        binary(F64, I32, Opcode.F64_GE, F64Nodes.Ge::new);
        unary(I32, I32, Opcode.I32_CLZ, I32Nodes.Clz::new);
        unary(I32, I32, Opcode.I32_CTZ, I32Nodes.Ctz::new);
        unary(I32, I32, Opcode.I32_POPCNT, I32Nodes.Popcnt::new);
        binary(I32, I32, Opcode.I32_ADD, I32Nodes.Add::new);
        binary(I32, I32, Opcode.I32_SUB, I32Nodes.Sub::new);
        binary(I32, I32, Opcode.I32_MUL, I32Nodes.Mul::new);
        trappingBinary(I32, I32, Opcode.I32_DIV_S, I32Nodes.DivS::new);
        trappingBinary(I32, I32, Opcode.I32_DIV_U, I32Nodes.DivU::new);
        trappingBinary(I32, I32, Opcode.I32_REM_S, I32Nodes.RemS::new);
        trappingBinary(I32, I32, Opcode.I32_REM_U, I32Nodes.RemU::new);
        binary(I32, I32, Opcode.I32_AND, I32Nodes.And::new);
        binary(I32, I32, Opcode.I32_OR, I32Nodes.Or::new);
        binary(I32, I32, Opcode.I32_XOR, I32Nodes.Xor::new);
        binary(I32, I32, Opcode.I32_SHL, I32Nodes.Shl::new);
        binary(I32, I32, Opcode.I32_SHR_S, I32Nodes.ShrS::new);
        binary(I32, I32, Opcode.I32_SHR_U, I32Nodes.ShrU::new);
        binary(I32, I32, Opcode.I32_ROTL, I32Nodes.Rotl::new);
        binary(I32, I32, Opcode.I32_ROTR, I32Nodes.Rotr::new);
        unary(I64, I64, Opcode.I64_CLZ, I64Nodes.Clz::new);
        unary(I64, I64, Opcode.I64_CTZ, I64Nodes.Ctz::new);
        unary(I64, I64, Opcode.I64_POPCNT, I64Nodes.Popcnt::new);
        binary(I64, I64, Opcode.I64_ADD, I64Nodes.Add::new);
        binary(I64, I64, Opcode.I64_SUB, I64Nodes.Sub::new);
        binary(I64, I64, Opcode.I64_MUL, I64Nodes.Mul::new);
        trappingBinary(I64, I64, Opcode.I64_DIV_S, I64Nodes.DivS::new);
        trappingBinary(I64, I64, Opcode.I64_DIV_U, I64Nodes.DivU::new);
        trappingBinary(I64, I64, Opcode.I64_REM_S, I64Nodes.RemS::new);
        trappingBinary(I64, I64, Opcode.I64_REM_U, I64Nodes.RemU::new);
        binary(I64, I64, Opcode.I64_AND, I64Nodes.And::new);
        binary(I64, I64, Opcode.I64_OR, I64Nodes.Or::new);
        binary(I64, I64, Opcode.I64_XOR, I64Nodes.Xor::new);
        binary(I64, I64, Opcode.I64_SHL, I64Nodes.Shl::new);
        binary(I64, I64, Opcode.I64_SHR_S, I64Nodes.ShrS::new);
        binary(I64, I64, Opcode.I64_SHR_U, I64Nodes.ShrU::new);
        binary(I64, I64, Opcode.I64_ROTL, I64Nodes.Rotl::new);
        binary(I64, I64, Opcode.I64_ROTR, I64Nodes.Rotr::new);
        unary(F32, F32, Opcode.F32_ABS, F32Nodes.Abs::new);
        unary(F32, F32, Opcode.F32_NEG, F32Nodes.Neg::new);
        unary(F32, F32, Opcode.F32_CEIL, F32Nodes.Ceil::new);
        unary(F32, F32, Opcode.F32_FLOOR, F32Nodes.Floor::new);
        unary(F32, F32, Opcode.F32_TRUNC, F32Nodes.Trunc::new);
        unary(F32, F32, Opcode.F32_NEAREST, F32Nodes.Nearest::new);
        unary(F32, F32, Opcode.F32_SQRT, F32Nodes.Sqrt::new);
        binary(F32, F32, Opcode.F32_ADD, F32Nodes.Add::new);
        binary(F32, F32, Opcode.F32_SUB, F32Nodes.Sub::new);
        binary(F32, F32, Opcode.F32_MUL, F32Nodes.Mul::new);
        binary(F32, F32, Opcode.F32_DIV, F32Nodes.Div::new);
        binary(F32, F32, Opcode.F32_MIN, F32Nodes.Min::new);
        binary(F32, F32, Opcode.F32_MAX, F32Nodes.Max::new);
        binary(F32, F32, Opcode.F32_COPYSIGN, F32Nodes.Copysign::new);
        unary(F64, F64, Opcode.F64_ABS, F64Nodes.Abs::new);
        unary(F64, F64, Opcode.F64_NEG, F64Nodes.Neg::new);
        unary(F64, F64, Opcode.F64_CEIL, F64Nodes.Ceil::new);
        unary(F64, F64, Opcode.F64_FLOOR, F64Nodes.Floor::new);
        unary(F64, F64, Opcode.F64_TRUNC, F64Nodes.Trunc::new);
        unary(F64, F64, Opcode.F64_NEAREST, F64Nodes.Nearest::new);
        unary(F64, F64, Opcode.F64_SQRT, F64Nodes.Sqrt::new);
        binary(F64, F64, Opcode.F64_ADD, F64Nodes.Add::new);
        binary(F64, F64, Opcode.F64_SUB, F64Nodes.Sub::new);
        binary(F64, F64, Opcode.F64_MUL, F64Nodes.Mul::new);
        binary(F64, F64, Opcode.F64_DIV, F64Nodes.Div::new);
        binary(F64, F64, Opcode.F64_MIN, F64Nodes.Min::new);
        binary(F64, F64, Opcode.F64_MAX, F64Nodes.Max::new);
        binary(F64, F64, Opcode.F64_COPYSIGN, F64Nodes.Copysign::new);
        unary(I64, I32, Opcode.I32_WRAP_I64, ConversionNodes.I32WrapI64::new);
        trapping(F32, I32, Opcode.I32_TRUNC_F32_S, TruncationNodes.I32TruncF32S::new);
        trapping(F32, I32, Opcode.I32_TRUNC_F32_U, TruncationNodes.I32TruncF32U::new);
        trapping(F64, I32, Opcode.I32_TRUNC_F64_S, TruncationNodes.I32TruncF64S::new);
        trapping(F64, I32, Opcode.I32_TRUNC_F64_U, TruncationNodes.I32TruncF64U::new);
        unary(I32, I64, Opcode.I64_EXTEND_I32_S, ConversionNodes.I64ExtendI32S::new);
        unary(I32, I64, Opcode.I64_EXTEND_I32_U, ConversionNodes.I64ExtendI32U::new);
        trapping(F32, I64, Opcode.I64_TRUNC_F32_S, TruncationNodes.I64TruncF32S::new);
        trapping(F32, I64, Opcode.I64_TRUNC_F32_U, TruncationNodes.I64TruncF32U::new);
        trapping(F64, I64, Opcode.I64_TRUNC_F64_S, TruncationNodes.I64TruncF64S::new);
        trapping(F64, I64, Opcode.I64_TRUNC_F64_U, TruncationNodes.I64TruncF64U::new);
        unary(I32, F32, Opcode.F32_CONVERT_I32_S, ConversionNodes.F32ConvertI32S::new);
        unary(I32, F32, Opcode.F32_CONVERT_I32_U, ConversionNodes.F32ConvertI32U::new);
        unary(I64, F32, Opcode.F32_CONVERT_I64_S, ConversionNodes.F32ConvertI64S::new);
        unary(I64, F32, Opcode.F32_CONVERT_I64_U, ConversionNodes.F32ConvertI64U::new);
        unary(F64, F32, Opcode.F32_DEMOTE_F64, ConversionNodes.F32DemoteF64::new);
        unary(I32, F64, Opcode.F64_CONVERT_I32_S, ConversionNodes.F64ConvertI32S::new);
        unary(I32, F64, Opcode.F64_CONVERT_I32_U, ConversionNodes.F64ConvertI32U::new);
        unary(I64, F64, Opcode.F64_CONVERT_I64_S, ConversionNodes.F64ConvertI64S::new);
        unary(I64, F64, Opcode.F64_CONVERT_I64_U, ConversionNodes.F64ConvertI64U::new);
        unary(F32, F64, Opcode.F64_PROMOTE_F32, ConversionNodes.F64PromoteF32::new);
        unary(F32, I32, Opcode.I32_REINTERPRET_F32, ConversionNodes.I32ReinterpretF32::new);
        unary(F64, I64, Opcode.I64_REINTERPRET_F64, ConversionNodes.I64ReinterpretF64::new);
        unary(I32, F32, Opcode.F32_REINTERPRET_I32, ConversionNodes.F32ReinterpretI32::new);
        unary(I64, F64, Opcode.F64_REINTERPRET_I64, ConversionNodes.F64ReinterpretI64::new);
        unary(I32, I32, Opcode.I32_EXTEND8_S, I32Nodes.Extend8S::new);
        unary(I32, I32, Opcode.I32_EXTEND16_S, I32Nodes.Extend16S::new);
        unary(I64, I64, Opcode.I64_EXTEND8_S, I64Nodes.Extend8S::new);
        unary(I64, I64, Opcode.I64_EXTEND16_S, I64Nodes.Extend16S::new);
        unary(I64, I64, Opcode.I64_EXTEND32_S, I64Nodes.Extend32S::new);
        unary(F32, I32, Opcode.I32_TRUNC_SAT_F32_S, TruncationNodes.I32TruncSatF32S::new);
        unary(F32, I32, Opcode.I32_TRUNC_SAT_F32_U, TruncationNodes.I32TruncSatF32U::new);
        unary(F64, I32, Opcode.I32_TRUNC_SAT_F64_S, TruncationNodes.I32TruncSatF64S::new);
        unary(F64, I32, Opcode.I32_TRUNC_SAT_F64_U, TruncationNodes.I32TruncSatF64U::new);
        unary(F32, I64, Opcode.I64_TRUNC_SAT_F32_S, TruncationNodes.I64TruncSatF32S::new);
        unary(F32, I64, Opcode.I64_TRUNC_SAT_F32_U, TruncationNodes.I64TruncSatF32U::new);
        unary(F64, I64, Opcode.I64_TRUNC_SAT_F64_S, TruncationNodes.I64TruncSatF64S::new);
        unary(F64, I64, Opcode.I64_TRUNC_SAT_F64_U, TruncationNodes.I64TruncSatF64U::new);
    }

    private NumericNodes() {
    }

    /** The numeric instruction with this opcode, or null if it is another one. */
    static Operation operation(int opcode) {
        return OPERATIONS.get(opcode);
    }

    static ExpressionNode unary(int opcode, ExpressionNode operand) {
        ExpressionNode special = OperandSpecializations.unary(opcode, operand);
        return special != null ? special : operation(opcode).unary().apply(operand);
    }

    static ExpressionNode binary(int opcode, ExpressionNode left, ExpressionNode right) {
        ExpressionNode special = OperandSpecializations.binary(opcode, left, right);
        return special != null ? special : operation(opcode).binary().apply(left, right);
    }

    private static void unary(Kind operand, Kind result, int opcode, UnaryOperator<ExpressionNode> node) {
        OPERATIONS.put(opcode, new Operation(operand, result, false, node, null));
    }

    private static void trapping(Kind operand, Kind result, int opcode, UnaryOperator<ExpressionNode> node) {
        OPERATIONS.put(opcode, new Operation(operand, result, true, node, null));
    }

    private static void binary(Kind operands, Kind result, int opcode, BinaryOperator<ExpressionNode> node) {
        OPERATIONS.put(opcode, new Operation(operands, result, false, null, node));
    }

    private static void trappingBinary(Kind operands, Kind result, int opcode, BinaryOperator<ExpressionNode> node) {
        OPERATIONS.put(opcode, new Operation(operands, result, true, null, node));
    }
}
