// SPDX-License-Identifier: Apache-2.0
package org.emgraal.bytecode;

import java.lang.classfile.ClassFile;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;

/** Writes the classes that make objects of the classes of some neighbouring functions each. */
final class FactoryClass {

    static final ClassDesc FACTORY = ClassDesc.of("org.emgraal.bytecode.support.FunctionFactory");
    private static final MethodTypeDesc VOID = MethodTypeDesc.of(ConstantDescs.CD_void);

    private FactoryClass() {
    }

    /** @param index one of the functions */
    static byte[] write(Names names, int index) {
        int first = index >>> Names.FACTORY_BITS << Names.FACTORY_BITS;
        return FunctionClass.classFile().build(names.factory(index), builder -> {
            builder.withFlags(ClassFile.ACC_PUBLIC | ClassFile.ACC_FINAL).withSuperclass(FACTORY);
            builder.withMethodBody(ConstantDescs.INIT_NAME, VOID, ClassFile.ACC_PUBLIC,
                            out -> out.aload(0).invokespecial(FACTORY, ConstantDescs.INIT_NAME, VOID).return_());
            MethodTypeDesc create = MethodTypeDesc.of(Support.CODE, ConstantDescs.CD_int, Support.INSTANCE, Support.FUNCTION);
            builder.withMethodBody("create", create, ClassFile.ACC_PUBLIC, out -> {
                List<SwitchCase> cases = new ArrayList<>();
                for (int i = 0; i < 1 << Names.FACTORY_BITS; i++) {
                    cases.add(SwitchCase.of(first + i, out.newLabel()));
                }
                out.iload(1).tableswitch(first, first + cases.size() - 1, cases.get(0).target(), cases);
                MethodTypeDesc constructor = MethodTypeDesc.of(ConstantDescs.CD_void, Support.INSTANCE, Support.FUNCTION);
                for (SwitchCase aCase : cases) {
                    ClassDesc function = names.function(aCase.caseValue());
                    out.labelBinding(aCase.target());
                    out.new_(function).dup().aload(2).aload(3).invokespecial(function, ConstantDescs.INIT_NAME, constructor);
                    // So that the verifier need not load all the classes to see what they are.
                    out.checkcast(Support.CODE).areturn();
                }
            });
        });
    }
}
