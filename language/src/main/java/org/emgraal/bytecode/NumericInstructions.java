// SPDX-License-Identifier: Apache-2.0
package org.emgraal.bytecode;

import static org.emgraal.binary.Opcode.*;

import java.lang.classfile.Opcode;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import org.emgraal.module.ValueType.Kind;

/**
 * Translates the numeric instructions: those with a JVM instruction of the same meaning to it, the others to a call of a
 * small method that HotSpot inlines. What traps, and what Java and WebAssembly see differently (NaNs, unsigned numbers), is
 * in {@code support.Numbers}.
 */
final class NumericInstructions {

    private static final ClassDesc INTEGER = ConstantDescs.CD_Integer;
    private static final ClassDesc LONG_CLASS = ConstantDescs.CD_Long;
    private static final ClassDesc FLOAT_CLASS = ConstantDescs.CD_Float;
    private static final ClassDesc DOUBLE_CLASS = ConstantDescs.CD_Double;
    private static final ClassDesc N = Support.NUMBERS;

    private final StackCodeBuilder builder;

    NumericInstructions(StackCodeBuilder builder) {
        this.builder = builder;
    }

    /** False if the opcode is none of these. */
    boolean translate(int opcode) {
        return comparison(opcode) || i32(opcode) || i64(opcode) || f32(opcode) || f64(opcode) || conversion(opcode);
    }

