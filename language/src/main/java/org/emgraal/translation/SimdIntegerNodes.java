// SPDX-License-Identifier: Apache-2.0
package org.emgraal.translation;

import static org.emgraal.nodes.simd.IntegerLanes.saturateSigned;
import static org.emgraal.nodes.simd.IntegerLanes.saturateUnsigned;
import static org.emgraal.translation.SimdNodes.binary;
import static org.emgraal.translation.SimdNodes.shift;
import static org.emgraal.translation.SimdNodes.ternary;
import static org.emgraal.translation.SimdNodes.test;
import static org.emgraal.translation.SimdNodes.unary;

import org.emgraal.binary.Opcode;
import org.emgraal.nodes.simd.IntegerLanes;
import org.emgraal.nodes.simd.LaneArithmetic;
import org.emgraal.nodes.simd.LaneNodes;
import org.emgraal.nodes.simd.LaneWidths;
import org.emgraal.runtime.Vector128;

/** The rows of {@link SimdNodes} for bits and integer lanes. */
final class SimdIntegerNodes {

    private static final boolean SIGNED = true;
    private static final boolean UNSIGNED = false;
    private static final boolean HIGH = true;
    private static final boolean LOW = false;
    private static final long TOPS_8 = 0x8080808080808080L;
    private static final long TOPS_16 = 0x8000800080008000L;
    private static final long TOPS_32 = 0x8000000080000000L;

    private SimdIntegerNodes() {
    }

    static void register() {
        registerBits();
        registerI8();
        registerI16();
        registerI32();
        registerI64();
    }

    private static void registerBits() {
        unary(Opcode.V128_NOT, a -> new Vector128(~a.low, ~a.high));
        binary(Opcode.V128_AND, new IntegerLanes.Halves((a, b) -> a & b));
        binary(Opcode.V128_ANDNOT, new IntegerLanes.Halves((a, b) -> a & ~b));
        binary(Opcode.V128_OR, new IntegerLanes.Halves((a, b) -> a | b));
        binary(Opcode.V128_XOR, new IntegerLanes.Halves((a, b) -> a ^ b));
        ternary(Opcode.V128_BITSELECT, LaneArithmetic::bitselect);
        test(Opcode.V128_ANY_TRUE, a -> (a.low | a.high) != 0 ? 1 : 0);
    }

