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
import org.emgraal.bytecode.support.Interpreters;
import org.emgraal.bytecode.support.Pieces;
import org.emgraal.module.ValueType.Kind;
import org.emgraal.runtime.ModuleCode;
import org.emgraal.runtime.RecursionPoints;

/**
 * Writes the class of one function. Its static method is what other functions of the module call; an object of it is what a
 * table's element refers to, and knows its instance.
 */
final class FunctionClass {

    /** HotSpot compiles no method of more than 8,000 bytes, and C2 takes long for one that is half as large. */
    private static final int MAX_METHOD = 5000;
    private static final int STATIC = ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC;
    private static final String BODY = "$body";
    private static final String WATCHED = "$watched";
    private static final String COUNTED = "$counted";
    /** Larger frames of functions in pieces are counted: they lie on the heap, where deep recursion would find no end. */
    private static final int MAX_FRAME = 200;
    private static final MethodTypeDesc VOID = MethodTypeDesc.of(ConstantDescs.CD_void);

    private final FunctionSource source;
    private final Signature signature;
    private final ClassDesc self;
    private final String name;

    private FunctionClass(FunctionSource source) {
        this.source = source;
        this.signature = source.signature();
        this.self = source.names().function(source.index());
        this.name = source.names().method(source.index());
    }

    /**
     * The class file of a function of a module.
     *
     * @throws UnsupportedFunctionException if it is left to the syntax tree
     */
    static byte[] write(ModuleCode module, Names names, int function) {
        StackCode code = new BodyTranslator(module, function).translate();
        code.connect();
        new Liveness(code).find();
        int size = code.measure();
        FunctionSource source = new FunctionSource(module.module(), function, names, code, isWatched(module.recursionPoints(), function, code),
                        () -> Interpreters.addressElement(module, function));
        try {
            return new FunctionClass(source).build(size);
        } catch (IllegalArgumentException tooLarge) {
            // The class file library says so of methods, constant pools and jumps that are too large.
            throw new UnsupportedFunctionException(String.valueOf(tooLarge.getMessage()));
        }
    }

    private static boolean isWatched(RecursionPoints points, int function, StackCode code) {
        if (points.functions().contains(function)) {
            return true;
        }
        for (int i = 0; i < code.size && !points.checks().isEmpty(); i += StackCode.WIDTH) {
            if (code.operations[i] == StackCode.CALL && points.checks().contains(code.operations[i + 1])) {
                return true;
            }
        }
        return false;
    }

    static ClassFile classFile() {
        return ClassFile.of(ClassFile.DebugElementsOption.DROP_DEBUG, ClassFile.LineNumbersOption.DROP_LINE_NUMBERS);
    }

    static String dispatchField(int number) {
        return "DISPATCH" + number;
    }

    private byte[] build(int size) {
        return classFile().build(self, builder -> {
            builder.withFlags(ClassFile.ACC_PUBLIC | ClassFile.ACC_FINAL).withSuperclass(signature.desc());
            String body = name;
            if (source.code().tailCalls) {
                body += BODY;
            }
            if (source.watched()) {
                body += WATCHED;
            }
            boolean counted = size > MAX_METHOD && source.code().slotCount() > MAX_FRAME;
            writeBody(builder, counted ? body + COUNTED : body, size);
            if (counted) {
                String inner = body + COUNTED;
                builder.withMethodBody(body, signature.direct(), STATIC, out -> writeCounted(out, inner));
            }
            if (source.watched()) {
                String inner = body;
                body = body.substring(0, body.length() - WATCHED.length());
                builder.withMethodBody(body, signature.direct(), STATIC, out -> writeWatched(out, inner));
            }
            if (source.code().tailCalls) {
                String inner = body;
                builder.withMethodBody(name, signature.direct(), STATIC, out -> writeTailCalls(out, inner));
                builder.withMethodBody("runBody", VOID, ClassFile.ACC_PUBLIC, out -> writeRunBody(out, inner));
            }
            writeObject(builder);
        });
    }

    private void writeBody(ClassBuilder builder, String method, int size) {
        if (size <= MAX_METHOD) {
            builder.withMethodBody(method, signature.direct(), STATIC, out -> new WholeMethod(source, out).write());
            return;
        }
        PiecePlan plan = new PiecePlan(source.code(), source.address());
        builder.withMethodBody(method, signature.direct(), STATIC, out -> new PieceDriver(source, out, plan).write());
        for (int i = 0; i < plan.pieces.size(); i++) {
            int number = i;
            builder.withMethodBody(PieceDriver.pieceName(name, i), PieceMethod.TYPE, STATIC, out -> new PieceMethod(source, out, plan, number).write());
        }
        List<Block> dispatches = plan.dispatches();
        if (!dispatches.isEmpty()) {
            ClassDesc ints = ConstantDescs.CD_int.arrayType();
            for (int i = 0; i < dispatches.size(); i++) {
                builder.withField(dispatchField(i), ints, ClassFile.ACC_STATIC | ClassFile.ACC_FINAL);
            }
            builder.withMethodBody(ConstantDescs.CLASS_INIT_NAME, VOID, ClassFile.ACC_STATIC, out -> {
                for (int i = 0; i < dispatches.size(); i++) {
                    out.loadConstant(Pieces.encode(plan.codes(dispatches.get(i))));
                    out.invokestatic(Support.PIECES, "decode", MethodTypeDesc.of(ints, ConstantDescs.CD_String)).putstatic(self, dispatchField(i), ints);
                }
                out.return_();
            });
        }
    }

