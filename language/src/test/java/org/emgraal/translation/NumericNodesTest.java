// SPDX-License-Identifier: Apache-2.0
package org.emgraal.translation;

import static org.emgraal.translation.Evaluation.constant;
import static org.emgraal.translation.Evaluation.local;
import static org.emgraal.translation.Evaluation.opaque;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.emgraal.binary.Opcode;
import org.emgraal.module.ValueType.Kind;
import org.emgraal.nodes.ExpressionNode;
import org.emgraal.runtime.Trap;
import org.emgraal.runtime.TrapException;
import org.junit.jupiter.api.Test;

/** Edge cases of the numeric instructions (specification, "Numerics"). */
class NumericNodesTest {

    private static final int[] EDGES = {0, 1, -1, 2, 31, 32, 33, 63, 0x7F, 0x80, 0xFF, -128, 0x8000, 0x7FFF_FFFF,
                    0x8000_0000, 0x8000_0001, 0xFFFF_FF80, 0x1234_5678};

    private static final float SIGNALLING_FLOAT = Float.intBitsToFloat(0xFFA0_0001);
    private static final double SIGNALLING_DOUBLE = Double.longBitsToDouble(0xFFF4_0000_0000_0001L);

    private static Object unary(int opcode, Object operand) {
        NumericNodes.Operation operation = NumericNodes.operation(opcode);
        return Evaluation.run(operation.result(), NumericNodes.unary(opcode, local(operation.operand(), 0)), operand);
    }

    private static Object binary(int opcode, Object left, Object right) {
        NumericNodes.Operation operation = NumericNodes.operation(opcode);
        Kind kind = operation.operand();
        return Evaluation.run(operation.result(), NumericNodes.binary(opcode, local(kind, 0), local(kind, 1)), left, right);
    }

    private static void assertTraps(Trap trap, Runnable instruction) {
        assertEquals(trap, assertThrows(TrapException.class, instruction::run).trap());
    }

    private static int bits(Object value) {
        return Float.floatToRawIntBits((Float) value);
    }

    private static long longBits(Object value) {
        return Double.doubleToRawLongBits((Double) value);
    }

    @Test
    void everyNumericOpcodeHasANode() {
        for (int opcode = Opcode.I32_EQZ; opcode <= Opcode.I64_EXTEND32_S; opcode++) {
            assertNotNull(NumericNodes.operation(opcode), Opcode.name(opcode));
        }
        for (int opcode = Opcode.I32_TRUNC_SAT_F32_S; opcode <= Opcode.I64_TRUNC_SAT_F64_U; opcode++) {
            assertNotNull(NumericNodes.operation(opcode), Opcode.name(opcode));
        }
    }

    /** Nodes that read locals and constants themselves compute what the plain node does. */
    @Test
    void specializedNodesAgreeWithPlainOnes() {
        for (int opcode = Opcode.I32_EQ; opcode <= Opcode.I32_ROTR; opcode++) {
            NumericNodes.Operation operation = NumericNodes.operation(opcode);
            if (operation.operand() != Kind.I32 || operation.isUnary()) {
                continue;
            }
            for (int left : EDGES) {
                for (int right : EDGES) {
                    Object expected = outcome(operation.binary().apply(opaque(left), opaque(right)), left, right);
                    String what = Opcode.name(opcode) + " " + left + " " + right;
                    for (int form = 0; form < 9; form++) {
                        ExpressionNode node = NumericNodes.binary(opcode, operand(form / 3, 0, left), operand(form % 3, 1, right));
                        assertEquals(expected, outcome(node, left, right), what + " form " + form);
                    }
                }
            }
        }
        for (int value : EDGES) {
            assertEquals(value == 0 ? 1 : 0, unary(Opcode.I32_EQZ, value));
        }
    }

    /** The value as any expression, as a local or as a constant. */
    private static ExpressionNode operand(int form, int index, int value) {
        return switch (form) {
            case 0 -> opaque(value);
            case 1 -> local(Kind.I32, index);
            default -> constant(value);
        };
    }

    private static Object outcome(ExpressionNode node, Object... locals) {
        try {
            return Evaluation.run(Kind.I32, node, locals);
        } catch (TrapException e) {
            return e.trap();
        }
    }

    @Test
    void divisionTrapsAndWraps() {
        assertTraps(Trap.INTEGER_DIVIDE_BY_ZERO, () -> binary(Opcode.I32_DIV_S, 1, 0));
        assertTraps(Trap.INTEGER_DIVIDE_BY_ZERO, () -> binary(Opcode.I64_REM_U, 1L, 0L));
        assertTraps(Trap.INTEGER_OVERFLOW, () -> binary(Opcode.I32_DIV_S, Integer.MIN_VALUE, -1));
        assertTraps(Trap.INTEGER_OVERFLOW, () -> binary(Opcode.I64_DIV_S, Long.MIN_VALUE, -1L));
        assertEquals(0, binary(Opcode.I32_REM_S, Integer.MIN_VALUE, -1));
        assertEquals(0L, binary(Opcode.I64_REM_S, Long.MIN_VALUE, -1L));
        assertEquals(0, binary(Opcode.I32_DIV_U, Integer.MIN_VALUE, -1));
        assertEquals(-3L, binary(Opcode.I64_DIV_S, -7L, 2L));
        assertEquals(-1L, binary(Opcode.I64_REM_S, -7L, 2L));
        assertEquals(0x5555_5555, binary(Opcode.I32_DIV_U, -1, 3));
    }

