// SPDX-License-Identifier: Apache-2.0
package org.emgraal.bytecode;

import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.util.List;
import org.emgraal.module.ValueType;
import org.emgraal.module.ValueType.Kind;

/** How the JVM represents WebAssembly's values: numbers as primitives, vectors as {@code Vector128}, references as objects. */
final class Kinds {

    static final ClassDesc VECTOR = ClassDesc.of("org.emgraal.runtime.Vector128");

    private Kinds() {
    }

    static ClassDesc type(Kind kind) {
        return switch (kind) {
            case I32 -> ConstantDescs.CD_int;
            case I64 -> ConstantDescs.CD_long;
            case F32 -> ConstantDescs.CD_float;
            case F64 -> ConstantDescs.CD_double;
            case V128 -> VECTOR;
            case REF -> ConstantDescs.CD_Object;
        };
    }

    static TypeKind typeKind(Kind kind) {
        return switch (kind) {
            case I32 -> TypeKind.INT;
            case I64 -> TypeKind.LONG;
            case F32 -> TypeKind.FLOAT;
            case F64 -> TypeKind.DOUBLE;
            case V128, REF -> TypeKind.REFERENCE;
        };
    }

    /** Whether a value takes two of the JVM's stack positions. */
    static boolean isWide(Kind kind) {
        return kind == Kind.I64 || kind == Kind.F64;
    }

    static int width(Kind kind) {
        return isWide(kind) ? 2 : 1;
    }

    static int width(List<Kind> kinds) {
        return kinds.stream().mapToInt(Kinds::width).sum();
    }

    static boolean isObject(Kind kind) {
        return kind == Kind.V128 || kind == Kind.REF;
    }

    static List<Kind> of(List<ValueType> types) {
        return types.stream().map(ValueType::kind).toList();
    }

    /** The kind that a letter of {@code InstructionTable} stands for. */
    static Kind ofLetter(char letter) {
        return switch (letter) {
            case 'i' -> Kind.I32;
            case 'l' -> Kind.I64;
            case 'f' -> Kind.F32;
            case 'd' -> Kind.F64;
            case 'v' -> Kind.V128;
            default -> throw new IllegalArgumentException("type letter " + letter);
        };
    }
}
