// SPDX-License-Identifier: Apache-2.0
package org.emgraal.interop.wasm;

import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.exception.AbstractTruffleException;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.interop.InteropException;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.UnsupportedTypeException;
import com.oracle.truffle.api.nodes.RootNode;
import java.util.List;
import org.emgraal.module.FunctionType;
import org.emgraal.module.ValueType;
import org.emgraal.runtime.CallRegisters;
import org.emgraal.runtime.WasmFunction;

/** A function of another language that a module imports: arguments out of the call registers, the result back. */
final class ForeignFunctionRootNode extends RootNode {

    /** What the call finds as argument 0. */
    record Binding(CallRegisters registers, Object function) {
    }

    /** The imported function returned something that its type does not allow. */
    private static final class ResultException extends AbstractTruffleException {
        private static final long serialVersionUID = 1L;

        ResultException(String message) {
            super(message);
        }
    }

    private final String name;
    private final FunctionType type;
    @Child private InteropLibrary interop = InteropLibrary.getFactory().createDispatched(3);

    ForeignFunctionRootNode(TruffleLanguage<?> language, String name, FunctionType type) {
        super(language);
        this.name = name;
        this.type = type;
    }

    @Override
    public Object execute(VirtualFrame frame) {
        Binding binding = (Binding) frame.getArguments()[0];
        Object[] arguments = takeArguments(binding.registers());
        Object result;
        try {
            result = interop.execute(binding.function(), arguments);
        } catch (InteropException e) {
            throw failure(e);
        }
        passResults(binding.registers(), result);
        return null;
    }

    @TruffleBoundary
    private Object[] takeArguments(CallRegisters registers) {
        List<ValueType> parameters = type.parameters();
        Object[] arguments = new Object[parameters.size()];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = switch (parameters.get(i).kind()) {
                case I32 -> registers.getInt(i);
                case I64 -> registers.getLong(i);
                case F32 -> registers.getFloat(i);
                case F64 -> registers.getDouble(i);
                case V128, REF -> toInterop(registers.takeReference(i));
            };
        }
        return arguments;
    }

    private static Object toInterop(Object reference) {
        if (reference == null) {
            return NullReference.INSTANCE;
        }
        if (reference instanceof WasmFunction function && function.instance() != null
                        && function.instance().host() instanceof org.emgraal.emscripten.EmscriptenProgram program) {
            return new ModuleObjects(program).function(function);
        }
        return InteropLibrary.isValidValue(reference) ? reference : new OpaqueReference(reference);
    }

    @TruffleBoundary
    private void passResults(CallRegisters registers, Object result) {
        List<ValueType> results = type.results();
        try {
            if (results.size() == 1) {
                pass(registers, 0, results.get(0), result);
            } else {
                for (int i = 0; i < results.size(); i++) {
                    pass(registers, i, results.get(i), InteropLibrary.getUncached().readArrayElement(result, i));
                }
            }
        } catch (InteropException e) {
            throw new ResultException("imported function %s%s returned %s: %s".formatted(name, type,
                            InteropLibrary.getUncached().toDisplayString(result), e.getMessage()));
        }
    }

    private static void pass(CallRegisters registers, int index, ValueType type, Object result) throws UnsupportedTypeException {
        switch (WasmValues.fromInterop(type, result, registers)) {
            case Integer value when type.equals(ValueType.I32) -> registers.setInt(index, value);
            case Long value when type.equals(ValueType.I64) -> registers.setLong(index, value);
            case Float value when type.equals(ValueType.F32) -> registers.setFloat(index, value);
            case Double value when type.equals(ValueType.F64) -> registers.setDouble(index, value);
            case null -> registers.setReference(index, null);
            case Object value -> registers.setReference(index, value);
        }
    }

    @TruffleBoundary
    private RuntimeException failure(InteropException e) {
        CompilerDirectives.transferToInterpreterAndInvalidate();
        return new ResultException("imported function %s%s: %s".formatted(name, type, e.getMessage()));
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public boolean isInternal() {
        return true;
    }
}
