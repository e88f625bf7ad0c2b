// SPDX-License-Identifier: Apache-2.0
package org.emgraal.emscripten;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.emgraal.libc.GuestCalls;
import org.emgraal.module.ValueType;
import org.emgraal.runtime.CallRegisters;
import org.emgraal.runtime.GuestInvocation;
import org.emgraal.runtime.Trap;
import org.emgraal.runtime.WasmFunction;
import org.emgraal.runtime.WasmInstance;
import org.emgraal.runtime.WasmTable;

/** Java calling a running program: its exports by name, its function pointers by number. */
public final class ProgramCalls implements GuestCalls {

    private final WasmInstance instance;
    private final WasmTable table;
    private final CallRegisters registers;
    private final Map<String, WasmFunction> exports = new HashMap<>();

    ProgramCalls(WasmInstance instance, WasmTable table) {
        this.instance = instance;
        this.table = table;
        this.registers = instance.registers();
    }

    /** An exported function, or null. */
    public WasmFunction find(String name) {
        WasmFunction function = exports.get(name);
        if (function == null && instance.export(name) instanceof WasmFunction found) {
            function = found;
            exports.put(name, found);
        }
        return function;
    }

    /** The first exported function of these names, or null. */
    WasmFunction findFirst(String... names) {
        for (String name : names) {
            WasmFunction function = find(name);
            if (function != null) {
                return function;
            }
        }
        return null;
    }

    /** Calls a function the program has given away. */
    Object call(WasmFunction function, Object... arguments) {
        return GuestInvocation.call(registers, function, arguments);
    }

    /** An exported function, which must exist. */
    WasmFunction require(String name) {
        WasmFunction function = find(name);
        if (function == null) {
            throw new IllegalArgumentException("module %s exports no function %s".formatted(instance.module().name(), name));
        }
        return function;
    }

    @Override
    public boolean hasExport(String name) {
        return find(name) != null;
    }

    @Override
    public Object callExport(String name, Object... arguments) {
        return GuestInvocation.call(registers, require(name), arguments);
    }

    /** An export of i32 parameters and i32 result, the shape of most of the C ABI. */
    public int callInt(String name, int... arguments) {
        return GuestInvocation.callInt(registers, require(name), arguments);
    }

    /** The same of a function found before. */
    public int callInt(WasmFunction function, int... arguments) {
        return GuestInvocation.callInt(registers, function, arguments);
    }

    /** A function of one i64 parameter and i32 result. */
    public int callInt(WasmFunction function, long argument) {
        registers.setLong(0, argument);
        GuestInvocation.invoke(function);
        return registers.getInt(0);
    }

    @Override
    @TruffleBoundary
    public Object callPointer(int pointer, Object... arguments) {
        if (!(table.get(null, Integer.toUnsignedLong(pointer)) instanceof WasmFunction function)) {
            throw Trap.UNINITIALIZED_ELEMENT.at(null, "function pointer " + pointer);
        }
        List<ValueType> parameters = function.type().parameters();
        Object[] fitted = new Object[parameters.size()];
        for (int i = 0; i < fitted.length; i++) {
            fitted[i] = fit(i < arguments.length ? arguments[i] : 0, parameters.get(i));
        }
        return GuestInvocation.call(registers, function, fitted);
    }

    /** A number as the callee declares it, whatever the caller thinks it is: function pointers are cast. */
    private static Object fit(Object value, ValueType type) {
        Number number = value instanceof Number given ? given : 0;
        return switch (type.kind()) {
            case I32 -> number.intValue();
            case I64 -> number.longValue();
            case F32 -> number.floatValue();
            case F64 -> number.doubleValue();
            case V128 -> org.emgraal.runtime.Vector128.ZERO;
            case REF -> value instanceof Number ? null : value;
        };
    }
}
