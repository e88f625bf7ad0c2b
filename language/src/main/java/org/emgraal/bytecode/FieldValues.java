// SPDX-License-Identifier: Apache-2.0
package org.emgraal.bytecode;

import java.lang.classfile.Opcode;
import java.lang.constant.ConstantDescs;
import org.emgraal.module.ValueType.Kind;
import org.emgraal.runtime.Storage;

/** Values on their way to fields and elements and back: numbers as the raw bits that are stored, vectors and references as objects. */
final class FieldValues {

    private final StackCodeBuilder builder;

    FieldValues(StackCodeBuilder builder) {
        this.builder = builder;
    }

    /** Of what is stored, in a parameter's place of a descriptor. */
    static String parameter(Storage storage) {
        return storage.isObject() ? "*" : "J";
    }

    /** Of what is got. */
    static String letter(Storage storage) {
        return storage == Storage.V128 ? "#" : parameter(storage);
    }

    /** Which method gets it. */
    String getter(Storage storage) {
        return switch (storage) {
            case V128 -> "getVector";
            case REF -> "getReference";
            default -> "getBits";
        };
    }

    /** The top of the JVM's stack becomes what is stored. */
    void pass(Storage storage) {
        switch (storage) {
            case I8 -> narrow(0xFF);
            case I16 -> narrow(0xFFFF);
            case I32 -> builder.plain(Opcode.I2L);
            case F32 -> {
                builder.invoke(ConstantDescs.CD_Float, "floatToRawIntBits", "(F)I");
                builder.plain(Opcode.I2L);
            }
            case F64 -> builder.invoke(ConstantDescs.CD_Double, "doubleToRawLongBits", "(D)J");
            case I64, V128, REF -> {
            }
        }
    }

    private void narrow(int mask) {
        builder.integer(mask);
        builder.plain(Opcode.IAND);
        builder.plain(Opcode.I2L);
    }

    /** What was got becomes an operand. */
    void take(Storage storage, boolean signed) {
        switch (storage) {
            case I8, I16, I32 -> {
                builder.plain(Opcode.L2I);
                if (signed) {
                    builder.plain(storage == Storage.I8 ? Opcode.I2B : Opcode.I2S);
                }
                builder.push(Kind.I32);
            }
            case F32 -> {
                builder.plain(Opcode.L2I);
                builder.invoke(ConstantDescs.CD_Float, "intBitsToFloat", "(I)F");
                builder.push(Kind.F32);
            }
            case F64 -> {
                builder.invoke(ConstantDescs.CD_Double, "longBitsToDouble", "(J)D");
                builder.push(Kind.F64);
            }
            case I64 -> builder.push(Kind.I64);
            case V128 -> builder.push(Kind.V128);
            case REF -> builder.push(Kind.REF);
        }
    }
}
