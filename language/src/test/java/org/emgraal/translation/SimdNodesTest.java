// SPDX-License-Identifier: Apache-2.0
package org.emgraal.translation;

import static org.emgraal.translation.Evaluation.local;
import static org.emgraal.translation.Evaluation.memory;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.emgraal.binary.Opcode;
import org.emgraal.module.ValueType.Kind;
import org.emgraal.nodes.ExpressionNode;
import org.emgraal.nodes.memory.MemoryArgument;
import org.emgraal.nodes.simd.LaneNodes;
import org.emgraal.runtime.Vector128;
import org.emgraal.runtime.WasmMemory;
import org.junit.jupiter.api.Test;

/** The v128 instructions (specification, "Vector Instructions"). */
class SimdNodesTest {

    private static final Vector128 BYTES = new Vector128(0x0706_0504_0302_0100L, 0x0F0E_0D0C_0B0A_0908L);
    private static final Vector128 ONES = new Vector128(-1, -1);

    private static Object execute(int opcode, int lane, Object... operands) {
        SimdNodes.Operation operation = SimdNodes.operation(opcode);
        ExpressionNode[] nodes = new ExpressionNode[operands.length];
        for (int i = 0; i < operands.length; i++) {
            nodes[i] = local(operation.operands().get(i), i);
        }
        return Evaluation.run(operation.result(), operation.node().create(lane, nodes), operands);
    }

    private static Vector128 splat(int bits, long value) {
        return switch (bits) {
            case 8 -> (Vector128) execute(Opcode.I8X16_SPLAT, 0, (int) value);
            case 16 -> (Vector128) execute(Opcode.I16X8_SPLAT, 0, (int) value);
            case 32 -> (Vector128) execute(Opcode.I32X4_SPLAT, 0, (int) value);
            default -> (Vector128) execute(Opcode.I64X2_SPLAT, 0, value);
        };
    }

    private static Vector128 floats(float a, float b, float c, float d) {
        return new Vector128(Float.floatToRawIntBits(a) & 0xFFFF_FFFFL | (long) Float.floatToRawIntBits(b) << 32,
                        Float.floatToRawIntBits(c) & 0xFFFF_FFFFL | (long) Float.floatToRawIntBits(d) << 32);
    }

    private static Vector128 doubles(double a, double b) {
        return new Vector128(Double.doubleToRawLongBits(a), Double.doubleToRawLongBits(b));
    }

    /** Every opcode behind the SIMD prefix is in one table or is one of the two with their own immediates. */
    @Test
    void everyVectorOpcodeHasANode() {
        List<String> missing = new ArrayList<>();
        for (int opcode = Opcode.V128_LOAD; opcode <= Opcode.I32X4_RELAXED_DOT_I8X16_I7X16_ADD_S; opcode++) {
            boolean known = SimdNodes.operation(opcode) != null || MemoryNodes.operation(opcode) != null
                            || SimdMemoryNodes.operation(opcode) != null || opcode == Opcode.V128_CONST
                            || opcode == Opcode.I8X16_SHUFFLE;
            if (!known && !Opcode.name(opcode).startsWith("0x")) {
                missing.add(Opcode.name(opcode));
            }
        }
        assertEquals(List.of(), missing);
    }

    /** Sums and differences of all lanes at once agree with lane by lane. */
    @Test
    void additionsDoNotCarryBetweenLanes() {
        Random random = new Random(1);
        int[][] instructions = {{8, Opcode.I8X16_ADD, Opcode.I8X16_SUB}, {16, Opcode.I16X8_ADD, Opcode.I16X8_SUB},
                        {32, Opcode.I32X4_ADD, Opcode.I32X4_SUB}, {64, Opcode.I64X2_ADD, Opcode.I64X2_SUB}};
        for (int[] row : instructions) {
            int bits = row[0];
            for (int n = 0; n < 200; n++) {
                Vector128 a = new Vector128(random.nextLong(), n % 3 == 0 ? -1 : random.nextLong());
                Vector128 b = new Vector128(n % 5 == 0 ? 1 : random.nextLong(), random.nextLong());
                Vector128 sum = (Vector128) execute(row[1], 0, a, b);
                Vector128 difference = (Vector128) execute(row[2], 0, a, b);
                for (int lane = 0; lane < 128; lane += bits) {
                    long mask = -1L >>> 64 - bits;
                    assertEquals(lane(a, lane) + lane(b, lane) & mask, lane(sum, lane) & mask);
                    assertEquals(lane(a, lane) - lane(b, lane) & mask, lane(difference, lane) & mask);
                }
            }
        }
    }

    private static long lane(Vector128 vector, int bit) {
        return (bit < 64 ? vector.low : vector.high) >>> bit % 64;
    }

