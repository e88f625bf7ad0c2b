// SPDX-License-Identifier: Apache-2.0
package org.emgraal.runtime;

import java.util.ArrayList;
import java.util.List;
import org.emgraal.binary.Opcode;
import org.emgraal.binary.WasmReader;
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
                default -> throw new LinkException("unsupported constant expression: " + Opcode.name(opcode));
            }
        }
    }

    private static boolean isNumber(WasmGlobal global) {
        return switch (global.type().type().kind()) {
            case V128, REF -> false;
            default -> true;
        };
    }

    private static void binary(List<Object> stack, java.util.function.LongBinaryOperator operator) {
        long right = (Long) stack.remove(stack.size() - 1);
        long left = (Long) stack.remove(stack.size() - 1);
        stack.add(operator.applyAsLong(left, right));
    }
}
