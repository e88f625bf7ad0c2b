// SPDX-License-Identifier: Apache-2.0
package org.emgraal.bytecode.support;

import com.oracle.truffle.api.exception.AbstractTruffleException;
import java.util.List;
import org.emgraal.libc.ProgramExit;
import org.emgraal.module.ValueType;
import org.emgraal.runtime.CallRegisters;
import org.emgraal.runtime.Trap;
import org.emgraal.runtime.TrapException;
import org.emgraal.runtime.Vector128;
import org.emgraal.runtime.WasmException;
import org.emgraal.runtime.WasmInstance;
import org.emgraal.runtime.WasmTag;

/** {@code throw}, {@code rethrow}, {@code throw_ref}, and what catches. */
public final class Exceptions {

    private Exceptions() {
    }

    public static RuntimeException unreachable() {
        return Trap.UNREACHABLE.at(null);
    }

    /** The exception of a tag, whose values are in the call registers. */
    public static RuntimeException create(int tagIndex, WasmInstance instance) {
        CallRegisters registers = instance.registers();
        WasmTag tag = instance.tag(tagIndex);
        List<ValueType> types = tag.type().parameters();
        long[] numbers = new long[types.size()];
        Object[] references = new Object[types.size()];
        for (int i = 0; i < numbers.length; i++) {
            switch (types.get(i).kind()) {
                case I32 -> numbers[i] = registers.getInt(i);
                case I64 -> numbers[i] = registers.getLong(i);
                case F32 -> numbers[i] = Float.floatToRawIntBits(registers.getFloat(i));
                case F64 -> numbers[i] = Double.doubleToRawLongBits(registers.getDouble(i));
                case V128, REF -> references[i] = registers.takeReference(i);
            }
        }
        return new WasmException(tag, numbers, references);
    }

    /** Throws what a clause has caught, whatever it is. */
    public static RuntimeException rethrow(Object exception) {
        if (exception == null) {
            throw Trap.NULL_EXCEPTION_REFERENCE.at(null);
        }
        throw sneakyThrow((Throwable) exception);
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> RuntimeException sneakyThrow(Throwable exception) throws T {
        throw (T) exception;
    }

    /** What a handler may see; everything else, traps among it, goes on. */
    public static Object caught(Throwable exception) {
        boolean visible = exception instanceof WasmException || exception instanceof ProgramExit
                        || exception instanceof AbstractTruffleException && !(exception instanceof TrapException);
        if (!visible) {
            throw sneakyThrow(exception);
        }
        return exception;
    }

    public static boolean hasTag(Object exception, int tag, WasmInstance instance) {
        return exception instanceof WasmException wasm && wasm.tag() == instance.tag(tag);
    }

    public static int getInt(Object exception, int value) {
        return (int) ((WasmException) exception).numbers()[value];
    }

    public static long getLong(Object exception, int value) {
        return ((WasmException) exception).numbers()[value];
    }

    public static float getFloat(Object exception, int value) {
        return Float.intBitsToFloat(getInt(exception, value));
    }

    public static double getDouble(Object exception, int value) {
        return Double.longBitsToDouble(getLong(exception, value));
    }

    public static Vector128 getVector(Object exception, int value) {
        return (Vector128) ((WasmException) exception).references()[value];
    }

    public static Object getReference(Object exception, int value) {
        return ((WasmException) exception).references()[value];
    }
}