    private static void registerI8() {
        binary(Opcode.I8X16_SWIZZLE, LaneNodes::swizzle);
        binary(Opcode.I8X16_EQ, new IntegerLanes.Binary(8, SIGNED, (a, b) -> a == b ? -1 : 0));
        binary(Opcode.I8X16_NE, new IntegerLanes.Binary(8, SIGNED, (a, b) -> a != b ? -1 : 0));
        binary(Opcode.I8X16_LT_S, new IntegerLanes.Binary(8, SIGNED, (a, b) -> a < b ? -1 : 0));
        binary(Opcode.I8X16_LT_U, new IntegerLanes.Binary(8, UNSIGNED, (a, b) -> a < b ? -1 : 0));
        binary(Opcode.I8X16_GT_S, new IntegerLanes.Binary(8, SIGNED, (a, b) -> a > b ? -1 : 0));
        binary(Opcode.I8X16_GT_U, new IntegerLanes.Binary(8, UNSIGNED, (a, b) -> a > b ? -1 : 0));
        binary(Opcode.I8X16_LE_S, new IntegerLanes.Binary(8, SIGNED, (a, b) -> a <= b ? -1 : 0));
        binary(Opcode.I8X16_LE_U, new IntegerLanes.Binary(8, UNSIGNED, (a, b) -> a <= b ? -1 : 0));
        binary(Opcode.I8X16_GE_S, new IntegerLanes.Binary(8, SIGNED, (a, b) -> a >= b ? -1 : 0));
        binary(Opcode.I8X16_GE_U, new IntegerLanes.Binary(8, UNSIGNED, (a, b) -> a >= b ? -1 : 0));
        unary(Opcode.I8X16_ABS, new IntegerLanes.Unary(8, SIGNED, Math::abs));
        unary(Opcode.I8X16_NEG, new IntegerLanes.Unary(8, SIGNED, a -> -a));
        unary(Opcode.I8X16_POPCNT, new IntegerLanes.Unary(8, UNSIGNED, Long::bitCount));
        test(Opcode.I8X16_ALL_TRUE, new IntegerLanes.AllTrue(8));
        test(Opcode.I8X16_BITMASK, new IntegerLanes.Bitmask(8));
        binary(Opcode.I8X16_NARROW_I16X8_S, new LaneWidths.Narrow(16, SIGNED));
        binary(Opcode.I8X16_NARROW_I16X8_U, new LaneWidths.Narrow(16, UNSIGNED));
        shift(Opcode.I8X16_SHL, new IntegerLanes.Shift(8, SIGNED, (a, n) -> a << n));
        shift(Opcode.I8X16_SHR_S, new IntegerLanes.Shift(8, SIGNED, (a, n) -> a >> n));
        shift(Opcode.I8X16_SHR_U, new IntegerLanes.Shift(8, UNSIGNED, (a, n) -> a >>> n));
        binary(Opcode.I8X16_ADD, new IntegerLanes.Halves((a, b) -> IntegerLanes.add(a, b, TOPS_8)));
        binary(Opcode.I8X16_ADD_SAT_S, new IntegerLanes.Binary(8, SIGNED, (a, b) -> saturateSigned(a + b, 8)));
        binary(Opcode.I8X16_ADD_SAT_U, new IntegerLanes.Binary(8, UNSIGNED, (a, b) -> saturateUnsigned(a + b, 8)));
        binary(Opcode.I8X16_SUB, new IntegerLanes.Halves((a, b) -> IntegerLanes.subtract(a, b, TOPS_8)));
        binary(Opcode.I8X16_SUB_SAT_S, new IntegerLanes.Binary(8, SIGNED, (a, b) -> saturateSigned(a - b, 8)));
        binary(Opcode.I8X16_SUB_SAT_U, new IntegerLanes.Binary(8, UNSIGNED, (a, b) -> saturateUnsigned(a - b, 8)));
        binary(Opcode.I8X16_MIN_S, new IntegerLanes.Binary(8, SIGNED, Math::min));
        binary(Opcode.I8X16_MIN_U, new IntegerLanes.Binary(8, UNSIGNED, Math::min));
        binary(Opcode.I8X16_MAX_S, new IntegerLanes.Binary(8, SIGNED, Math::max));
        binary(Opcode.I8X16_MAX_U, new IntegerLanes.Binary(8, UNSIGNED, Math::max));
        binary(Opcode.I8X16_AVGR_U, new IntegerLanes.Binary(8, UNSIGNED, (a, b) -> a + b + 1 >> 1));
        binary(Opcode.I8X16_RELAXED_SWIZZLE, LaneNodes::swizzle);
        ternary(Opcode.I8X16_RELAXED_LANESELECT, LaneArithmetic::bitselect);
    }

