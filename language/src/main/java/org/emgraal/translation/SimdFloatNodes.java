// SPDX-License-Identifier: Apache-2.0
package org.emgraal.translation;

import static org.emgraal.nodes.numeric.FloatArithmetic.add;
import static org.emgraal.nodes.numeric.FloatArithmetic.mul;
import static org.emgraal.nodes.numeric.FloatArithmetic.neg;
import static org.emgraal.translation.SimdNodes.binary;
import static org.emgraal.translation.SimdNodes.ternary;
import static org.emgraal.translation.SimdNodes.unary;

import org.emgraal.binary.Opcode;
import org.emgraal.nodes.numeric.FloatArithmetic;
import org.emgraal.nodes.numeric.FloatConversions;
import org.emgraal.nodes.simd.FloatLanes;

/**
 * The rows of {@link SimdNodes} for float lanes and their conversions. Where relaxed instructions leave a choice, it
 * is the result of the strict instruction; {@code relaxed_madd} rounds twice.
 */
final class SimdFloatNodes {

    private SimdFloatNodes() {
    }

    static void register() {
        registerF32();
        registerF64();
        registerConversions();
    }

    private static void registerF32() {
        binary(Opcode.F32X4_EQ, new FloatLanes.F32Compare((a, b) -> a == b));
        binary(Opcode.F32X4_NE, new FloatLanes.F32Compare((a, b) -> a != b));
        binary(Opcode.F32X4_LT, new FloatLanes.F32Compare((a, b) -> a < b));
        binary(Opcode.F32X4_GT, new FloatLanes.F32Compare((a, b) -> a > b));
        binary(Opcode.F32X4_LE, new FloatLanes.F32Compare((a, b) -> a <= b));
        binary(Opcode.F32X4_GE, new FloatLanes.F32Compare((a, b) -> a >= b));
        unary(Opcode.F32X4_CEIL, new FloatLanes.F32Unary(FloatArithmetic::ceil));
        unary(Opcode.F32X4_FLOOR, new FloatLanes.F32Unary(FloatArithmetic::floor));
        unary(Opcode.F32X4_TRUNC, new FloatLanes.F32Unary(FloatArithmetic::trunc));
        unary(Opcode.F32X4_NEAREST, new FloatLanes.F32Unary(FloatArithmetic::nearest));
        unary(Opcode.F32X4_ABS, new FloatLanes.F32Unary(FloatArithmetic::abs));
        unary(Opcode.F32X4_NEG, new FloatLanes.F32Unary(FloatArithmetic::neg));
        unary(Opcode.F32X4_SQRT, new FloatLanes.F32Unary(FloatArithmetic::sqrt));
        binary(Opcode.F32X4_ADD, new FloatLanes.F32Binary(FloatArithmetic::add));
        binary(Opcode.F32X4_SUB, new FloatLanes.F32Binary(FloatArithmetic::sub));
        binary(Opcode.F32X4_MUL, new FloatLanes.F32Binary(FloatArithmetic::mul));
        binary(Opcode.F32X4_DIV, new FloatLanes.F32Binary(FloatArithmetic::div));
        binary(Opcode.F32X4_MIN, new FloatLanes.F32Binary(FloatArithmetic::min));
        binary(Opcode.F32X4_MAX, new FloatLanes.F32Binary(FloatArithmetic::max));
        binary(Opcode.F32X4_PMIN, new FloatLanes.F32Binary((a, b) -> b < a ? b : a));
        binary(Opcode.F32X4_PMAX, new FloatLanes.F32Binary((a, b) -> a < b ? b : a));
        ternary(Opcode.F32X4_RELAXED_MADD, new FloatLanes.F32Ternary((a, b, c) -> add(mul(a, b), c)));
        ternary(Opcode.F32X4_RELAXED_NMADD, new FloatLanes.F32Ternary((a, b, c) -> add(neg(mul(a, b)), c)));
        binary(Opcode.F32X4_RELAXED_MIN, new FloatLanes.F32Binary(FloatArithmetic::min));
        binary(Opcode.F32X4_RELAXED_MAX, new FloatLanes.F32Binary(FloatArithmetic::max));
    }

