// SPDX-License-Identifier: Apache-2.0
package org.emgraal.runtime;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import java.util.List;
import org.emgraal.module.ValueType;

/** Java calling WebAssembly: boxed values into the call registers, the call, and the result out of them. */
public final class GuestInvocation {

    private GuestInvocation() {
    }

    /**
     * Calls with exactly the declared parameters, boxed as {@link Integer}, {@link Long}, {@link Float},
     * {@link Double}, {@link Vector128} or a reference. The result is boxed alike, null for none, and an
     * {@code Object[]} for several.
     */
    @TruffleBoundary
    public static Object call(CallRegisters registers, WasmFunction function, Object... arguments) {
        List<ValueType> parameters = function.type().parameters();
        if (parameters.size() != arguments.length) {
            throw new IllegalArgumentException("%s called with %d arguments".formatted(function, arguments.length));
        }
        registers.require(Math.max(parameters.size(), function.type().results().size()));
        for (int i = 0; i < arguments.length; i++) {
            set(registers, i, parameters.get(i).kind(), arguments[i]);
        }
        invoke(function);
        List<ValueType> results = function.type().results();
        switch (results.size()) {
            case 0:
                return null;
            case 1:
                return get(registers, 0, results.get(0).kind());
            default:
                Object[] values = new Object[results.size()];
                for (int i = 0; i < values.length; i++) {
                    values[i] = get(registers, i, results.get(i).kind());
                }
                return values;
        }
    }

    /** The common case of the C ABI: i32 parameters and an i32 result. */
    @TruffleBoundary
    public static int callInt(CallRegisters registers, WasmFunction function, int... arguments) {
        for (int i = 0; i < arguments.length; i++) {
            registers.setInt(i, arguments[i]);
        }
        invoke(function);
        return registers.getInt(0);
    }

    /**
     * Calls with the arguments already in the registers, and leaves the results there.
     *
     * @throws TrapException also for an exhausted Java stack, which is what a program's calls stand on
     */
    @TruffleBoundary
    public static void invoke(WasmFunction function) {
        WasmInstance instance = function.instance();
        Store store = instance == null ? null : instance.store();
        if (store != null) {
            store.enter();
        }
        try {
            function.target().call(function.arguments());
        } catch (StackOverflowError e) {
            throw Trap.CALL_STACK_EXHAUSTED.at(null);
        } finally {
            if (store != null) {
                store.leave();
            }
        }
    }

    private static void set(CallRegisters registers, int index, ValueType.Kind kind, Object value) {
        switch (kind) {
            case I32 -> registers.setInt(index, (Integer) value);
            case I64 -> registers.setLong(index, (Long) value);
            case F32 -> registers.setFloat(index, (Float) value);
            case F64 -> registers.setDouble(index, (Double) value);
            case V128, REF -> registers.setReference(index, value);
        }
    }

    private static Object get(CallRegisters registers, int index, ValueType.Kind kind) {
        return switch (kind) {
            case I32 -> registers.getInt(index);
            case I64 -> registers.getLong(index);
            case F32 -> registers.getFloat(index);
            case F64 -> registers.getDouble(index);
            case V128, REF -> registers.takeReference(index);
        };
    }
}
