// SPDX-License-Identifier: Apache-2.0
package org.emgraal.bytecode;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;
import org.emgraal.module.ValueType.Kind;

/** The method of a large function that calls its pieces, one after the other. It has the frame. */
final class PieceDriver {

    private final FunctionSource source;
    private final StackCode code;
    private final CodeBuilder out;
    private final PiecePlan plan;
    private final int instance;
    private final int frame;
    private final int objects;
    private final int next;
    private final int budget;

    PieceDriver(FunctionSource source, CodeBuilder out, PiecePlan plan) {
        this.source = source;
        this.code = source.code();
        this.out = out;
        this.plan = plan;
        this.instance = source.signature().width();
        this.frame = instance + 1;
        this.objects = instance + 2;
        this.next = instance + 3;
        this.budget = instance + 4;
    }

    static String pieceName(String method, int number) {
        return method + "$" + number;
    }

    void write() {
        makeFrame();
        out.loadConstant(MethodWriter.ROUNDS).istore(budget);
        out.loadConstant(plan.code(plan.first())).istore(next);
        Label loop = out.newBoundLabel();
        Label behind = out.newLabel();
        ClassDesc self = source.names().function(source.index());
        String name = source.names().method(source.index());
        List<SwitchCase> cases = new ArrayList<>();
        for (int i = 0; i < plan.pieces.size(); i++) {
            cases.add(SwitchCase.of(i, out.newLabel()));
        }
        out.iload(next).loadConstant(PiecePlan.ENTRY_BITS).iushr();
        out.tableswitch(0, cases.size() - 1, cases.get(0).target(), cases);
        for (int i = 0; i < cases.size(); i++) {
            out.labelBinding(cases.get(i).target());
            out.iload(next).aload(frame).aload(objects).aload(instance).invokestatic(self, pieceName(name, i), PieceMethod.TYPE);
            out.istore(next).goto_(behind);
        }
        out.labelBinding(behind);
        Label returned = out.newLabel();
        out.iload(next).iflt(returned);
        out.iinc(budget, -1).iload(budget).ifgt(loop);
        poll();
        out.loadConstant(MethodWriter.ROUNDS).istore(budget);
        out.goto_(loop);
        out.labelBinding(returned);
        writeReturn();
    }

    private void poll() {
        out.aload(instance).invokestatic(Support.SAFEPOINTS, "poll", MethodTypeDesc.of(ConstantDescs.CD_void, Support.INSTANCE));
    }

    private void makeFrame() {
        long[] live = plan.first().live;
        out.loadConstant(code.slotCount()).newarray(TypeKind.LONG).astore(frame);
        if (hasObjects()) {
            out.loadConstant(code.slotCount()).anewarray(ConstantDescs.CD_Object).astore(objects);
        } else {
            out.aconst_null().astore(objects);
        }
        List<Kind> parameters = source.signature().parameters();
        int local = 0;
        for (int slot = 1; slot < code.slotCount(); slot++) {
            Kind kind = code.kind(slot);
            boolean parameter = slot <= parameters.size();
            if (Liveness.contains(live, slot) && (parameter || kind == Kind.V128)) {
                out.aload(Kinds.isObject(kind) ? objects : frame).loadConstant(slot);
                if (parameter) {
                    out.loadLocal(Kinds.typeKind(kind), local);
                } else {
                    out.getstatic(Kinds.VECTOR, "ZERO", Kinds.VECTOR);
                }
                if (Kinds.isObject(kind)) {
                    out.aastore();
                } else {
                    PieceMethod.toBits(out, kind);
                    out.lastore();
                }
            }
            if (parameter) {
                local += Kinds.width(kind);
            }
        }
    }

    private boolean hasObjects() {
        boolean found = source.signature().result() != null && Kinds.isObject(source.signature().result());
        for (int slot = 1; slot < code.slotCount(); slot++) {
            found |= Kinds.isObject(code.kind(slot));
        }
        return found;
    }

    private void writeReturn() {
        Kind result = source.signature().result();
        if (result == null) {
            out.return_();
        } else if (Kinds.isObject(result)) {
            out.aload(objects).iconst_0().aaload();
            if (result == Kind.V128) {
                out.checkcast(Kinds.VECTOR);
            }
            out.areturn();
        } else {
            out.aload(frame).iconst_0().laload();
            PieceMethod.fromBits(out, result);
            out.return_(Kinds.typeKind(result));
        }
    }
}