    @Test
    void saturationAndRounding() {
        assertEquals(splat(8, 127), execute(Opcode.I8X16_ADD_SAT_S, 0, splat(8, 100), splat(8, 100)));
        assertEquals(splat(8, 255), execute(Opcode.I8X16_ADD_SAT_U, 0, splat(8, 200), splat(8, 100)));
        assertEquals(splat(16, 0), execute(Opcode.I16X8_SUB_SAT_U, 0, splat(16, 1), splat(16, 2)));
        assertEquals(splat(16, -32768), execute(Opcode.I16X8_SUB_SAT_S, 0, splat(16, -32768), splat(16, 1)));
        assertEquals(splat(8, 2), execute(Opcode.I8X16_AVGR_U, 0, splat(8, 1), splat(8, 2)));
        assertEquals(splat(16, 0x7FFF), execute(Opcode.I16X8_Q15MULR_SAT_S, 0, splat(16, -32768), splat(16, -32768)));
        assertEquals(new Vector128(0x7F7F_7F7F_7F7F_7F7FL, 0x8080_8080_8080_8080L),
                        execute(Opcode.I8X16_NARROW_I16X8_S, 0, splat(16, 300), splat(16, -300)));
        assertEquals(new Vector128(-1, 0), execute(Opcode.I16X8_NARROW_I32X4_U, 0, splat(32, 70000), splat(32, -1)));
    }

    @Test
    void wideningTakesTheRightHalf() {
        assertEquals(new Vector128(0x0003_0002_0001_0000L, 0x0007_0006_0005_0004L),
                        execute(Opcode.I16X8_EXTEND_LOW_I8X16_U, 0, BYTES));
        assertEquals(new Vector128(0x000B_000A_0009_0008L, 0x000F_000E_000D_000CL),
                        execute(Opcode.I16X8_EXTEND_HIGH_I8X16_S, 0, BYTES));
        assertEquals(splat(64, -1), execute(Opcode.I64X2_EXTEND_LOW_I32X4_S, 0, ONES));
        assertEquals(splat(64, 0xFFFF_FFFE_0000_0001L), execute(Opcode.I64X2_EXTMUL_HIGH_I32X4_U, 0, ONES, ONES));
        assertEquals(splat(32, -65536), execute(Opcode.I32X4_DOT_I16X8_S, 0, splat(16, -32768), splat(16, 1)));
        assertEquals(splat(32, Integer.MIN_VALUE), execute(Opcode.I32X4_DOT_I16X8_S, 0, splat(16, -32768), splat(16, -32768)));
        assertEquals(splat(16, 510), execute(Opcode.I16X8_EXTADD_PAIRWISE_I8X16_U, 0, ONES));
    }

    @Test
    void shiftsTestsAndMasks() {
        assertEquals(splat(8, 0xF0), execute(Opcode.I8X16_SHL, 0, ONES, 12));
        assertEquals(splat(16, -1), execute(Opcode.I16X8_SHR_S, 0, ONES, 15));
        assertEquals(splat(32, 1), execute(Opcode.I32X4_SHR_U, 0, ONES, 63));
        assertEquals(0x8001, execute(Opcode.I8X16_BITMASK, 0, new Vector128(0x80, Long.MIN_VALUE)));
        assertEquals(2, execute(Opcode.I64X2_BITMASK, 0, new Vector128(1, -1)));
        assertEquals(0, execute(Opcode.I8X16_ALL_TRUE, 0, BYTES));
        assertEquals(1, execute(Opcode.I16X8_ALL_TRUE, 0, splat(16, 0x100)));
        assertEquals(1, execute(Opcode.V128_ANY_TRUE, 0, new Vector128(0, 1)));
    }

    @Test
    void lanesMove() {
        byte[] reversed = new byte[16];
        for (int i = 0; i < 16; i++) {
            reversed[i] = (byte) (31 - i);
        }
        Object shuffled = Evaluation.run(Kind.V128, new LaneNodes.Shuffle(reversed, local(Kind.V128, 0), local(Kind.V128, 1)),
                        Vector128.ZERO, BYTES);
        assertEquals(new Vector128(0x0809_0A0B_0C0D_0E0FL, 0x0001_0203_0405_0607L), shuffled);
        assertEquals(new Vector128(0x0000_0000_0000_0F00L, 0),
                        execute(Opcode.I8X16_SWIZZLE, 0, BYTES, new Vector128(0xFFFF_FFFF_FF10_0F00L, -1)));
        assertEquals(0x0F, execute(Opcode.I8X16_EXTRACT_LANE_S, 15, BYTES));
        assertEquals(-1, execute(Opcode.I16X8_EXTRACT_LANE_S, 7, ONES));
        assertEquals(0xFFFF, execute(Opcode.I16X8_EXTRACT_LANE_U, 0, ONES));
        assertEquals(new Vector128(-1, 0xFFFF_FFFFL), execute(Opcode.I32X4_REPLACE_LANE, 3, ONES, 0));
        assertEquals(new Vector128(BYTES.low, 5), execute(Opcode.I64X2_REPLACE_LANE, 1, BYTES, 5L));
        assertEquals(2.5, execute(Opcode.F64X2_EXTRACT_LANE, 1, doubles(1, 2.5)));
        assertEquals(floats(1, 2, 9, 4), execute(Opcode.F32X4_REPLACE_LANE, 2, floats(1, 2, 3, 4), 9f));
    }