    @Test
    void shiftsAndRotationsTakeTheirCountModuloTheWidth() {
        assertEquals(2, binary(Opcode.I32_SHL, 1, 33));
        assertEquals(2L, binary(Opcode.I64_SHL, 1L, 65L));
        assertEquals(-1, binary(Opcode.I32_SHR_S, Integer.MIN_VALUE, 31));
        assertEquals(1L, binary(Opcode.I64_SHR_U, -1L, 127L));
        assertEquals(0x0000_0001, binary(Opcode.I32_ROTL, Integer.MIN_VALUE, 33 - 32));
        assertEquals(Long.MIN_VALUE, binary(Opcode.I64_ROTR, 1L, 65L));
        assertEquals(1L, binary(Opcode.I64_ROTL, Long.MIN_VALUE, 0x1_0000_0001L));
    }

    @Test
    void countsAndExtensions() {
        assertEquals(32, unary(Opcode.I32_CLZ, 0));
        assertEquals(64L, unary(Opcode.I64_CTZ, 0L));
        assertEquals(64L, unary(Opcode.I64_POPCNT, -1L));
        assertEquals(-128, unary(Opcode.I32_EXTEND8_S, 0x1234_5680));
        assertEquals(-1L << 31, unary(Opcode.I64_EXTEND32_S, 0x8000_0000L));
        assertEquals(0xFFFF_FFFFL, unary(Opcode.I64_EXTEND_I32_U, -1));
    }

    @Test
    void minimumAndMaximumOrderZerosAndPropagateNaN() {
        assertEquals(0x8000_0000, bits(binary(Opcode.F32_MIN, 0f, -0f)));
        assertEquals(0, bits(binary(Opcode.F32_MAX, -0f, 0f)));
        assertEquals(0x7FF8_0000_0000_0000L, longBits(binary(Opcode.F64_MIN, Double.NaN, 1.0)));
        assertEquals(0xFFFC_0000_0000_0001L, longBits(binary(Opcode.F64_MAX, 1.0, SIGNALLING_DOUBLE)));
    }

    @Test
    void roundingKeepsTheSignOfZeroAndTiesToEven() {
        assertEquals(0x8000_0000, bits(unary(Opcode.F32_CEIL, -0.5f)));
        assertEquals(0x8000_0000, bits(unary(Opcode.F32_TRUNC, -0.9f)));
        assertEquals(Long.MIN_VALUE, longBits(unary(Opcode.F64_NEAREST, -0.5)));
        assertEquals(2.0, unary(Opcode.F64_NEAREST, 2.5));
        assertEquals(4f, unary(Opcode.F32_NEAREST, 3.5f));
        assertEquals(8388609f, unary(Opcode.F32_NEAREST, 8388609f));
        assertEquals(-2.0, unary(Opcode.F64_FLOOR, -1.1));
    }

    @Test
    void arithmeticMakesNaNsQuietAndSignOperatorsDoNot() {
        for (int opcode : new int[]{Opcode.F32_CEIL, Opcode.F32_FLOOR, Opcode.F32_TRUNC, Opcode.F32_NEAREST, Opcode.F32_SQRT}) {
            assertEquals(0xFFE0_0001, bits(unary(opcode, SIGNALLING_FLOAT)), Opcode.name(opcode));
        }
        for (int opcode : new int[]{Opcode.F64_CEIL, Opcode.F64_FLOOR, Opcode.F64_TRUNC, Opcode.F64_NEAREST, Opcode.F64_SQRT}) {
            assertEquals(0xFFFC_0000_0000_0001L, longBits(unary(opcode, SIGNALLING_DOUBLE)), Opcode.name(opcode));
        }
        assertEquals(0x7FA0_0001, bits(unary(Opcode.F32_NEG, SIGNALLING_FLOAT)));
        assertEquals(0x7FA0_0001, bits(unary(Opcode.F32_ABS, SIGNALLING_FLOAT)));
        assertEquals(0x7FF4_0000_0000_0001L, longBits(binary(Opcode.F64_COPYSIGN, SIGNALLING_DOUBLE, 1.0)));
        assertEquals(0xFFA0_0001, unary(Opcode.I32_REINTERPRET_F32, SIGNALLING_FLOAT));
        assertEquals(0xFFA0_0001, bits(unary(Opcode.F32_REINTERPRET_I32, 0xFFA0_0001)));
    }

