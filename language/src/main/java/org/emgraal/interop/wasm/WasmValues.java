// SPDX-License-Identifier: Apache-2.0
package org.emgraal.interop.wasm;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import com.oracle.truffle.api.interop.UnsupportedTypeException;
import org.emgraal.module.HeapType;
import org.emgraal.module.ValueType;
import org.emgraal.runtime.CallRegisters;
import org.emgraal.runtime.WasmFunction;

/**
 * Values between WebAssembly and other languages. Integers keep their value or are refused; a float takes any number,
 * rounded as C rounds; references to functions become {@link FunctionObject}, external ones pass unchanged.
 */
final class WasmValues {

    static final String OF_ANOTHER_THREAD = "it belongs to instances that another thread made, and threads share memories only";

    private static final InteropLibrary INTEROP = InteropLibrary.getUncached();

    private WasmValues() {
    }

    /**
     * A value of another language as a WebAssembly value, boxed for its type.
     *
     * @param receiver registers of the store that it is for
     * @throws UnsupportedTypeException if it is no such value, out of range, or a function of another store
     */
    @TruffleBoundary
    static Object fromInterop(ValueType type, Object value, CallRegisters receiver) throws UnsupportedTypeException {
        try {
            switch (type.kind()) {
                case I32:
                    if (INTEROP.fitsInInt(value)) {
                        return INTEROP.asInt(value);
                    }
                    throw unsupported(value, "a number from -2^31 to 2^31-1 wanted");
                case I64:
                    if (INTEROP.fitsInLong(value)) {
                        return INTEROP.asLong(value);
                    }
                    throw unsupported(value, "a number from -2^63 to 2^63-1 wanted");
                case F32:
                    return toFloat(value);
                case F64:
                    if (INTEROP.fitsInDouble(value)) {
                        return INTEROP.asDouble(value);
                    }
                    throw unsupported(value, "a number wanted that f64 holds exactly");
                case REF:
                    return toReference(type, value, receiver);
                default:
                    throw unsupported(value, "values of type " + type + " cannot come from other languages");
            }
        } catch (UnsupportedMessageException e) {
            throw unsupported(value, e.getMessage());
        }
    }

    private static Object toFloat(Object value) throws UnsupportedTypeException, UnsupportedMessageException {
        if (INTEROP.fitsInFloat(value)) {
            return INTEROP.asFloat(value);
        }
        if (INTEROP.fitsInDouble(value)) {
            double number = INTEROP.asDouble(value);
            float rounded = (float) number;
            if (!Float.isInfinite(rounded) || Double.isInfinite(number)) {
                return rounded;
            }
        }
        throw unsupported(value, "a number in the range of f32 wanted");
    }

    private static Object toReference(ValueType type, Object value, CallRegisters receiver) throws UnsupportedTypeException {
        if (INTEROP.isNull(value)) {
            if (type.nullable()) {
                return null;
            }
            throw unsupported(value, "null is no " + type);
        }
        if (type.heap().equals(HeapType.EXTERN)) {
            return value instanceof OpaqueReference opaque ? opaque.reference() : value;
        }
        if (type.heap().equals(HeapType.FUNC) && value instanceof FunctionObject function) {
            if (!function.isOf(receiver)) {
                throw unsupported(value, OF_ANOTHER_THREAD);
            }
            return function.function();
        }
        throw unsupported(value, "a value of type " + type + " wanted");
    }

    private static UnsupportedTypeException unsupported(Object value, String reason) {
        return UnsupportedTypeException.create(new Object[]{value}, reason);
    }

    /** A boxed WebAssembly value as other languages see it. */
    @TruffleBoundary
    static Object toInterop(ModuleObjects objects, Object value) {
        return switch (value) {
            case null -> NullReference.INSTANCE;
            case Integer number -> number;
            case Long number -> number;
            case Float number -> number;
            case Double number -> number;
            case WasmFunction function -> objects.function(function);
            case Object other when InteropLibrary.isValidValue(other) -> other;
            default -> new OpaqueReference(value);
        };
    }
}
