// SPDX-License-Identifier: Apache-2.0
package org.emgraal.bytecode;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;

/** A function as one method: its parameters, then the instance. */
final class WholeMethod extends MethodWriter {

    WholeMethod(FunctionSource source, CodeBuilder out) {
        super(source, out);
    }

    void write() {
        int parameters = source.signature().parameters().size();
        for (int slot = 1; slot <= parameters; slot++) {
            local(slot);
        }
        instance = newLocal(1);
        writeBudget(code.placed);
        if (code.calls) {
            writePoll("enter");
        }
        Block first = code.placed.get(0);
        for (int slot = parameters + 1; slot < code.slotCount(); slot++) {
            if (Liveness.contains(first.live, slot)) {
                zero(slot);
            }
        }
        writeBlocks(code.placed);
    }

    @Override
    boolean contains(Block block) {
        return true;
    }

    @Override
    Label exit(Block block) {
        throw new IllegalStateException("a block of another method");
    }

    @Override
    void writeReturn() {
        out.return_(source.signature().result() == null ? TypeKind.VOID : Kinds.typeKind(source.signature().result()));
    }
}