    private static void registerI16() {
        binary(Opcode.I16X8_EQ, new IntegerLanes.Binary(16, SIGNED, (a, b) -> a == b ? -1 : 0));
        binary(Opcode.I16X8_NE, new IntegerLanes.Binary(16, SIGNED, (a, b) -> a != b ? -1 : 0));
        binary(Opcode.I16X8_LT_S, new IntegerLanes.Binary(16, SIGNED, (a, b) -> a < b ? -1 : 0));
        binary(Opcode.I16X8_LT_U, new IntegerLanes.Binary(16, UNSIGNED, (a, b) -> a < b ? -1 : 0));
        binary(Opcode.I16X8_GT_S, new IntegerLanes.Binary(16, SIGNED, (a, b) -> a > b ? -1 : 0));
        binary(Opcode.I16X8_GT_U, new IntegerLanes.Binary(16, UNSIGNED, (a, b) -> a > b ? -1 : 0));
        binary(Opcode.I16X8_LE_S, new IntegerLanes.Binary(16, SIGNED, (a, b) -> a <= b ? -1 : 0));
        binary(Opcode.I16X8_LE_U, new IntegerLanes.Binary(16, UNSIGNED, (a, b) -> a <= b ? -1 : 0));
        binary(Opcode.I16X8_GE_S, new IntegerLanes.Binary(16, SIGNED, (a, b) -> a >= b ? -1 : 0));
        binary(Opcode.I16X8_GE_U, new IntegerLanes.Binary(16, UNSIGNED, (a, b) -> a >= b ? -1 : 0));
        unary(Opcode.I16X8_EXTADD_PAIRWISE_I8X16_S, new LaneWidths.ExtendAddPairwise(8, SIGNED));
        unary(Opcode.I16X8_EXTADD_PAIRWISE_I8X16_U, new LaneWidths.ExtendAddPairwise(8, UNSIGNED));
        unary(Opcode.I16X8_ABS, new IntegerLanes.Unary(16, SIGNED, Math::abs));
        unary(Opcode.I16X8_NEG, new IntegerLanes.Unary(16, SIGNED, a -> -a));
        binary(Opcode.I16X8_Q15MULR_SAT_S, new IntegerLanes.Binary(16, SIGNED, LaneArithmetic::q15));
        test(Opcode.I16X8_ALL_TRUE, new IntegerLanes.AllTrue(16));
        test(Opcode.I16X8_BITMASK, new IntegerLanes.Bitmask(16));
        binary(Opcode.I16X8_NARROW_I32X4_S, new LaneWidths.Narrow(32, SIGNED));
        binary(Opcode.I16X8_NARROW_I32X4_U, new LaneWidths.Narrow(32, UNSIGNED));
        unary(Opcode.I16X8_EXTEND_LOW_I8X16_S, new LaneWidths.Extend(8, SIGNED, LOW));
        unary(Opcode.I16X8_EXTEND_HIGH_I8X16_S, new LaneWidths.Extend(8, SIGNED, HIGH));
        unary(Opcode.I16X8_EXTEND_LOW_I8X16_U, new LaneWidths.Extend(8, UNSIGNED, LOW));
        unary(Opcode.I16X8_EXTEND_HIGH_I8X16_U, new LaneWidths.Extend(8, UNSIGNED, HIGH));
        shift(Opcode.I16X8_SHL, new IntegerLanes.Shift(16, SIGNED, (a, n) -> a << n));
        shift(Opcode.I16X8_SHR_S, new IntegerLanes.Shift(16, SIGNED, (a, n) -> a >> n));
        shift(Opcode.I16X8_SHR_U, new IntegerLanes.Shift(16, UNSIGNED, (a, n) -> a >>> n));
        binary(Opcode.I16X8_ADD, new IntegerLanes.Halves((a, b) -> IntegerLanes.add(a, b, TOPS_16)));
        binary(Opcode.I16X8_ADD_SAT_S, new IntegerLanes.Binary(16, SIGNED, (a, b) -> saturateSigned(a + b, 16)));
        binary(Opcode.I16X8_ADD_SAT_U, new IntegerLanes.Binary(16, UNSIGNED, (a, b) -> saturateUnsigned(a + b, 16)));
        binary(Opcode.I16X8_SUB, new IntegerLanes.Halves((a, b) -> IntegerLanes.subtract(a, b, TOPS_16)));
        binary(Opcode.I16X8_SUB_SAT_S, new IntegerLanes.Binary(16, SIGNED, (a, b) -> saturateSigned(a - b, 16)));
        binary(Opcode.I16X8_SUB_SAT_U, new IntegerLanes.Binary(16, UNSIGNED, (a, b) -> saturateUnsigned(a - b, 16)));
        binary(Opcode.I16X8_MUL, new IntegerLanes.Binary(16, SIGNED, (a, b) -> a * b));
        binary(Opcode.I16X8_MIN_S, new IntegerLanes.Binary(16, SIGNED, Math::min));
        binary(Opcode.I16X8_MIN_U, new IntegerLanes.Binary(16, UNSIGNED, Math::min));
        binary(Opcode.I16X8_MAX_S, new IntegerLanes.Binary(16, SIGNED, Math::max));
        binary(Opcode.I16X8_MAX_U, new IntegerLanes.Binary(16, UNSIGNED, Math::max));
        binary(Opcode.I16X8_AVGR_U, new IntegerLanes.Binary(16, UNSIGNED, (a, b) -> a + b + 1 >> 1));
        binary(Opcode.I16X8_EXTMUL_LOW_I8X16_S, new LaneWidths.ExtendMultiply(8, SIGNED, LOW));
        binary(Opcode.I16X8_EXTMUL_HIGH_I8X16_S, new LaneWidths.ExtendMultiply(8, SIGNED, HIGH));
        binary(Opcode.I16X8_EXTMUL_LOW_I8X16_U, new LaneWidths.ExtendMultiply(8, UNSIGNED, LOW));
        binary(Opcode.I16X8_EXTMUL_HIGH_I8X16_U, new LaneWidths.ExtendMultiply(8, UNSIGNED, HIGH));
        ternary(Opcode.I16X8_RELAXED_LANESELECT, LaneArithmetic::bitselect);
        binary(Opcode.I16X8_RELAXED_Q15MULR_S, new IntegerLanes.Binary(16, SIGNED, LaneArithmetic::q15));
        binary(Opcode.I16X8_RELAXED_DOT_I8X16_I7X16_S, new LaneWidths.Dot(8));
    }

