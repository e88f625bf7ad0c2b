// SPDX-License-Identifier: Apache-2.0
package org.emgraal.validation;

import org.emgraal.binary.Opcode;

/**
 * What a constant expression may contain (specification, "Validation / Constant Expressions").
 *
 * @param visibleGlobals number of globals whose values exist when the expression is evaluated
 */
record ConstantRules(int visibleGlobals) {

    void check(int opcode, Location location) {
        switch (opcode) {
            case Opcode.END, Opcode.GLOBAL_GET, Opcode.I32_CONST, Opcode.I64_CONST, Opcode.F32_CONST, Opcode.F64_CONST,
                            Opcode.V128_CONST, Opcode.I32_ADD, Opcode.I32_SUB, Opcode.I32_MUL, Opcode.I64_ADD,
                            Opcode.I64_SUB, Opcode.I64_MUL, Opcode.REF_NULL, Opcode.REF_FUNC, Opcode.REF_I31,
                            Opcode.STRUCT_NEW, Opcode.STRUCT_NEW_DEFAULT, Opcode.ARRAY_NEW, Opcode.ARRAY_NEW_DEFAULT,
                            Opcode.ARRAY_NEW_FIXED, Opcode.ANY_CONVERT_EXTERN, Opcode.EXTERN_CONVERT_ANY -> {
            }
            default -> throw location.invalid("constant expression required, not " + Opcode.name(opcode));
        }
    }

    void checkGlobal(ModuleContext context, int global, Location location) {
        location.checkIndex("global", global, visibleGlobals);
        if (context.globalMutable[global]) {
            throw location.invalid("constant expression required: global " + global + " is mutable");
        }
    }
}
