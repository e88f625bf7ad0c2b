// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes;

import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.RootNode;
import org.emgraal.libc.HostFunction;
import org.emgraal.module.FunctionType;
import org.emgraal.module.ValueType;
import org.emgraal.runtime.CallRegisters;
import org.emgraal.runtime.HostCode;

/**
 * A Java function as WebAssembly calls it: arguments out of the call registers, boxed, and the result back. What to
 * run comes with the call, as argument 0, so that contexts share the code.
 */
public final class HostFunctionRootNode extends RootNode {

    /** One context's implementation of an import. */
    public static final class Binding implements HostCode {
        private final CallRegisters registers;
        private final HostFunction.Body body;
        private final String name;
        private final ValueType.Kind[] parameters;
        private final ValueType.Kind result;

        public Binding(String name, FunctionType type, HostFunction.Body body, CallRegisters registers) {
            this.registers = registers;
            this.body = body;
            this.name = name;
            this.parameters = type.parameters().stream().map(ValueType::kind).toArray(ValueType.Kind[]::new);
            this.result = type.results().isEmpty() ? null : type.results().get(0).kind();
        }

        @Override
        public void run() {
            Object[] values = new Object[parameters.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = switch (parameters[i]) {
                    case I32 -> registers.getInt(i);
                    case I64 -> registers.getLong(i);
                    case F32 -> registers.getFloat(i);
                    case F64 -> registers.getDouble(i);
                    case V128, REF -> registers.takeReference(i);
                };
            }
            Object value = body.call(new HostFunction.Arguments(values));
            if (result == null) {
                return;
            }
            try {
                switch (result) {
                    case I32 -> registers.setInt(0, (Integer) value);
                    case I64 -> registers.setLong(0, (Long) value);
                    case F32 -> registers.setFloat(0, (Float) value);
                    case F64 -> registers.setDouble(0, (Double) value);
                    case V128, REF -> registers.setReference(0, value);
                }
            } catch (ClassCastException | NullPointerException e) {
                throw CompilerDirectives.shouldNotReachHere("host function " + name + " returned " + value, e);
            }
        }
    }

    private final String name;
    private final FunctionType type;

    public HostFunctionRootNode(TruffleLanguage<?> language, String name, FunctionType type) {
        super(language);
        this.name = name;
        this.type = type;
    }

    @Override
    public Object execute(VirtualFrame frame) {
        call(CompilerDirectives.castExact(frame.getArguments()[0], Binding.class));
        return null;
    }

    @TruffleBoundary(transferToInterpreterOnException = false)
    private static void call(Binding binding) {
        binding.run();
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public boolean isInternal() {
        return true;
    }

    @Override
    public String toString() {
        return name + type;
    }
}