    private static void registerI32() {
        binary(Opcode.I32X4_EQ, new IntegerLanes.Binary(32, SIGNED, (a, b) -> a == b ? -1 : 0));
        binary(Opcode.I32X4_NE, new IntegerLanes.Binary(32, SIGNED, (a, b) -> a != b ? -1 : 0));
        binary(Opcode.I32X4_LT_S, new IntegerLanes.Binary(32, SIGNED, (a, b) -> a < b ? -1 : 0));
        binary(Opcode.I32X4_LT_U, new IntegerLanes.Binary(32, UNSIGNED, (a, b) -> a < b ? -1 : 0));
        binary(Opcode.I32X4_GT_S, new IntegerLanes.Binary(32, SIGNED, (a, b) -> a > b ? -1 : 0));
        binary(Opcode.I32X4_GT_U, new IntegerLanes.Binary(32, UNSIGNED, (a, b) -> a > b ? -1 : 0));
        binary(Opcode.I32X4_LE_S, new IntegerLanes.Binary(32, SIGNED, (a, b) -> a <= b ? -1 : 0));
        binary(Opcode.I32X4_LE_U, new IntegerLanes.Binary(32, UNSIGNED, (a, b) -> a <= b ? -1 : 0));
        binary(Opcode.I32X4_GE_S, new IntegerLanes.Binary(32, SIGNED, (a, b) -> a >= b ? -1 : 0));
        binary(Opcode.I32X4_GE_U, new IntegerLanes.Binary(32, UNSIGNED, (a, b) -> a >= b ? -1 : 0));
        unary(Opcode.I32X4_EXTADD_PAIRWISE_I16X8_S, new LaneWidths.ExtendAddPairwise(16, SIGNED));
        unary(Opcode.I32X4_EXTADD_PAIRWISE_I16X8_U, new LaneWidths.ExtendAddPairwise(16, UNSIGNED));
        unary(Opcode.I32X4_ABS, new IntegerLanes.Unary(32, SIGNED, Math::abs));
        unary(Opcode.I32X4_NEG, new IntegerLanes.Unary(32, SIGNED, a -> -a));
        test(Opcode.I32X4_ALL_TRUE, new IntegerLanes.AllTrue(32));
        test(Opcode.I32X4_BITMASK, new IntegerLanes.Bitmask(32));
        unary(Opcode.I32X4_EXTEND_LOW_I16X8_S, new LaneWidths.Extend(16, SIGNED, LOW));
        unary(Opcode.I32X4_EXTEND_HIGH_I16X8_S, new LaneWidths.Extend(16, SIGNED, HIGH));
        unary(Opcode.I32X4_EXTEND_LOW_I16X8_U, new LaneWidths.Extend(16, UNSIGNED, LOW));
        unary(Opcode.I32X4_EXTEND_HIGH_I16X8_U, new LaneWidths.Extend(16, UNSIGNED, HIGH));
        shift(Opcode.I32X4_SHL, new IntegerLanes.Shift(32, SIGNED, (a, n) -> a << n));
        shift(Opcode.I32X4_SHR_S, new IntegerLanes.Shift(32, SIGNED, (a, n) -> a >> n));
        shift(Opcode.I32X4_SHR_U, new IntegerLanes.Shift(32, UNSIGNED, (a, n) -> a >>> n));
        binary(Opcode.I32X4_ADD, new IntegerLanes.Halves((a, b) -> IntegerLanes.add(a, b, TOPS_32)));
        binary(Opcode.I32X4_SUB, new IntegerLanes.Halves((a, b) -> IntegerLanes.subtract(a, b, TOPS_32)));
        binary(Opcode.I32X4_MUL, new IntegerLanes.Binary(32, SIGNED, (a, b) -> a * b));
        binary(Opcode.I32X4_MIN_S, new IntegerLanes.Binary(32, SIGNED, Math::min));
        binary(Opcode.I32X4_MIN_U, new IntegerLanes.Binary(32, UNSIGNED, Math::min));
        binary(Opcode.I32X4_MAX_S, new IntegerLanes.Binary(32, SIGNED, Math::max));
        binary(Opcode.I32X4_MAX_U, new IntegerLanes.Binary(32, UNSIGNED, Math::max));
        binary(Opcode.I32X4_DOT_I16X8_S, new LaneWidths.Dot(16));
        binary(Opcode.I32X4_EXTMUL_LOW_I16X8_S, new LaneWidths.ExtendMultiply(16, SIGNED, LOW));
        binary(Opcode.I32X4_EXTMUL_HIGH_I16X8_S, new LaneWidths.ExtendMultiply(16, SIGNED, HIGH));
        binary(Opcode.I32X4_EXTMUL_LOW_I16X8_U, new LaneWidths.ExtendMultiply(16, UNSIGNED, LOW));
        binary(Opcode.I32X4_EXTMUL_HIGH_I16X8_U, new LaneWidths.ExtendMultiply(16, UNSIGNED, HIGH));
        ternary(Opcode.I32X4_RELAXED_LANESELECT, LaneArithmetic::bitselect);
        ternary(Opcode.I32X4_RELAXED_DOT_I8X16_I7X16_ADD_S, LaneArithmetic::dotAdd);
    }

