// SPDX-License-Identifier: Apache-2.0
package org.emgraal.bytecode;

import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;

/** The classes and methods of ours that generated code refers to. */
final class Support {

    static final ClassDesc INSTANCE = ClassDesc.of("org.emgraal.runtime.WasmInstance");
    static final ClassDesc FUNCTION = ClassDesc.of("org.emgraal.runtime.WasmFunction");
    static final ClassDesc CODE = ClassDesc.of("org.emgraal.runtime.FunctionCode");
    static final ClassDesc REGISTERS = ClassDesc.of("org.emgraal.runtime.CallRegisters");
    static final ClassDesc RUNTIME_EXCEPTION = ClassDesc.of("java.lang.RuntimeException");
    static final ClassDesc CALLS = ClassDesc.of("org.emgraal.bytecode.support.Calls");
    static final ClassDesc MEMORY = ClassDesc.of("org.emgraal.bytecode.support.MemoryAccess");
    static final ClassDesc ANY_MEMORY = ClassDesc.of("org.emgraal.bytecode.support.AnyMemory");
    static final ClassDesc BULK_MEMORY = ClassDesc.of("org.emgraal.bytecode.support.BulkMemory");
    static final ClassDesc VECTORS = ClassDesc.of("org.emgraal.bytecode.support.VectorAccess");
    static final ClassDesc ATOMICS = ClassDesc.of("org.emgraal.bytecode.support.Atomics");
    static final ClassDesc AGGREGATES = ClassDesc.of("org.emgraal.bytecode.support.Aggregates");
    static final ClassDesc NUMBERS = ClassDesc.of("org.emgraal.bytecode.support.Numbers");
    static final ClassDesc TABLES = ClassDesc.of("org.emgraal.bytecode.support.Tables");
    static final ClassDesc GLOBALS = ClassDesc.of("org.emgraal.bytecode.support.Globals");
    static final ClassDesc EXCEPTIONS = ClassDesc.of("org.emgraal.bytecode.support.Exceptions");
    static final ClassDesc SAFEPOINTS = ClassDesc.of("org.emgraal.bytecode.support.Safepoints");
    static final ClassDesc INTERPRETERS = ClassDesc.of("org.emgraal.bytecode.support.Interpreters");
    static final ClassDesc PIECES = ClassDesc.of("org.emgraal.bytecode.support.Pieces");

    private Support() {
    }

    static StackCode.Method method(ClassDesc owner, String name, String descriptor) {
        return new StackCode.Method(owner, name, MethodTypeDesc.ofDescriptor(descriptor.replace("@", INSTANCE.descriptorString())
                        .replace("#", Kinds.VECTOR.descriptorString()).replace("*", "Ljava/lang/Object;")));
    }
}
