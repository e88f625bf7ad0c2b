// SPDX-License-Identifier: Apache-2.0
package org.emgraal.validation;

import org.emgraal.binary.Opcode;
import org.emgraal.binary.WasmReader;

/** Instructions on references that do not branch. */
final class ReferenceInstructions {

    private static final int EQREF = TypeCode.reference(true, TypeCode.EQ);
    private static final int I31REF = TypeCode.reference(true, TypeCode.I31);

    private final ModuleContext context;
    private final WasmReader reader;
    private final OperandStack stack;
    private final Location location;
    private final boolean declaring;

    /** @param declaring whether {@code ref.func} declares the function: it does outside of function bodies */
    ReferenceInstructions(ModuleContext context, WasmReader reader, OperandStack stack, Location location,
                    boolean declaring) {
        this.declaring = declaring;
        this.context = context;
        this.reader = reader;
        this.stack = stack;
        this.location = location;
    }

    /** Validates an instruction; false if it is of another kind. */
    boolean validate(int opcode) {
        switch (opcode) {
            case Opcode.REF_NULL -> stack.push(TypeCode.reference(true, readHeapType()));
            case Opcode.REF_IS_NULL -> {
                stack.popReference();
                stack.push(TypeCode.I32);
            }
            case Opcode.REF_FUNC -> {
                int function = reader.readU32();
                location.checkIndex("function", function, context.functions.length);
                if (declaring) {
                    context.declaredFunctions.set(function);
                } else if (!context.declaredFunctions.get(function)) {
                    throw location.invalid("undeclared function reference " + function);
                }
                stack.push(TypeCode.reference(false, context.types.canonical(context.functions[function])));
            }
            case Opcode.REF_EQ -> {
                stack.pop(EQREF);
                stack.pop(EQREF);
                stack.push(TypeCode.I32);
            }
            case Opcode.REF_AS_NON_NULL -> stack.push(TypeCode.nonNull(stack.popReference()));
            case Opcode.REF_TEST, Opcode.REF_TEST_NULL -> {
                popCastOperand(readHeapType());
                stack.push(TypeCode.I32);
            }
            case Opcode.REF_CAST, Opcode.REF_CAST_NULL -> {
                int heap = readHeapType();
                popCastOperand(heap);
                stack.push(TypeCode.reference(opcode == Opcode.REF_CAST_NULL, heap));
            }
            case Opcode.ANY_CONVERT_EXTERN -> convert(TypeCode.EXTERN, TypeCode.ANY);
            case Opcode.EXTERN_CONVERT_ANY -> convert(TypeCode.ANY, TypeCode.EXTERN);
            case Opcode.REF_I31 -> {
                stack.pop(TypeCode.I32);
                stack.push(TypeCode.reference(false, TypeCode.I31));
            }
            case Opcode.I31_GET_S, Opcode.I31_GET_U -> {
                stack.pop(I31REF);
                stack.push(TypeCode.I32);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    int readHeapType() {
        return context.types.code(reader.readHeapType(), location);
    }

    private void popCastOperand(int heap) {
        stack.pop(TypeCode.reference(true, context.types.top(heap)));
    }

    private void convert(int from, int to) {
        int type = stack.pop(TypeCode.reference(true, from));
        stack.push(TypeCode.reference(TypeCode.isNullable(type), to));
    }
}