    private static void registerF64() {
        binary(Opcode.F64X2_EQ, new FloatLanes.F64Compare((a, b) -> a == b));
        binary(Opcode.F64X2_NE, new FloatLanes.F64Compare((a, b) -> a != b));
        binary(Opcode.F64X2_LT, new FloatLanes.F64Compare((a, b) -> a < b));
        binary(Opcode.F64X2_GT, new FloatLanes.F64Compare((a, b) -> a > b));
        binary(Opcode.F64X2_LE, new FloatLanes.F64Compare((a, b) -> a <= b));
        binary(Opcode.F64X2_GE, new FloatLanes.F64Compare((a, b) -> a >= b));
        unary(Opcode.F64X2_CEIL, new FloatLanes.F64Unary(FloatArithmetic::ceil));
        unary(Opcode.F64X2_FLOOR, new FloatLanes.F64Unary(FloatArithmetic::floor));
        unary(Opcode.F64X2_TRUNC, new FloatLanes.F64Unary(FloatArithmetic::trunc));
        unary(Opcode.F64X2_NEAREST, new FloatLanes.F64Unary(FloatArithmetic::nearest));
        unary(Opcode.F64X2_ABS, new FloatLanes.F64Unary(FloatArithmetic::abs));
        unary(Opcode.F64X2_NEG, new FloatLanes.F64Unary(FloatArithmetic::neg));
        unary(Opcode.F64X2_SQRT, new FloatLanes.F64Unary(FloatArithmetic::sqrt));
        binary(Opcode.F64X2_ADD, new FloatLanes.F64Binary(FloatArithmetic::add));
        binary(Opcode.F64X2_SUB, new FloatLanes.F64Binary(FloatArithmetic::sub));
        binary(Opcode.F64X2_MUL, new FloatLanes.F64Binary(FloatArithmetic::mul));
        binary(Opcode.F64X2_DIV, new FloatLanes.F64Binary(FloatArithmetic::div));
        binary(Opcode.F64X2_MIN, new FloatLanes.F64Binary(FloatArithmetic::min));
        binary(Opcode.F64X2_MAX, new FloatLanes.F64Binary(FloatArithmetic::max));
        binary(Opcode.F64X2_PMIN, new FloatLanes.F64Binary((a, b) -> b < a ? b : a));
        binary(Opcode.F64X2_PMAX, new FloatLanes.F64Binary((a, b) -> a < b ? b : a));
        ternary(Opcode.F64X2_RELAXED_MADD, new FloatLanes.F64Ternary((a, b, c) -> add(mul(a, b), c)));
        ternary(Opcode.F64X2_RELAXED_NMADD, new FloatLanes.F64Ternary((a, b, c) -> add(neg(mul(a, b)), c)));
        binary(Opcode.F64X2_RELAXED_MIN, new FloatLanes.F64Binary(FloatArithmetic::min));
        binary(Opcode.F64X2_RELAXED_MAX, new FloatLanes.F64Binary(FloatArithmetic::max));
    }

    private static void registerConversions() {
        unary(Opcode.F32X4_DEMOTE_F64X2_ZERO, new FloatLanes.F64ToLow(a -> Float.floatToRawIntBits(FloatArithmetic.demote(a))));
        unary(Opcode.F64X2_PROMOTE_LOW_F32X4, new FloatLanes.LowToF64(Float::intBitsToFloat));
        unary(Opcode.I32X4_TRUNC_SAT_F32X4_S, new FloatLanes.F32ToI32(a -> (int) a));
        unary(Opcode.I32X4_TRUNC_SAT_F32X4_U, new FloatLanes.F32ToI32(FloatConversions::toUnsignedInt));
        unary(Opcode.F32X4_CONVERT_I32X4_S, new FloatLanes.I32ToF32(a -> a));
        unary(Opcode.F32X4_CONVERT_I32X4_U, new FloatLanes.I32ToF32(Integer::toUnsignedLong));
        unary(Opcode.I32X4_TRUNC_SAT_F64X2_S_ZERO, new FloatLanes.F64ToLow(a -> (int) a));
        unary(Opcode.I32X4_TRUNC_SAT_F64X2_U_ZERO, new FloatLanes.F64ToLow(FloatConversions::toUnsignedInt));
        unary(Opcode.F64X2_CONVERT_LOW_I32X4_S, new FloatLanes.LowToF64(a -> a));
        unary(Opcode.F64X2_CONVERT_LOW_I32X4_U, new FloatLanes.LowToF64(Integer::toUnsignedLong));
        unary(Opcode.I32X4_RELAXED_TRUNC_F32X4_S, new FloatLanes.F32ToI32(a -> (int) a));
        unary(Opcode.I32X4_RELAXED_TRUNC_F32X4_U, new FloatLanes.F32ToI32(FloatConversions::toUnsignedInt));
        unary(Opcode.I32X4_RELAXED_TRUNC_F64X2_S_ZERO, new FloatLanes.F64ToLow(a -> (int) a));
        unary(Opcode.I32X4_RELAXED_TRUNC_F64X2_U_ZERO, new FloatLanes.F64ToLow(FloatConversions::toUnsignedInt));
    }
}
