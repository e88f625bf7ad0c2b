// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.ffi;

import java.util.ArrayList;
import java.util.List;
import org.emgraal.libc.FunctionTable;
import org.emgraal.libc.HostFunction;
import org.emgraal.libc.LinearMemory;
import org.emgraal.libc.ffi.FfiType.Kind;
import org.emgraal.libc.process.GuestProcess;

/**
 * libffi for WebAssembly: calling a function pointer with arguments described at run time, and making function
 * pointers of such a description. What goes through these is {@code ctypes}.
 */
final class ForeignFunctions {

    /** {@code struct ffi_closure}: table index, cif, function, user data. */
    private static final int CLOSURE_INDEX = 0;
    private static final int CLOSURE_CIF = 4;
    private static final int CLOSURE_FUNCTION = 8;
    private static final int CLOSURE_USER_DATA = 12;

    private static final int FFI_OK = 0;
    private static final int FFI_BAD_TYPEDEF = 1;

    private final GuestProcess process;

    ForeignFunctions(GuestProcess process) {
        this.process = process;
    }

    private FunctionTable table() {
        return process.functionTable();
    }

    // ---- calls

    /**
     * {@code ffi_call}.
     *
     * @param result address for the result
     * @param values address of an array of addresses of the arguments
     */
    void call(int cif, int function, int result, int values) {
        LinearMemory memory = process.memory();
        CallInterface call = CallInterface.load(memory, cif);
        List<Object> arguments = new ArrayList<>();
        if (call.result().kind().returnedByAddress()) {
            arguments.add(result);
        }
        Object returned;
        try (GuestStack stack = new GuestStack(process)) {
            for (int i = 0; i < call.fixed(); i++) {
                push(call.arguments()[i], memory.loadInt(values + 4 * i), stack, arguments);
            }
            if (call.variadic()) {
                arguments.add(variadic(call, values, stack));
            }
            stack.commit();
            returned = process.calls().callPointer(function, arguments.toArray());
        }
        if (call.result().kind() != Kind.VOID && !call.result().kind().returnedByAddress()) {
            storeResult(call.result(), result, returned);
        }
    }

    private void push(FfiType type, int address, GuestStack stack, List<Object> arguments) {
        LinearMemory memory = process.memory();
        switch (type.kind()) {
            case VOID -> {
            }
            case LONG_DOUBLE -> {
                arguments.add(memory.loadLong(address));
                arguments.add(memory.loadLong(address + 8));
            }
            case STRUCT -> arguments.add(copy(type, address, stack));
            default -> arguments.add(type.loadValue(memory, address));
        }
    }

    /** A struct is passed by the address of a copy. */
    private int copy(FfiType type, int address, GuestStack stack) {
        int copy = stack.allocate(type.size(), type.alignment());
        process.memory().slice(copy, type.size()).put(process.memory().slice(address, type.size()));
        return copy;
    }

    /** Lays variadic arguments out as {@code va_arg} reads them; their address. */
    private int variadic(CallInterface call, int values, GuestStack stack) {
        LinearMemory memory = process.memory();
        int count = call.arguments().length - call.fixed();
        int[] copies = new int[count];
        int[] offsets = new int[count];
        int size = 0;
        for (int i = 0; i < count; i++) {
            FfiType type = call.arguments()[call.fixed() + i];
            boolean struct = type.kind() == Kind.STRUCT;
            copies[i] = struct ? copy(type, memory.loadInt(values + 4 * (call.fixed() + i)), stack) : 0;
            int width = struct ? 4 : Math.max(4, type.kind().size);
            offsets[i] = size = size + Math.min(width, 8) - 1 & -Math.min(width, 8);
            size += type.kind() == Kind.VOID ? 0 : width;
        }
        int area = stack.allocate(size, 16);
        for (int i = 0; i < count; i++) {
            FfiType type = call.arguments()[call.fixed() + i];
            int source = memory.loadInt(values + 4 * (call.fixed() + i));
            switch (type.kind()) {
                case VOID -> {
                }
                case STRUCT -> memory.storeInt(area + offsets[i], copies[i]);
                case LONG_DOUBLE -> memory.slice(area + offsets[i], 16).put(memory.slice(source, 16));
                // Narrow integers are promoted to int (C17 6.5.2.2).
                case UINT8, SINT8, UINT16, SINT16 -> memory.storeInt(area + offsets[i],
                                (Integer) type.loadValue(memory, source));
                default -> type.storeValue(memory, area + offsets[i], (Number) type.loadValue(memory, source));
            }
        }
        return area;
    }