    private boolean comparison(int opcode) {
        switch (opcode) {
            case I32_EQZ -> {
                if (!builder.negateComparison()) {
                    compare(1, Opcode.IFEQ);
                }
            }
            case I32_EQ -> compare(2, Opcode.IF_ICMPEQ);
            case I32_NE -> compare(2, Opcode.IF_ICMPNE);
            case I32_LT_S -> compare(2, Opcode.IF_ICMPLT);
            case I32_GT_S -> compare(2, Opcode.IF_ICMPGT);
            case I32_LE_S -> compare(2, Opcode.IF_ICMPLE);
            case I32_GE_S -> compare(2, Opcode.IF_ICMPGE);
            case I32_LT_U -> compareUnsigned(Opcode.IFLT);
            case I32_GT_U -> compareUnsigned(Opcode.IFGT);
            case I32_LE_U -> compareUnsigned(Opcode.IFLE);
            case I32_GE_U -> compareUnsigned(Opcode.IFGE);
            case I64_EQZ -> {
                builder.code.addLong(StackCode.LONG, 0);
                builder.plain(Opcode.LCMP);
                compare(1, Opcode.IFEQ);
            }
            case I64_EQ -> compare(Opcode.LCMP, Opcode.IFEQ);
            case I64_NE -> compare(Opcode.LCMP, Opcode.IFNE);
            case I64_LT_S -> compare(Opcode.LCMP, Opcode.IFLT);
            case I64_GT_S -> compare(Opcode.LCMP, Opcode.IFGT);
            case I64_LE_S -> compare(Opcode.LCMP, Opcode.IFLE);
            case I64_GE_S -> compare(Opcode.LCMP, Opcode.IFGE);
            case I64_LT_U -> compareUnsignedLong(Opcode.IFLT);
            case I64_GT_U -> compareUnsignedLong(Opcode.IFGT);
            case I64_LE_U -> compareUnsignedLong(Opcode.IFLE);
            case I64_GE_U -> compareUnsignedLong(Opcode.IFGE);
            // A comparison with NaN is false, but for ne: the JVM's instruction says whether NaN counts as less or as greater.
            case F32_EQ -> compare(Opcode.FCMPL, Opcode.IFEQ);
            case F32_NE -> compare(Opcode.FCMPL, Opcode.IFNE);
            case F32_LT -> compare(Opcode.FCMPG, Opcode.IFLT);
            case F32_GT -> compare(Opcode.FCMPL, Opcode.IFGT);
            case F32_LE -> compare(Opcode.FCMPG, Opcode.IFLE);
            case F32_GE -> compare(Opcode.FCMPL, Opcode.IFGE);
            case F64_EQ -> compare(Opcode.DCMPL, Opcode.IFEQ);
            case F64_NE -> compare(Opcode.DCMPL, Opcode.IFNE);
            case F64_LT -> compare(Opcode.DCMPG, Opcode.IFLT);
            case F64_GT -> compare(Opcode.DCMPL, Opcode.IFGT);
            case F64_LE -> compare(Opcode.DCMPG, Opcode.IFLE);
            case F64_GE -> compare(Opcode.DCMPL, Opcode.IFGE);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void compare(int operands, Opcode branch) {
        builder.pop(operands);
        builder.compared(branch);
    }

    private void compare(Opcode three, Opcode branch) {
        builder.plain(three);
        compare(2, branch);
    }

    private void compareUnsigned(Opcode branch) {
        builder.invoke(INTEGER, "compareUnsigned", "(II)I");
        compare(2, branch);
    }

    private void compareUnsignedLong(Opcode branch) {
        builder.invoke(LONG_CLASS, "compareUnsigned", "(JJ)I");
        compare(2, branch);
    }

    private boolean i32(int opcode) {
        switch (opcode) {
            case I32_CLZ -> unary(INTEGER, "numberOfLeadingZeros", "(I)I");
            case I32_CTZ -> unary(INTEGER, "numberOfTrailingZeros", "(I)I");
            case I32_POPCNT -> unary(INTEGER, "bitCount", "(I)I");
            case I32_ADD -> binary(Opcode.IADD);
            case I32_SUB -> binary(Opcode.ISUB);
            case I32_MUL -> binary(Opcode.IMUL);
            case I32_DIV_S -> binary(N, "divide", "(II)I");
            case I32_DIV_U -> binary(N, "divideUnsigned", "(II)I");
            case I32_REM_S -> binary(N, "remainder", "(II)I");
            case I32_REM_U -> binary(N, "remainderUnsigned", "(II)I");
            case I32_AND -> binary(Opcode.IAND);
            case I32_OR -> binary(Opcode.IOR);
            case I32_XOR -> binary(Opcode.IXOR);
            case I32_SHL -> binary(Opcode.ISHL);
            case I32_SHR_S -> binary(Opcode.ISHR);
            case I32_SHR_U -> binary(Opcode.IUSHR);
            case I32_ROTL -> binary(INTEGER, "rotateLeft", "(II)I");
            case I32_ROTR -> binary(INTEGER, "rotateRight", "(II)I");
            case I32_EXTEND8_S -> builder.plain(Opcode.I2B);
            case I32_EXTEND16_S -> builder.plain(Opcode.I2S);
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean i64(int opcode) {
        switch (opcode) {
            case I64_CLZ -> countBits("numberOfLeadingZeros");
            case I64_CTZ -> countBits("numberOfTrailingZeros");
            case I64_POPCNT -> countBits("bitCount");
            case I64_ADD -> binary(Opcode.LADD);
            case I64_SUB -> binary(Opcode.LSUB);
            case I64_MUL -> binary(Opcode.LMUL);
            case I64_DIV_S -> binary(N, "divide", "(JJ)J");
            case I64_DIV_U -> binary(N, "divideUnsigned", "(JJ)J");
            case I64_REM_S -> binary(N, "remainder", "(JJ)J");
            case I64_REM_U -> binary(N, "remainderUnsigned", "(JJ)J");
            case I64_AND -> binary(Opcode.LAND);
            case I64_OR -> binary(Opcode.LOR);
            case I64_XOR -> binary(Opcode.LXOR);
            case I64_SHL -> shift(Opcode.LSHL);
            case I64_SHR_S -> shift(Opcode.LSHR);
            case I64_SHR_U -> shift(Opcode.LUSHR);
            case I64_ROTL -> rotate("rotateLeft");
            case I64_ROTR -> rotate("rotateRight");
            case I64_EXTEND8_S -> extend(Opcode.I2B);
            case I64_EXTEND16_S -> extend(Opcode.I2S);
            case I64_EXTEND32_S -> {
                builder.plain(Opcode.L2I);
                builder.plain(Opcode.I2L);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean f32(int opcode) {
        switch (opcode) {
            case F32_ABS -> unary(N, "abs", "(F)F");
            case F32_NEG -> unary(N, "neg", "(F)F");
            case F32_CEIL -> unary(N, "ceil", "(F)F");
            case F32_FLOOR -> unary(N, "floor", "(F)F");
            case F32_TRUNC -> unary(N, "trunc", "(F)F");
            case F32_NEAREST -> unary(N, "nearest", "(F)F");
            case F32_SQRT -> unary(N, "sqrt", "(F)F");
            case F32_ADD -> binary(Opcode.FADD);
            case F32_SUB -> arithmetic(Opcode.FSUB, "sub", "(FF)F");
            case F32_MUL -> arithmetic(Opcode.FMUL, "mul", "(FF)F");
            case F32_DIV -> arithmetic(Opcode.FDIV, "div", "(FF)F");
            case F32_MIN -> binary(N, "min", "(FF)F");
            case F32_MAX -> binary(N, "max", "(FF)F");
            case F32_COPYSIGN -> binary(N, "copysign", "(FF)F");
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean f64(int opcode) {
        switch (opcode) {
            case F64_ABS -> unary(N, "abs", "(D)D");
            case F64_NEG -> unary(N, "neg", "(D)D");
            case F64_CEIL -> unary(N, "ceil", "(D)D");
            case F64_FLOOR -> unary(N, "floor", "(D)D");
            case F64_TRUNC -> unary(N, "trunc", "(D)D");
            case F64_NEAREST -> unary(N, "nearest", "(D)D");
            case F64_SQRT -> unary(N, "sqrt", "(D)D");
            case F64_ADD -> binary(Opcode.DADD);
            case F64_SUB -> arithmetic(Opcode.DSUB, "sub", "(DD)D");
            case F64_MUL -> arithmetic(Opcode.DMUL, "mul", "(DD)D");
            case F64_DIV -> arithmetic(Opcode.DDIV, "div", "(DD)D");
            case F64_MIN -> binary(N, "min", "(DD)D");
            case F64_MAX -> binary(N, "max", "(DD)D");
            case F64_COPYSIGN -> binary(N, "copysign", "(DD)D");
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean conversion(int opcode) {
        switch (opcode) {
            case I32_WRAP_I64 -> convert(Opcode.L2I, Kind.I32);
            case I32_TRUNC_F32_S -> convert("truncate", "(F)I", Kind.I32);
            case I32_TRUNC_F32_U -> convert("truncateUnsigned", "(F)I", Kind.I32);
            case I32_TRUNC_F64_S -> convert("truncate", "(D)I", Kind.I32);
            case I32_TRUNC_F64_U -> convert("truncateUnsigned", "(D)I", Kind.I32);
            case I64_EXTEND_I32_S -> convert(Opcode.I2L, Kind.I64);
            case I64_EXTEND_I32_U -> convert(INTEGER, "toUnsignedLong", "(I)J", Kind.I64);
            case I64_TRUNC_F32_S -> convert("truncateLong", "(F)J", Kind.I64);
            case I64_TRUNC_F32_U -> convert("truncateLongUnsigned", "(F)J", Kind.I64);
            case I64_TRUNC_F64_S -> convert("truncateLong", "(D)J", Kind.I64);
            case I64_TRUNC_F64_U -> convert("truncateLongUnsigned", "(D)J", Kind.I64);
            case F32_CONVERT_I32_S -> convert(Opcode.I2F, Kind.F32);
            case F32_CONVERT_I32_U -> convert("unsignedToFloat", "(I)F", Kind.F32);
            case F32_CONVERT_I64_S -> convert(Opcode.L2F, Kind.F32);
            case F32_CONVERT_I64_U -> convert("unsignedToFloat", "(J)F", Kind.F32);
            case F32_DEMOTE_F64 -> convert("demote", "(D)F", Kind.F32);
            case F64_CONVERT_I32_S -> convert(Opcode.I2D, Kind.F64);
            case F64_CONVERT_I32_U -> convert("unsignedToDouble", "(I)D", Kind.F64);
            case F64_CONVERT_I64_S -> convert(Opcode.L2D, Kind.F64);
            case F64_CONVERT_I64_U -> convert("unsignedToDouble", "(J)D", Kind.F64);
            case F64_PROMOTE_F32 -> convert("promote", "(F)D", Kind.F64);
            case I32_REINTERPRET_F32 -> convert(FLOAT_CLASS, "floatToRawIntBits", "(F)I", Kind.I32);
            case I64_REINTERPRET_F64 -> convert(DOUBLE_CLASS, "doubleToRawLongBits", "(D)J", Kind.I64);
            case F32_REINTERPRET_I32 -> convert(FLOAT_CLASS, "intBitsToFloat", "(I)F", Kind.F32);
            case F64_REINTERPRET_I64 -> convert(DOUBLE_CLASS, "longBitsToDouble", "(J)D", Kind.F64);
            // Java's casts saturate and make 0 of NaN.
            case I32_TRUNC_SAT_F32_S -> convert(Opcode.F2I, Kind.I32);
            case I32_TRUNC_SAT_F32_U -> convert("saturateUnsigned", "(F)I", Kind.I32);
            case I32_TRUNC_SAT_F64_S -> convert(Opcode.D2I, Kind.I32);
            case I32_TRUNC_SAT_F64_U -> convert("saturateUnsigned", "(D)I", Kind.I32);
            case I64_TRUNC_SAT_F32_S -> convert(Opcode.F2L, Kind.I64);
            case I64_TRUNC_SAT_F32_U -> convert("saturateLongUnsigned", "(F)J", Kind.I64);
            case I64_TRUNC_SAT_F64_S -> convert(Opcode.D2L, Kind.I64);
            case I64_TRUNC_SAT_F64_U -> convert("saturateLongUnsigned", "(D)J", Kind.I64);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void unary(ClassDesc owner, String name, String descriptor) {
        builder.invoke(owner, name, descriptor);
    }

    private void binary(Opcode opcode) {
        builder.plain(opcode);
        builder.pop(1);
    }

    private void binary(ClassDesc owner, String name, String descriptor) {
        builder.invoke(owner, name, descriptor);
        builder.pop(1);
    }

    /** With a constant that Java calls neutral, HotSpot would hand a signalling NaN through. */
    private void arithmetic(Opcode opcode, String careful, String descriptor) {
        if (builder.endsWithNeutralConstant()) {
            binary(N, careful, descriptor);
        } else {
            binary(opcode);
        }
    }

    private void countBits(String name) {
        builder.invoke(LONG_CLASS, name, "(J)I");
        builder.plain(Opcode.I2L);
    }

    /** The JVM's count is an int, of which it takes the lower six bits, as WebAssembly does. */
    private void shift(Opcode opcode) {
        builder.plain(Opcode.L2I);
        binary(opcode);
    }

    private void rotate(String name) {
        builder.plain(Opcode.L2I);
        binary(LONG_CLASS, name, "(JI)J");
    }

    private void extend(Opcode narrow) {
        builder.plain(Opcode.L2I);
        builder.plain(narrow);
        builder.plain(Opcode.I2L);
    }

    private void convert(Opcode opcode, Kind result) {
        builder.plain(opcode);
        builder.pop(1);
        builder.push(result);
    }

    private void convert(String name, String descriptor, Kind result) {
        convert(N, name, descriptor, result);
    }

    private void convert(ClassDesc owner, String name, String descriptor, Kind result) {
        builder.invoke(owner, name, descriptor);
        builder.pop(1);
        builder.push(result);
    }
}