    // ---- around the body

    private void callDirectly(CodeBuilder out, String method) {
        loadParameters(out, signature.parameters(), 0);
        out.aload(signature.width()).invokestatic(self, method, signature.direct());
    }

    private TypeKind resultKind() {
        return signature.result() == null ? TypeKind.VOID : Kinds.typeKind(signature.result());
    }

    private void writeWatched(CodeBuilder out, String inner) {
        int instance = signature.width();
        int wasShort = instance + 1;
        MethodTypeDesc leave = MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_boolean, Support.INSTANCE);
        out.aload(instance).invokestatic(Support.CALLS, "enterWatched", MethodTypeDesc.of(ConstantDescs.CD_boolean, Support.INSTANCE)).istore(wasShort);
        Label start = out.newBoundLabel();
        callDirectly(out, inner);
        Label end = out.newBoundLabel();
        out.iload(wasShort).aload(instance).invokestatic(Support.CALLS, "leaveWatched", leave);
        out.return_(resultKind());
        Label handler = out.newBoundLabel();
        out.iload(wasShort).aload(instance).invokestatic(Support.CALLS, "leaveWatched", leave).athrow();
        out.exceptionCatchAll(start, end, handler);
    }

    private void writeCounted(CodeBuilder out, String inner) {
        int instance = signature.width();
        MethodTypeDesc count = MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_int, Support.INSTANCE);
        out.loadConstant(source.code().slotCount()).aload(instance).invokestatic(Support.PIECES, "takeFrame", count);
        Label start = out.newBoundLabel();
        callDirectly(out, inner);
        Label end = out.newBoundLabel();
        out.loadConstant(source.code().slotCount()).aload(instance).invokestatic(Support.PIECES, "giveFrameBack", count);
        out.return_(resultKind());
        Label handler = out.newBoundLabel();
        out.loadConstant(source.code().slotCount()).aload(instance).invokestatic(Support.PIECES, "giveFrameBack", count).athrow();
        out.exceptionCatchAll(start, end, handler);
    }

    private void writeTailCalls(CodeBuilder out, String inner) {
        int instance = signature.width();
        callDirectly(out, inner);
        Label returned = out.newLabel();
        out.aload(instance).invokestatic(Support.CALLS, "finishTailCalls", MethodTypeDesc.of(ConstantDescs.CD_boolean, Support.INSTANCE)).ifeq(returned);
        Kind result = signature.result();
        if (result != null) {
            if (Kinds.isWide(result)) {
                out.pop2();
            } else {
                out.pop();
            }
            out.iconst_0().aload(instance).invokestatic(Support.CALLS, "take" + PlainInstructions.name(result),
                            MethodTypeDesc.of(Kinds.type(result), ConstantDescs.CD_int, Support.INSTANCE));
        }
        out.labelBinding(returned);
        out.return_(resultKind());
    }

    private void writeRunBody(CodeBuilder out, String inner) {
        Registers registers = new Registers(out, () -> out.aload(0).getfield(Support.CODE, "instance", Support.INSTANCE));
        registers.take(signature.parameters());
        out.aload(0).getfield(Support.CODE, "instance", Support.INSTANCE).invokestatic(self, inner, signature.direct());
        if (signature.result() != null) {
            Label pending = out.newLabel();
            out.aload(0).getfield(Support.CODE, "instance", Support.INSTANCE);
            out.invokestatic(Support.CALLS, "isTailCallPending", MethodTypeDesc.of(ConstantDescs.CD_boolean, Support.INSTANCE)).ifne(pending);
            registers.pass(signature.result(), 0);
            out.return_();
            // The registers have the arguments of the call that is left.
            out.labelBinding(pending);
            if (Kinds.isWide(signature.result())) {
                out.pop2();
            } else {
                out.pop();
            }
        }
        out.return_();
    }

    private void writeObject(ClassBuilder builder) {
        SignatureClass.writeConstructor(builder, signature.desc());
        builder.withMethodBody("call", signature.virtual(), ClassFile.ACC_PUBLIC, out -> {
            loadParameters(out, signature.parameters(), 1);
            out.aload(0).getfield(Support.CODE, "instance", Support.INSTANCE).invokestatic(self, name, signature.direct());
            out.return_(resultKind());
        });
    }

    static void loadParameters(CodeBuilder out, List<Kind> parameters, int first) {
        int local = first;
        for (Kind kind : parameters) {
            out.loadLocal(Kinds.typeKind(kind), local);
            local += Kinds.width(kind);
        }
    }
}
