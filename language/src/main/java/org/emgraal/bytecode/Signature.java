// SPDX-License-Identifier: Apache-2.0
package org.emgraal.bytecode;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;
import org.emgraal.module.FunctionType;
import org.emgraal.module.HeapType;
import org.emgraal.module.TypeDefinition;
import org.emgraal.module.ValueType;
import org.emgraal.module.ValueType.Kind;

/**
 * A function type as the JVM sees it. Functions of one signature are instances of one generated abstract class, whose name
 * is the signature's: {@code S_ij_d} takes an i32 and an i64 and returns an f64. A cast to it is the type check of
 * {@code call_indirect}, if no other type has the same name; the names of types for which that cannot be said begin with
 * {@code G}, and their ids are compared.
 * <p>
 * A function with several results returns them in the call registers.
 *
 * @param name of the class, without its package
 */
record Signature(String name, List<Kind> parameters, List<Kind> results) {

    static final String PACKAGE = "wasm.signature";
    /** The JVM allows 255 words of arguments. */
    private static final int MAX_WIDTH = 250;

    /** Whether a method of the JVM can have as many parameters. */
    static boolean fits(FunctionType type) {
        return Kinds.width(Kinds.of(type.parameters())) <= MAX_WIDTH;
    }

    /** @throws UnsupportedFunctionException if the type does not fit */
    static Signature of(TypeDefinition definition) {
        return of((FunctionType) definition.composite(), definition.isAlone());
    }

    /**
     * @param alone whether the type is final, and of no supertype and no recursion group
     * @throws UnsupportedFunctionException if the type does not fit
     */
    static Signature of(FunctionType type, boolean alone) {
        if (!fits(type)) {
            throw new UnsupportedFunctionException("a function type with " + type.parameters().size() + " parameters");
        }
        boolean plain = alone && type.parameters().stream().allMatch(Signature::isPlain) && type.results().stream().allMatch(Signature::isPlain);
        StringBuilder name = new StringBuilder(plain ? "S_" : "G_");
        type.parameters().forEach(parameter -> name.append(letter(parameter, plain)));
        name.append('_');
        type.results().forEach(result -> name.append(letter(result, plain)));
        return new Signature(name.toString(), Kinds.of(type.parameters()), Kinds.of(type.results()));
    }

    private static boolean isPlain(ValueType type) {
        return type.kind() != Kind.REF || type.equals(ValueType.FUNCREF) || type.equals(ValueType.EXTERNREF);
    }

    /** A type and its subtypes, which may have other references in its references' places, are of one class. */
    private static char letter(ValueType type, boolean plain) {
        return switch (type.kind()) {
            case I32 -> 'i';
            case I64 -> 'j';
            case F32 -> 'f';
            case F64 -> 'd';
            case V128 -> 'v';
            case REF -> !plain ? 'r' : type.heap().equals(HeapType.FUNC) ? 'p' : 'e';
        };
    }

    /** The signature that a class name stands for. */
    static Signature parse(String name) {
        int split = name.indexOf('_', 2);
        return new Signature(name, parseKinds(name.substring(2, split)), parseKinds(name.substring(split + 1)));
    }

    private static List<Kind> parseKinds(String letters) {
        List<Kind> kinds = new ArrayList<>();
        for (char letter : letters.toCharArray()) {
            kinds.add(switch (letter) {
                case 'i' -> Kind.I32;
                case 'j' -> Kind.I64;
                case 'f' -> Kind.F32;
                case 'd' -> Kind.F64;
                case 'v' -> Kind.V128;
                case 'p', 'e', 'r' -> Kind.REF;
                default -> throw new IllegalArgumentException("signature letter " + letter);
            });
        }
        return kinds;
    }

    /** Whether a cast to the class is the whole type check. */
    boolean isPlain() {
        return name.charAt(0) == 'S';
    }

    ClassDesc desc() {
        return ClassDesc.of(PACKAGE, name);
    }

    /** The class of host functions of this signature, and of others that have no bytecode. */
    ClassDesc adapter() {
        return ClassDesc.of(PACKAGE, "H" + name);
    }

    /** What the JVM's method returns; null for nothing, or for several. */
    Kind result() {
        return results.size() == 1 ? results.get(0) : null;
    }

    ClassDesc resultType() {
        return result() == null ? ConstantDescs.CD_void : Kinds.type(result());
    }

    /** The method of the class that calls the function. */
    MethodTypeDesc virtual() {
        return MethodTypeDesc.of(resultType(), parameterTypes());
    }

    /** The function's static method: its parameters, then the instance. */
    MethodTypeDesc direct() {
        List<ClassDesc> types = parameterTypes();
        types.add(Support.INSTANCE);
        return MethodTypeDesc.of(resultType(), types);
    }

    /** The class's static method for {@code call_indirect}: parameters, element, instance, table, type index. */
    MethodTypeDesc indirect() {
        List<ClassDesc> types = parameterTypes();
        types.addAll(List.of(ConstantDescs.CD_int, Support.INSTANCE, ConstantDescs.CD_int, ConstantDescs.CD_int));
        return MethodTypeDesc.of(resultType(), types);
    }

    /** The class's static method for {@code call_ref}: parameters, reference, instance. */
    MethodTypeDesc byReference() {
        List<ClassDesc> types = parameterTypes();
        types.addAll(List.of(ConstantDescs.CD_Object, Support.INSTANCE));
        return MethodTypeDesc.of(resultType(), types);
    }

    private List<ClassDesc> parameterTypes() {
        List<ClassDesc> types = new ArrayList<>();
        parameters.forEach(kind -> types.add(Kinds.type(kind)));
        return types;
    }

    int width() {
        return Kinds.width(parameters);
    }
}