    /** Operations a compiler may call neutral, although they make a NaN quiet. */
    @Test
    void neutralOperationsMakeNaNsQuiet() {
        ExpressionNode operand = local(Kind.F32, 0);
        Object product = Evaluation.run(Kind.F32, NumericNodes.binary(Opcode.F32_MUL, operand, constant(1f)), SIGNALLING_FLOAT);
        assertEquals(0xFFE0_0001, bits(product));
        ExpressionNode promoted = NumericNodes.unary(Opcode.F64_PROMOTE_F32, local(Kind.F32, 0));
        Object demoted = Evaluation.run(Kind.F32, NumericNodes.unary(Opcode.F32_DEMOTE_F64, promoted), SIGNALLING_FLOAT);
        assertEquals(0xFFE0_0001, bits(demoted));
    }

    @Test
    void truncationTrapsOutsideOfTheRange() {
        assertTraps(Trap.INVALID_CONVERSION_TO_INTEGER, () -> unary(Opcode.I32_TRUNC_F32_S, Float.NaN));
        assertTraps(Trap.INTEGER_OVERFLOW, () -> unary(Opcode.I32_TRUNC_F32_S, 0x1p31f));
        assertEquals(Integer.MIN_VALUE, unary(Opcode.I32_TRUNC_F32_S, -0x1p31f));
        assertEquals(Integer.MIN_VALUE, unary(Opcode.I32_TRUNC_F64_S, -2147483648.9));
        assertTraps(Trap.INTEGER_OVERFLOW, () -> unary(Opcode.I32_TRUNC_F64_S, -2147483649.0));
        assertEquals(-1, unary(Opcode.I32_TRUNC_F64_U, 4294967295.9));
        assertTraps(Trap.INTEGER_OVERFLOW, () -> unary(Opcode.I32_TRUNC_F64_U, 4294967296.0));
        assertEquals(0, unary(Opcode.I32_TRUNC_F32_U, -0.9f));
        assertTraps(Trap.INTEGER_OVERFLOW, () -> unary(Opcode.I32_TRUNC_F32_U, -1f));
        assertEquals(Long.MIN_VALUE, unary(Opcode.I64_TRUNC_F64_U, 0x1p63));
        assertEquals(-2048L, unary(Opcode.I64_TRUNC_F64_U, 0x1.fffffffffffffp63));
        assertTraps(Trap.INTEGER_OVERFLOW, () -> unary(Opcode.I64_TRUNC_F32_U, 0x1p64f));
        assertTraps(Trap.INTEGER_OVERFLOW, () -> unary(Opcode.I64_TRUNC_F64_S, 0x1p63));
        assertEquals(Long.MIN_VALUE, unary(Opcode.I64_TRUNC_F64_S, -0x1p63));
    }

    @Test
    void saturatingTruncationClampsAndTurnsNaNIntoZero() {
        assertEquals(0, unary(Opcode.I32_TRUNC_SAT_F32_U, Float.NaN));
        assertEquals(0L, unary(Opcode.I64_TRUNC_SAT_F64_U, Double.NaN));
        assertEquals(-1, unary(Opcode.I32_TRUNC_SAT_F64_U, 1e20));
        assertEquals(0, unary(Opcode.I32_TRUNC_SAT_F64_U, -5.0));
        assertEquals(Integer.MAX_VALUE, unary(Opcode.I32_TRUNC_SAT_F32_S, Float.POSITIVE_INFINITY));
        assertEquals(-1L, unary(Opcode.I64_TRUNC_SAT_F32_U, 0x1p64f));
        assertEquals(Long.MIN_VALUE, unary(Opcode.I64_TRUNC_SAT_F64_U, 0x1p63));
        assertEquals(0L, unary(Opcode.I64_TRUNC_SAT_F64_U, Double.NEGATIVE_INFINITY));
    }

    /** The values are those where rounding twice goes wrong. */
    @Test
    void unsignedConversionsRoundOnce() {
        assertEquals(0x1p64f, unary(Opcode.F32_CONVERT_I64_U, -1L));
        assertEquals(0x1.000002p63f, unary(Opcode.F32_CONVERT_I64_U, 0x8000_0080_0000_0001L));
        assertEquals(0x1.000000p63f, unary(Opcode.F32_CONVERT_I64_U, 0x8000_0080_0000_0000L));
        assertEquals(0x1.0000000000001p63, unary(Opcode.F64_CONVERT_I64_U, 0x8000_0000_0000_0401L));
        assertEquals(0x1.0000000000000p63, unary(Opcode.F64_CONVERT_I64_U, 0x8000_0000_0000_0400L));
        assertEquals(4294967295.0, unary(Opcode.F64_CONVERT_I32_U, -1));
        assertEquals(0x1p32f, unary(Opcode.F32_CONVERT_I32_U, -1));
        assertEquals(0x1.000004p24f, unary(Opcode.F32_CONVERT_I32_U, 0x0100_0003));
    }

    @Test
    void onlyDivisionsAndTruncationsMayTrap() {
        assertTrue(NumericNodes.operation(Opcode.I32_REM_S).mayTrap());
        assertTrue(NumericNodes.operation(Opcode.I64_TRUNC_F32_U).mayTrap());
        assertEquals(false, NumericNodes.operation(Opcode.I64_TRUNC_SAT_F32_U).mayTrap());
        assertEquals(false, NumericNodes.operation(Opcode.F64_DIV).mayTrap());
    }
}