    /** A function without result, called as if it had one, gives zero. */
    private void storeResult(FfiType type, int result, Object returned) {
        type.storeValue(process.memory(), result, returned == null ? 0 : (Number) returned);
    }

    // ---- closures

    /** {@code ffi_closure_alloc}: memory for a closure and a slot for its function pointer, stored at {@code code}. */
    int allocateClosure(int size, int code) {
        int closure = table() == null ? 0 : process.calls().malloc(size);
        if (closure != 0) {
            int index = table().reserve();
            process.memory().storeInt(code, index);
            process.memory().storeInt(closure + CLOSURE_INDEX, index);
        }
        return closure;
    }

    void freeClosure(int closure) {
        table().free(process.memory().loadInt(closure + CLOSURE_INDEX));
        process.calls().free(closure);
    }

    /** {@code ffi_prep_closure_loc}: {@code code} will call {@code function(cif, result, values, userData)}. */
    int prepareClosure(int closure, int cif, int function, int userData, int code) {
        LinearMemory memory = process.memory();
        CallInterface call;
        try {
            call = CallInterface.load(memory, cif);
        } catch (UnsupportedOperationException noSuchType) {
            return FFI_BAD_TYPEDEF;
        }
        memory.storeInt(closure + CLOSURE_CIF, cif);
        memory.storeInt(closure + CLOSURE_FUNCTION, function);
        memory.storeInt(closure + CLOSURE_USER_DATA, userData);
        table().set(code, new HostFunction("ffi_closure", call.signature(), arguments ->
                        callClosure(call, closure, arguments.values())));
        return FFI_OK;
    }

    private Object callClosure(CallInterface call, int closure, Object[] arguments) {
        LinearMemory memory = process.memory();
        Kind kind = call.result().kind();
        try (GuestStack stack = new GuestStack(process)) {
            int next = 0;
            int result = kind.returnedByAddress() ? (Integer) arguments[next++] : stack.allocate(8, 8);
            int[] addresses = new int[call.arguments().length];
            for (int i = 0; i < call.fixed(); i++) {
                FfiType type = call.arguments()[i];
                addresses[i] = unpack(type, arguments, next, stack);
                next += type.kind().letters.length();
            }
            if (call.variadic()) {
                locateVariadic(call, (Integer) arguments[next], addresses);
            }
            int values = stack.allocate(4 * addresses.length, 4);
            for (int i = 0; i < addresses.length; i++) {
                memory.storeInt(values + 4 * i, addresses[i]);
            }
            stack.commit();
            process.calls().callPointer(memory.loadInt(closure + CLOSURE_FUNCTION),
                            memory.loadInt(closure + CLOSURE_CIF), result, values,
                            memory.loadInt(closure + CLOSURE_USER_DATA));
            return result(kind, result);
        }
    }

    /** Puts an argument where the closure's function finds it; the address. */
    private int unpack(FfiType type, Object[] arguments, int index, GuestStack stack) {
        LinearMemory memory = process.memory();
        switch (type.kind()) {
            case VOID -> {
                return stack.allocate(0, 1);
            }
            case STRUCT -> {
                return copy(type, (Integer) arguments[index], stack);
            }
            case LONG_DOUBLE -> {
                int address = stack.allocate(16, 16);
                memory.storeLong(address, (Long) arguments[index]);
                memory.storeLong(address + 8, (Long) arguments[index + 1]);
                return address;
            }
            default -> {
                int address = stack.allocate(type.kind().size, Math.max(4, type.kind().size));
                type.storeValue(memory, address, (Number) arguments[index]);
                return address;
            }
        }
    }

    private void locateVariadic(CallInterface call, int area, int[] addresses) {
        int at = area;
        for (int i = call.fixed(); i < addresses.length; i++) {
            FfiType type = call.arguments()[i];
            boolean struct = type.kind() == Kind.STRUCT;
            int width = struct ? 4 : type.kind() == Kind.VOID ? 0 : Math.max(4, type.kind().size);
            int alignment = Math.max(1, Math.min(width, 8));
            at = at + alignment - 1 & -alignment;
            addresses[i] = struct ? process.memory().loadInt(at) : at;
            at += width;
        }
    }

    /** The closure's function stores integers as a whole {@code ffi_arg}. */
    private Object result(Kind kind, int address) {
        LinearMemory memory = process.memory();
        return switch (kind) {
            case VOID, STRUCT, LONG_DOUBLE -> null;
            case FLOAT -> memory.loadFloat(address);
            case DOUBLE -> memory.loadDouble(address);
            case UINT64, SINT64 -> memory.loadLong(address);
            default -> memory.loadInt(address);
        };
    }
}