    @Test
    void floatLanesKeepTheScalarRules() {
        float signalling = Float.intBitsToFloat(0x7FA0_0000);
        Vector128 negated = (Vector128) execute(Opcode.F32X4_NEG, 0, floats(signalling, 0, 1, -1));
        assertEquals(0xFFA0_0000, (int) negated.low);
        assertEquals(floats(-0f, 1, 2, 3), execute(Opcode.F32X4_MIN, 0, floats(0, 1, 5, 3), floats(-0f, 4, 2, 7)));
        assertEquals(doubles(0.0, 2), execute(Opcode.F64X2_PMIN, 0, doubles(0.0, 3), doubles(-0.0, 2)));
        Vector128 pmax = (Vector128) execute(Opcode.F64X2_PMAX, 0, doubles(1, Double.NaN), doubles(Double.NaN, 1));
        assertEquals(1.0, Double.longBitsToDouble(pmax.low));
        assertTrue(Double.isNaN(Double.longBitsToDouble(pmax.high)));
        assertEquals(new Vector128(0xFFFF_FFFFL, 0),
                        execute(Opcode.F32X4_EQ, 0, floats(1, Float.NaN, 1, 0), floats(1, Float.NaN, 2, 1)));
        assertEquals(new Vector128(0x7FFF_FFFFL, 0), execute(Opcode.I32X4_TRUNC_SAT_F64X2_S_ZERO, 0, doubles(1e10, Double.NaN)));
        assertEquals(doubles(4294967295.0, 0), execute(Opcode.F64X2_CONVERT_LOW_I32X4_U, 0, new Vector128(0xFFFF_FFFFL, -1)));
        assertEquals(doubles(1.5, -2), execute(Opcode.F64X2_PROMOTE_LOW_F32X4, 0, floats(1.5f, -2, 8, 9)));
        assertEquals(floats(1.5f, -2, 0, 0), execute(Opcode.F32X4_DEMOTE_F64X2_ZERO, 0, doubles(1.5, -2)));
    }

    @Test
    void partsOfVectorsAreLoadedAndStored() {
        WasmMemory memory = memory(1, 1, false, false);
        MemoryArgument argument = MemoryArgument.of(memory.type(), 0, 1);
        Evaluation.run(null, MemoryNodes.store(Opcode.V128_STORE, argument, local(Kind.I32, 0), local(Kind.V128, 1)), memory, 7,
                        new Vector128(0x8182_8384_8586_8788L, -2));
        assertEquals(new Vector128(0xFF85_FF86_FF87_FF88L, 0xFF81_FF82_FF83_FF84L), load(memory, Opcode.V128_LOAD8X8_S));
        assertEquals(new Vector128(0x8586_8788L, 0x8182_8384L), load(memory, Opcode.V128_LOAD32X2_U));
        assertEquals(splat(16, 0x8788), load(memory, Opcode.V128_LOAD16_SPLAT));
        assertEquals(new Vector128(0x8586_8788L, 0), load(memory, Opcode.V128_LOAD32_ZERO));
        assertEquals(new Vector128(0x8182_8384_8586_8788L, -2), load(memory, Opcode.V128_LOAD));
        ExpressionNode loadLane = SimdMemoryNodes.operation(Opcode.V128_LOAD8_LANE)
                        .create(argument, 15, local(Kind.I32, 0), local(Kind.V128, 1));
        assertEquals(new Vector128(0, 0x88L << 56), Evaluation.run(Kind.V128, loadLane, memory, 7, Vector128.ZERO));
        ExpressionNode storeLane = SimdMemoryNodes.operation(Opcode.V128_STORE16_LANE)
                        .create(argument, 4, local(Kind.I32, 0), local(Kind.V128, 1));
        Evaluation.run(null, storeLane, memory, 7, BYTES);
        assertEquals(0x8182_8384_8586_0908L, ((Vector128) load(memory, Opcode.V128_LOAD)).low);
    }

    private static Object load(WasmMemory memory, int opcode) {
        MemoryArgument argument = MemoryArgument.of(memory.type(), 0, 1);
        return Evaluation.run(Kind.V128, MemoryNodes.load(opcode, argument, local(Kind.I32, 0)), memory, 7);
    }
}
