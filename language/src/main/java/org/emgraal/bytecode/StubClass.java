// SPDX-License-Identifier: Apache-2.0
package org.emgraal.bytecode;

import java.lang.classfile.ClassFile;
import java.lang.classfile.TypeKind;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import org.emgraal.runtime.ModuleCode;

/**
 * Writes the class of a function whose code is not known when its callers are compiled: an import, one that instances
 * replace, one that is left to the syntax tree. The static method asks the instance for it. A function whose type does not fit
 * a method has none: nothing that has bytecode calls it.
 */
final class StubClass {

    private StubClass() {
    }

    static byte[] write(ModuleCode module, Names names, int function) {
        boolean callable = Signature.fits(module.module().functionType(function));
        return FunctionClass.classFile().build(names.function(function), builder -> {
            builder.withFlags(ClassFile.ACC_PUBLIC | ClassFile.ACC_FINAL);
            if (!callable) {
                return;
            }
            Signature signature = Signature.of(module.module().types().get(module.module().functionTypes()[function]));
            builder.withMethodBody(names.method(function), signature.direct(), ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC, out -> {
                out.loadConstant(function).aload(signature.width());
                out.invokestatic(Support.CALLS, "code", MethodTypeDesc.of(Support.CODE, ConstantDescs.CD_int, Support.INSTANCE));
                out.checkcast(signature.desc());
                FunctionClass.loadParameters(out, signature.parameters(), 0);
                out.invokevirtual(signature.desc(), "call", signature.virtual());
                out.return_(signature.result() == null ? TypeKind.VOID : Kinds.typeKind(signature.result()));
            });
        });
    }
}
