// SPDX-License-Identifier: Apache-2.0
package org.emgraal.bytecode;

import java.lang.classfile.CodeBuilder;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import org.emgraal.module.ValueType.Kind;

/** Writes code that moves values between the JVM's stack and the call registers. */
final class Registers {

    private final CodeBuilder out;
    private final Runnable loadInstance;

    /** @param loadInstance writes code that pushes the instance */
    Registers(CodeBuilder out, Runnable loadInstance) {
        this.out = out;
        this.loadInstance = loadInstance;
    }

    /** Pushes the registers' values. */
    void take(List<Kind> kinds) {
        for (int i = 0; i < kinds.size(); i++) {
            take(kinds.get(i), i);
        }
    }

    void take(Kind kind, int register) {
        out.loadConstant(register);
        loadInstance.run();
        out.invokestatic(Support.CALLS, "take" + PlainInstructions.name(kind),
                        MethodTypeDesc.of(Kinds.type(kind), ConstantDescs.CD_int, Support.INSTANCE));
    }

    /** Pops a value into a register. */
    void pass(Kind kind, int register) {
        out.loadConstant(register);
        loadInstance.run();
        out.invokestatic(Support.CALLS, "pass" + PlainInstructions.name(kind),
                        MethodTypeDesc.of(ConstantDescs.CD_void, Kinds.type(kind), ConstantDescs.CD_int, Support.INSTANCE));
    }
}
