// SPDX-License-Identifier: Apache-2.0
package org.emgraal.bytecode;

import static org.emgraal.bytecode.StackCode.*;

import java.lang.classfile.Opcode;
import java.lang.constant.ClassDesc;

/**
 * Translates the instructions whose results are two i64 that make up a 128-bit integer, the low half first (wide-arithmetic
 * proposal).
 */
final class WideInstructions {

    private static final ClassDesc MATH = ClassDesc.of("java.lang.Math");

    private final StackCodeBuilder builder;
    private final StackCode code;

    WideInstructions(StackCodeBuilder builder) {
        this.builder = builder;
        this.code = builder.code;
    }

    /** False if the opcode is none of these. */
    boolean translate(int opcode) {
        switch (opcode) {
            case org.emgraal.binary.Opcode.I64_ADD128 -> add(Opcode.LADD, "addHigh");
            case org.emgraal.binary.Opcode.I64_SUB128 -> add(Opcode.LSUB, "subtractHigh");
            case org.emgraal.binary.Opcode.I64_MUL_WIDE_S -> multiply("multiplyHigh");
            case org.emgraal.binary.Opcode.I64_MUL_WIDE_U -> multiply("unsignedMultiplyHigh");
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Operands: low and high half of each number. */
    private void add(Opcode lowHalf, String highHalf) {
        int[] operands = builder.putAsideAll(4);
        code.add(LOAD, operands[0]);
        code.add(LOAD, operands[2]);
        builder.plain(lowHalf);
        load(operands);
        builder.invoke(Support.NUMBERS, highHalf, "(JJJJ)J");
        builder.pop(2);
    }

    private void multiply(String highHalf) {
        int[] operands = builder.putAsideAll(2);
        load(operands);
        builder.plain(Opcode.LMUL);
        load(operands);
        builder.invoke(MATH, highHalf, "(JJ)J");
    }

    private void load(int[] slots) {
        for (int slot : slots) {
            code.add(LOAD, slot);
        }
    }
}