    private static void registerI64() {
        unary(Opcode.I64X2_ABS, new IntegerLanes.Unary(64, SIGNED, Math::abs));
        unary(Opcode.I64X2_NEG, new IntegerLanes.Unary(64, SIGNED, a -> -a));
        test(Opcode.I64X2_ALL_TRUE, new IntegerLanes.AllTrue(64));
        test(Opcode.I64X2_BITMASK, new IntegerLanes.Bitmask(64));
        unary(Opcode.I64X2_EXTEND_LOW_I32X4_S, new LaneWidths.Extend(32, SIGNED, LOW));
        unary(Opcode.I64X2_EXTEND_HIGH_I32X4_S, new LaneWidths.Extend(32, SIGNED, HIGH));
        unary(Opcode.I64X2_EXTEND_LOW_I32X4_U, new LaneWidths.Extend(32, UNSIGNED, LOW));
        unary(Opcode.I64X2_EXTEND_HIGH_I32X4_U, new LaneWidths.Extend(32, UNSIGNED, HIGH));
        shift(Opcode.I64X2_SHL, new IntegerLanes.Shift(64, SIGNED, (a, n) -> a << n));
        shift(Opcode.I64X2_SHR_S, new IntegerLanes.Shift(64, SIGNED, (a, n) -> a >> n));
        shift(Opcode.I64X2_SHR_U, new IntegerLanes.Shift(64, UNSIGNED, (a, n) -> a >>> n));
        binary(Opcode.I64X2_ADD, new IntegerLanes.Halves((a, b) -> a + b));
        binary(Opcode.I64X2_SUB, new IntegerLanes.Halves((a, b) -> a - b));
        binary(Opcode.I64X2_MUL, new IntegerLanes.Halves((a, b) -> a * b));
        binary(Opcode.I64X2_EQ, new IntegerLanes.Binary(64, SIGNED, (a, b) -> a == b ? -1 : 0));
        binary(Opcode.I64X2_NE, new IntegerLanes.Binary(64, SIGNED, (a, b) -> a != b ? -1 : 0));
        binary(Opcode.I64X2_LT_S, new IntegerLanes.Binary(64, SIGNED, (a, b) -> a < b ? -1 : 0));
        binary(Opcode.I64X2_GT_S, new IntegerLanes.Binary(64, SIGNED, (a, b) -> a > b ? -1 : 0));
        binary(Opcode.I64X2_LE_S, new IntegerLanes.Binary(64, SIGNED, (a, b) -> a <= b ? -1 : 0));
        binary(Opcode.I64X2_GE_S, new IntegerLanes.Binary(64, SIGNED, (a, b) -> a >= b ? -1 : 0));
        binary(Opcode.I64X2_EXTMUL_LOW_I32X4_S, new LaneWidths.ExtendMultiply(32, SIGNED, LOW));
        binary(Opcode.I64X2_EXTMUL_HIGH_I32X4_S, new LaneWidths.ExtendMultiply(32, SIGNED, HIGH));
        binary(Opcode.I64X2_EXTMUL_LOW_I32X4_U, new LaneWidths.ExtendMultiply(32, UNSIGNED, LOW));
        binary(Opcode.I64X2_EXTMUL_HIGH_I32X4_U, new LaneWidths.ExtendMultiply(32, UNSIGNED, HIGH));
        ternary(Opcode.I64X2_RELAXED_LANESELECT, LaneArithmetic::bitselect);
    }
}
