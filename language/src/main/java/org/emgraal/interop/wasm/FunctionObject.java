// SPDX-License-Identifier: Apache-2.0
package org.emgraal.interop.wasm;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.interop.ArityException;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.TruffleObject;
import com.oracle.truffle.api.interop.UnsupportedTypeException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import com.oracle.truffle.api.utilities.TriState;
import java.util.List;
import org.emgraal.module.ValueType;
import org.emgraal.runtime.CallRegisters;
import org.emgraal.runtime.GuestInvocation;
import org.emgraal.runtime.WasmFunction;

/** A WebAssembly function that other languages call with as many values as it has parameters. */
@ExportLibrary(InteropLibrary.class)
@SuppressWarnings("static-method")
public final class FunctionObject implements TruffleObject {

    private final ModuleObjects objects;
    private final WasmFunction function;

    FunctionObject(ModuleObjects objects, WasmFunction function) {
        this.objects = objects;
        this.function = function;
    }

    WasmFunction function() {
        return function;
    }

    /** Whether instances of the store with these registers can call the function directly. */
    boolean isOf(CallRegisters registers) {
        return objects.registers() == registers;
    }

    @ExportMessage
    boolean isExecutable() {
        return true;
    }

    /** The result; {@link NullReference} for none, an array for several. */
    @ExportMessage
    @TruffleBoundary
    Object execute(Object[] arguments) throws ArityException, UnsupportedTypeException {
        List<ValueType> parameters = function.type().parameters();
        if (arguments.length != parameters.size()) {
            throw ArityException.create(parameters.size(), parameters.size(), arguments.length);
        }
        Object[] values = new Object[arguments.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = argument(i, parameters.get(i), arguments[i]);
        }
        Object result = objects.enter(() -> GuestInvocation.call(objects.registers(), function, values));
        return result instanceof Object[] several ? ValueList.of(objects, several) : WasmValues.toInterop(objects, result);
    }

    private Object argument(int index, ValueType type, Object value) throws UnsupportedTypeException {
        try {
            return WasmValues.fromInterop(type, value, objects.registers());
        } catch (UnsupportedTypeException e) {
            // The polyglot API appends the arguments.
            throw UnsupportedTypeException.create(e.getSuppliedValues(), "Parameter %d of %s: %s. ".formatted(index, function, e.getMessage()));
        }
    }

    @ExportMessage
    boolean hasExecutableName() {
        return true;
    }

    @ExportMessage
    @TruffleBoundary
    Object getExecutableName() {
        return function.name();
    }

    @ExportMessage
    TriState isIdenticalOrUndefined(Object other) {
        return other instanceof FunctionObject object ? TriState.valueOf(object.function == function) : TriState.UNDEFINED;
    }

    @ExportMessage
    @TruffleBoundary
    int identityHashCode() {
        return System.identityHashCode(function);
    }

    @ExportMessage
    @TruffleBoundary
    Object toDisplayString(@SuppressWarnings("unused") boolean allowSideEffects) {
        return "function " + function;
    }
}
