// SPDX-License-Identifier: Apache-2.0
package org.emgraal.runtime;

import java.util.ArrayList;
import java.util.List;
import org.emgraal.binary.Opcode;
import org.emgraal.binary.WasmReader;
import org.emgraal.module.CompositeType;
import org.emgraal.module.ConstantExpression;

/**
 * Evaluates initialiser expressions (specification, "Constant Expressions"; extended-const adds arithmetic). Numbers
 * are {@link Long}s holding raw bits.
 */
final class ConstantEvaluator {

    private final WasmInstance instance;

    ConstantEvaluator(WasmInstance instance) {
        this.instance = instance;
    }

    /** A number's raw bits. */
    long number(ConstantExpression expression) {
        return (Long) evaluate(expression);
    }

    /** A {@link Long} for a number, else the reference or {@link Vector128}. */
    Object evaluate(ConstantExpression expression) {
        WasmReader reader = new WasmReader(instance.module().bytes(), expression.start(), expression.end());
        List<Object> stack = new ArrayList<>();
        while (true) {
            int opcode = reader.readOpcode();
            switch (opcode) {
                case Opcode.END -> {
                    return stack.get(0);
                }
                case Opcode.I32_CONST -> stack.add((long) reader.readS32());
                case Opcode.I64_CONST -> stack.add(reader.readS64());
                case Opcode.F32_CONST -> stack.add((long) reader.readF32());
                case Opcode.F64_CONST -> stack.add(reader.readF64());
                case Opcode.V128_CONST -> stack.add(new Vector128(reader.readF64(), reader.readF64()));
                case Opcode.REF_NULL -> {
                    reader.readHeapType();
                    stack.add(null);
                }
                case Opcode.REF_FUNC -> stack.add(instance.function(reader.readU32()));
                case Opcode.GLOBAL_GET -> {
                    int index = reader.readU32();
                    WasmGlobal global = instance.global(index);
                    stack.add(isNumber(global) ? (Object) global.getLong() : global.getReference());
                }
                case Opcode.I32_ADD -> binary(stack, (a, b) -> (int) (a + b));
                case Opcode.I32_SUB -> binary(stack, (a, b) -> (int) (a - b));
                case Opcode.I32_MUL -> binary(stack, (a, b) -> (int) (a * b));
                case Opcode.I64_ADD -> binary(stack, (a, b) -> a + b);
                case Opcode.I64_SUB -> binary(stack, (a, b) -> a - b);
                case Opcode.I64_MUL -> binary(stack, (a, b) -> a * b);
                case Opcode.STRUCT_NEW, Opcode.STRUCT_NEW_DEFAULT, Opcode.ARRAY_NEW, Opcode.ARRAY_NEW_DEFAULT,
                                Opcode.ARRAY_NEW_FIXED -> allocate(opcode, reader, stack);
                case Opcode.REF_I31 -> stack.add(I31Reference.of((int) (long) (Long) pop(stack)));
                case Opcode.ANY_CONVERT_EXTERN, Opcode.EXTERN_CONVERT_ANY -> {
                    // Both sides have the same representation.
                }
                default -> throw new LinkException("unsupported constant expression: " + Opcode.name(opcode));
            }
        }
    }

    private void allocate(int opcode, WasmReader reader, List<Object> stack) {
        int index = reader.readU32();
        int typeId = instance.code().typeId(index);
        CompositeType type = instance.module().types().get(index).composite();
        switch (opcode) {
            case Opcode.STRUCT_NEW, Opcode.STRUCT_NEW_DEFAULT -> {
                StructLayout layout = new StructLayout((CompositeType.StructType) type);
                WasmStruct struct = layout.create(typeId);
                for (int field = layout.fieldCount() - 1; opcode == Opcode.STRUCT_NEW && field >= 0; field--) {
                    Object value = pop(stack);
                    if (layout.storage(field).isObject()) {
                        struct.objects[layout.position(field)] = value;
                    } else {
                        struct.numbers[layout.position(field)] = layout.storage(field).pack((Long) value);
                    }
                }
                stack.add(struct);
            }
            default -> {
                Storage storage = Storage.of(((CompositeType.ArrayType) type).element());
                int length = opcode == Opcode.ARRAY_NEW_FIXED ? reader.readU32() : (int) (long) (Long) pop(stack);
                WasmArray array = WasmArray.create(null, typeId, storage, length);
                if (opcode == Opcode.ARRAY_NEW) {
                    fill(array, storage, 0, length, pop(stack));
                }
                for (int i = length - 1; opcode == Opcode.ARRAY_NEW_FIXED && i >= 0; i--) {
                    fill(array, storage, i, 1, pop(stack));
                }
                stack.add(array);
            }
        }
    }

    private static void fill(WasmArray array, Storage storage, int start, int count, Object value) {
        array.fill(storage, start, count, value instanceof Long bits ? bits : 0, value);
    }

    private static Object pop(List<Object> stack) {
        return stack.remove(stack.size() - 1);
    }

    private static boolean isNumber(WasmGlobal global) {
        return switch (global.type().type().kind()) {
            case V128, REF -> false;
            default -> true;
        };
    }

    private static void binary(List<Object> stack, java.util.function.LongBinaryOperator operator) {
        long right = (Long) pop(stack);
        long left = (Long) pop(stack);
        stack.add(operator.applyAsLong(left, right));
    }
}
