// SPDX-License-Identifier: Apache-2.0
package org.emgraal.bytecode;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import org.emgraal.module.ValueType.Kind;

/** Writes the classes that all modules share: one for each signature, and the adapter for functions without bytecode. */
final class SignatureClass {

    private static final MethodTypeDesc VOID = MethodTypeDesc.of(ConstantDescs.CD_void);
    private static final MethodTypeDesc CONSTRUCTOR = MethodTypeDesc.of(ConstantDescs.CD_void, Support.INSTANCE, Support.FUNCTION);
    /** Arguments of {@code FunctionCode.callWith}. */
    private static final int CALL_WITH = 3;

    private final Signature signature;
    private final ClassDesc self;

    private SignatureClass(Signature signature) {
        this.signature = signature;
        this.self = signature.desc();
    }

    static void writeConstructor(ClassBuilder builder, ClassDesc superclass) {
        builder.withMethodBody(ConstantDescs.INIT_NAME, CONSTRUCTOR, ClassFile.ACC_PUBLIC,
                        out -> out.aload(0).aload(1).aload(2).invokespecial(superclass, ConstantDescs.INIT_NAME, CONSTRUCTOR).return_());
    }

    /** The abstract class of a signature's functions. */
    static byte[] write(Signature signature) {
        return new SignatureClass(signature).write();
    }

    private byte[] write() {
        return FunctionClass.classFile().build(self, builder -> {
            builder.withFlags(ClassFile.ACC_PUBLIC | ClassFile.ACC_ABSTRACT).withSuperclass(Support.CODE);
            writeConstructor(builder, Support.CODE);
            builder.withMethod("call", signature.virtual(), ClassFile.ACC_PUBLIC | ClassFile.ACC_ABSTRACT, method -> {
            });
            builder.withMethodBody("run", VOID, ClassFile.ACC_PUBLIC, this::writeRun);
            boolean ints = signature.parameters().stream().allMatch(kind -> kind == Kind.I32);
            boolean intResult = signature.results().isEmpty() || signature.result() == Kind.I32;
            if (ints && intResult && signature.parameters().size() <= CALL_WITH) {
                builder.withMethodBody("callWith", MethodTypeDesc.ofDescriptor("(III)I"), ClassFile.ACC_PUBLIC, this::writeCallWith);
            }
            builder.withMethodBody("callIndirect", signature.indirect(), ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC, this::writeCallIndirect);
            builder.withMethodBody("callReference", signature.byReference(), ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC, this::writeCallReference);
        });
    }

    private TypeKind resultKind() {
        return signature.result() == null ? TypeKind.VOID : Kinds.typeKind(signature.result());
    }

    private void writeRun(CodeBuilder out) {
        Registers registers = new Registers(out, () -> out.aload(0).getfield(Support.CODE, "instance", Support.INSTANCE));
        out.aload(0);
        registers.take(signature.parameters());
        out.invokevirtual(self, "call", signature.virtual());
        if (signature.result() != null) {
            registers.pass(signature.result(), 0);
        }
        out.return_();
    }

    private void writeCallWith(CodeBuilder out) {
        out.aload(0);
        FunctionClass.loadParameters(out, signature.parameters(), 1);
        out.invokevirtual(self, "call", signature.virtual());
        if (signature.result() == null) {
            out.iconst_0();
        }
        out.ireturn();
    }

    /** Parameters, element, instance, table, type index. */
    private void writeCallIndirect(CodeBuilder out) {
        int element = signature.width();
        out.iload(element).aload(element + 1).iload(element + 2);
        if (signature.isPlain()) {
            out.invokestatic(Support.CALLS, "lookup",
                            MethodTypeDesc.of(Support.CODE, ConstantDescs.CD_int, Support.INSTANCE, ConstantDescs.CD_int));
            Label other = out.newLabel();
            out.dup().instanceOf(self).ifeq(other);
            call(out, 0);
            out.labelBinding(other);
            out.pop().invokestatic(Support.CALLS, "mismatch", MethodTypeDesc.of(Support.RUNTIME_EXCEPTION)).athrow();
        } else {
            out.iload(element + 3).invokestatic(Support.CALLS, "lookupOfType",
                            MethodTypeDesc.of(Support.CODE, ConstantDescs.CD_int, Support.INSTANCE, ConstantDescs.CD_int, ConstantDescs.CD_int));
            call(out, 0);
        }
    }

    /** Parameters, reference, instance. */
    private void writeCallReference(CodeBuilder out) {
        int reference = signature.width();
        out.aload(reference).aload(reference + 1);
        out.invokestatic(Support.CALLS, "referenced", MethodTypeDesc.of(Support.CODE, ConstantDescs.CD_Object, Support.INSTANCE));
        call(out, 0);
    }

    /** The code to call is on the stack. */
    private void call(CodeBuilder out, int firstParameter) {
        out.checkcast(self);
        FunctionClass.loadParameters(out, signature.parameters(), firstParameter);
        out.invokevirtual(self, "call", signature.virtual()).return_(resultKind());
    }

    // ---- functions without bytecode

    /** The class of functions that are called by their call target: host functions, and those left to the syntax tree. */
    static byte[] writeAdapter(Signature signature) {
        return new SignatureClass(signature).adapter();
    }

    private byte[] adapter() {
        return FunctionClass.classFile().build(signature.adapter(), builder -> {
            builder.withFlags(ClassFile.ACC_PUBLIC | ClassFile.ACC_FINAL).withSuperclass(self);
            writeConstructor(builder, self);
            builder.withMethodBody("call", signature.virtual(), ClassFile.ACC_PUBLIC, out -> {
                Registers registers = new Registers(out, () -> out.aload(0).getfield(Support.CODE, "instance", Support.INSTANCE));
                int local = 1;
                List<Kind> parameters = signature.parameters();
                for (int i = 0; i < parameters.size(); i++) {
                    out.loadLocal(Kinds.typeKind(parameters.get(i)), local);
                    registers.pass(parameters.get(i), i);
                    local += Kinds.width(parameters.get(i));
                }
                out.aload(0).getfield(Support.CODE, "function", Support.FUNCTION);
                out.invokestatic(Support.CALLS, "target", MethodTypeDesc.of(ConstantDescs.CD_void, Support.FUNCTION));
                if (signature.result() != null) {
                    registers.take(signature.result(), 0);
                }
                out.return_(resultKind());
            });
        });
    }
}
