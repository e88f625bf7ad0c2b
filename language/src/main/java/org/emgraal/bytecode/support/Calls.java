// SPDX-License-Identifier: Apache-2.0
package org.emgraal.bytecode.support;

import com.oracle.truffle.api.exception.AbstractTruffleException;
import org.emgraal.runtime.CallRegisters;
import org.emgraal.runtime.FunctionCode;
import org.emgraal.runtime.GuestFrames;
import org.emgraal.runtime.HostCode;
import org.emgraal.runtime.StackGuard;
import org.emgraal.runtime.Trap;
import org.emgraal.runtime.Vector128;
import org.emgraal.runtime.WasmFunction;
import org.emgraal.runtime.WasmInstance;
import org.emgraal.runtime.WasmTable;

/** Finding callees, and values on their way to those that take them from the call registers. */
public final class Calls {

    private Calls() {
    }

    // ---- callees

    /** The code of a table's element; whether it is of the right type is still to be found out. */
    public static FunctionCode lookup(int index, WasmInstance instance, int table) {
        return lookup(index, instance.table(table), instance);
    }

    private static FunctionCode lookup(int index, WasmTable table, WasmInstance instance) {
        FunctionCode[] codes = table.codes();
        if (Integer.compareUnsigned(index, codes.length) < 0) {
            FunctionCode code = codes[index];
            if (code != null) {
                return code;
            }
        }
        return find(index, table, instance);
    }

    private static FunctionCode find(int index, WasmTable table, WasmInstance instance) {
        if (Integer.compareUnsigned(index, table.size()) >= 0) {
            throw Trap.UNDEFINED_ELEMENT.at(null);
        }
        WasmFunction function = (WasmFunction) table.elements()[index];
        if (function == null) {
            throw Trap.UNINITIALIZED_ELEMENT.at(null);
        }
        FunctionCode code = code(function, instance);
        table.codes()[index] = code;
        return code;
    }

    /** Calls a table's element with as many of three i32 arguments as it has parameters; 0 if it returns nothing. */
    public static int callWith(int index, int first, int second, int third, WasmTable table, WasmInstance instance) {
        return lookup(index, table, instance).callWith(first, second, third);
    }

    private static FunctionCode code(WasmFunction function, WasmInstance caller) {
        FunctionCode code = function.knownCode();
        return code != null ? code : function.code(caller);
    }

    /** The code of a table's element that is of a type or a subtype. */
    public static FunctionCode lookupOfType(int index, WasmInstance instance, int table, int type) {
        FunctionCode code = lookup(index, instance, table);
        checkType(code.function, instance, type);
        return code;
    }

    private static void checkType(WasmFunction function, WasmInstance instance, int type) {
        int wanted = instance.code().typeId(type);
        if (function.typeId() != wanted && !instance.code().types().isSubtype(function.typeId(), wanted)) {
            throw mismatch();
        }
    }

    public static RuntimeException mismatch() {
        throw Trap.INDIRECT_CALL_TYPE_MISMATCH.at(null);
    }

    /** A table's element for a tail call. */
    public static WasmFunction element(int index, int table, int type, WasmInstance instance) {
        WasmFunction function = lookup(index, instance, table).function;
        checkType(function, instance, type);
        return function;
    }

    public static WasmFunction nonNull(Object reference) {
        if (reference == null) {
            throw Trap.NULL_FUNCTION_REFERENCE.at(null);
        }
        return (WasmFunction) reference;
    }

    public static FunctionCode referenced(Object reference, WasmInstance instance) {
        return code(nonNull(reference), instance);
    }

    /** {@code ref.func}. */
    public static Object reference(int index, WasmInstance instance) {
        return instance.function(index);
    }

    public static WasmFunction function(int index, WasmInstance instance) {
        return instance.function(index);
    }

    /** The code of a function of the instance, which it may import, or replace by another. */
    public static FunctionCode code(int index, WasmInstance instance) {
        return code(instance.function(index), instance);
    }

    // ---- code that is no bytecode

    /** Calls a host function, or one that is left to the syntax tree; arguments and results are in the registers. */
    public static void target(WasmFunction function) {
        try {
            if (function.environment() instanceof HostCode code) {
                code.run();
            } else {
                function.target().call(function.arguments());
            }
        } catch (AbstractTruffleException exception) {
            GuestFrames.addTo(exception);
            throw exception;
        }
    }

    // ---- the stack's end

    public static boolean enterWatched(WasmInstance instance) {
        return instance.registers().stackGuard().enter();
    }

    public static void leaveWatched(boolean wasShort, WasmInstance instance) {
        StackGuard guard = instance.registers().stackGuard();
        guard.leave(wasShort);
    }

    // ---- tail calls

    public static void leaveToCaller(WasmFunction callee, WasmInstance instance) {
        instance.registers().setTailCallee(callee);
    }

    public static boolean isTailCallPending(WasmInstance instance) {
        return instance.registers().hasTailCallee();
    }

    /** Makes the calls that a body has left; true if there was one, whose results are in the registers. */
    public static boolean finishTailCalls(WasmInstance instance) {
        CallRegisters registers = instance.registers();
        WasmFunction callee = registers.takeTailCallee();
        if (callee == null) {
            return false;
        }
        while (callee != null) {
            Safepoints.poll(instance);
            code(callee, instance).runBody();
            callee = registers.takeTailCallee();
        }
        return true;
    }

    // ---- registers

    public static void passInt(int value, int register, WasmInstance instance) {
        instance.registers().setInt(register, value);
    }

    public static void passLong(long value, int register, WasmInstance instance) {
        instance.registers().setLong(register, value);
    }

    public static void passFloat(float value, int register, WasmInstance instance) {
        instance.registers().setFloat(register, value);
    }

    public static void passDouble(double value, int register, WasmInstance instance) {
        instance.registers().setDouble(register, value);
    }

    public static void passVector(Vector128 value, int register, WasmInstance instance) {
        instance.registers().setReference(register, value);
    }

    public static void passReference(Object value, int register, WasmInstance instance) {
        instance.registers().setReference(register, value);
    }

    public static int takeInt(int register, WasmInstance instance) {
        return instance.registers().getInt(register);
    }

    public static long takeLong(int register, WasmInstance instance) {
        return instance.registers().getLong(register);
    }

    public static float takeFloat(int register, WasmInstance instance) {
        return instance.registers().getFloat(register);
    }

    public static double takeDouble(int register, WasmInstance instance) {
        return instance.registers().getDouble(register);
    }

    public static Vector128 takeVector(int register, WasmInstance instance) {
        return (Vector128) instance.registers().takeReference(register);
    }

    public static Object takeReference(int register, WasmInstance instance) {
        return instance.registers().takeReference(register);
    }
}
