// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.ffi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.HashMap;
import java.util.Map;
import org.emgraal.libc.FunctionTable;
import org.emgraal.libc.Guest;
import org.emgraal.libc.HostFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ForeignFunctionsTest {

    private static final int INT = 1;
    private static final int FLOAT = 2;
    private static final int DOUBLE = 3;
    private static final int LONG_DOUBLE = 4;
    private static final int UINT8 = 5;
    private static final int SINT8 = 6;
    private static final int UINT16 = 7;
    private static final int SINT16 = 8;
    private static final int SINT64 = 12;
    private static final int STRUCT = 13;
    private static final int POINTER = 14;
    private static final int STACK = 1 << 15;

    private static final class Table implements FunctionTable {

        final Map<Integer, HostFunction> functions = new HashMap<>();
        private int last = 40;

        @Override
        public int reserve() {
            return ++last;
        }

        @Override
        public void set(int index, HostFunction function) {
            functions.put(index, function);
        }

        @Override
        public void free(int index) {
            functions.remove(index);
        }
    }

    private final Guest guest = new Guest();
    private final Table table = new Table();
    private int stackPointer = STACK;
    private Object[] seen;

    @BeforeEach
    void exports() {
        guest.libc.process().attach(table);
        guest.exports.put("free", arguments -> null);
        guest.exports.put("emscripten_stack_get_current", arguments -> stackPointer);
        guest.exports.put("_emscripten_stack_restore", arguments -> {
            stackPointer = arguments.i32(0);
            return null;
        });
    }

    private int type(int number, int size, int alignment, int... elements) {
        int list = guest.allocate(4 * (elements.length + 1));
        for (int i = 0; i < elements.length; i++) {
            guest.memory.storeInt(list + 4 * i, elements[i]);
        }
        guest.memory.storeInt(list + 4 * elements.length, 0);
        int type = guest.allocate(12);
        guest.memory.storeInt(type, size);
        guest.memory.storeShort(type + 4, (short) alignment);
        guest.memory.storeShort(type + 6, (short) number);
        guest.memory.storeInt(type + 8, list);
        return type;
    }

    private int type(int number) {
        int size = switch (number) {
            case 0, UINT8, SINT8 -> 1;
            case UINT16, SINT16 -> 2;
            case DOUBLE, 11, SINT64 -> 8;
            case LONG_DOUBLE -> 16;
            default -> 4;
        };
        return type(number, size, size);
    }

    private int cif(int result, int fixed, int... arguments) {
        int types = guest.allocate(4 * arguments.length + 4);
        for (int i = 0; i < arguments.length; i++) {
            guest.memory.storeInt(types + 4 * i, arguments[i]);
        }
        int cif = guest.allocate(28);
        guest.memory.storeInt(cif + 4, arguments.length);
        guest.memory.storeInt(cif + 8, types);
        guest.memory.storeInt(cif + 12, result);
        guest.memory.storeInt(cif + 24, fixed);
        return cif;
    }

    private int pointers(int... addresses) {
        int array = guest.allocate(4 * addresses.length + 4);
        for (int i = 0; i < addresses.length; i++) {
            guest.memory.storeInt(array + 4 * i, addresses[i]);
        }
        return array;
    }

    private int number(Number value) {
        int address = guest.allocate(16);
        switch (value) {
            case Double number -> guest.memory.storeDouble(address, number);
            case Float number -> guest.memory.storeFloat(address, number);
            case Long number -> guest.memory.storeLong(address, number);
            default -> guest.memory.storeInt(address, value.intValue());
        }
        return address;
    }

    /** Calls pointer 7, which gives {@code returned}; the address of the result. */
    private int call(int cif, Object returned, int... values) {
        guest.exports.put("pointer 7", arguments -> {
            seen = arguments.values();
            return returned;
        });
        int result = guest.allocate(16);
        guest.memory.fill(result, (byte) 0x77, 16);
        guest.callAs("viiii", "ffi_call_js", cif, 7, result, pointers(values));
        assertEquals(STACK, stackPointer);
        return result;
    }

    @Test
    void numbersOfAllKinds() {
        int cif = cif(type(DOUBLE), 9, type(INT), type(FLOAT), type(DOUBLE), type(UINT8), type(SINT8), type(UINT16),
                        type(SINT16), type(SINT64),
                        type(POINTER));
        int result = call(cif, 2.5, number(-5), number(1.5f), number(2.25), number(0x1FF), number(0x1FF),
                        number(0x1FFFE), number(0x1FFFE),
                        number(1L << 40), number(99));
        assertArrayEquals(new Object[] {-5, 1.5f, 2.25, 0xFF, -1, 0xFFFE, -2, 1L << 40, 99}, seen);
        assertEquals(2.5, guest.memory.loadDouble(result));
    }

    @Test
    void results() {
        assertEquals(1L << 50, guest.memory.loadLong(call(cif(type(SINT64), 0), 1L << 50)));
        assertEquals(1.5f, guest.memory.loadFloat(call(cif(type(FLOAT), 0), 1.5f)));
        assertEquals((byte) 200, guest.memory.loadByte(call(cif(type(UINT8), 0), 200)));
        assertEquals(0, guest.memory.loadInt(call(cif(type(INT), 0), null)));
        assertEquals(0x77777777, guest.memory.loadInt(call(cif(type(0), 0), null)));
    }

    @Test
    void structs() {
        int point = type(STRUCT, 16, 8, type(DOUBLE), type(DOUBLE));
        int wrapped = type(STRUCT, 8, 8, type(STRUCT, 8, 8, type(DOUBLE)));
        int empty = type(STRUCT, 0, 1);
        int value = guest.allocate(16);
        guest.memory.storeDouble(value, 1);
        guest.memory.storeDouble(value + 8, 2);
        int result = call(cif(point, 3, point, wrapped, empty), null, value, number(3.5), 0);
        assertEquals(3, seen.length);
        assertEquals(result, seen[0]);
        int copy = (Integer) seen[1];
        assertEquals(2.0, guest.memory.loadDouble(copy + 8));
        assertEquals(true, copy != value && copy < STACK);
        assertEquals(3.5, seen[2]);
    }

    @Test
    void longDoubles() {
        int value = guest.allocate(16);
        guest.memory.storeLong(value, 11);
        guest.memory.storeLong(value + 8, 22);
        int result = call(cif(type(LONG_DOUBLE), 1, type(LONG_DOUBLE)), null, value);
        assertArrayEquals(new Object[] {result, 11L, 22L}, seen);
    }

    @Test
    void variadicArguments() {
        int[] read = new int[4];
        int cif = cif(type(INT), 1, type(POINTER), type(SINT8), type(DOUBLE), type(STRUCT, 8, 4, type(INT), type(INT)));
        int struct = guest.allocate(8);
        guest.memory.storeInt(struct + 4, 77);
        guest.exports.put("pointer 7", arguments -> {
            int area = arguments.i32(1);
            read[0] = arguments.values().length;
            read[1] = guest.memory.loadInt(area);
            read[2] = (int) guest.memory.loadDouble(area + 8);
            read[3] = guest.memory.loadInt(guest.memory.loadInt(area + 16) + 4);
            return 0;
        });
        guest.callAs("viiii", "ffi_call_js", cif, 7, guest.allocate(8),
                        pointers(number(1), number(-3), number(8.0), struct));
        assertArrayEquals(new int[] {2, -3, 8, 77}, read);
    }

    @Test
    void closures() {
        int code = guest.allocate(4);
        int closure = guest.call("ffi_closure_alloc_js", 40, code);
        int index = guest.memory.loadInt(code);
        int point = type(STRUCT, 8, 4, type(INT), type(INT));
        int cif = cif(type(SINT64), 4, type(INT), type(DOUBLE), point, type(UINT8));
        assertEquals(0, guest.call("ffi_prep_closure_loc_js", closure, cif, 9, 1234, index));
        guest.exports.put("pointer 9", arguments -> {
            assertEquals(cif, arguments.i32(0));
            assertEquals(1234, arguments.i32(3));
            int values = arguments.i32(2);
            long sum = guest.memory.loadInt(guest.memory.loadInt(values)) +
                            (long) guest.memory.loadDouble(guest.memory.loadInt(values + 4)) +
                            guest.memory.loadInt(guest.memory.loadInt(values + 8) + 4) +
                            (guest.memory.loadByte(guest.memory.loadInt(values + 12)) & 0xFF);
            guest.memory.storeLong(arguments.i32(1), sum);
            return null;
        });
        int struct = guest.allocate(8);
        guest.memory.storeInt(struct + 4, 1000);
        HostFunction function = table.functions.get(index);
        assertEquals("jidii", function.signature());
        assertEquals(1231L, function.body().call(new HostFunction.Arguments(new Object[] {1, 30.0, struct, 200})));
        assertEquals(STACK, stackPointer);
        guest.callAs("vi", "ffi_closure_free_js", closure);
        assertNull(table.functions.get(index));
    }

    @Test
    void closuresThatReturnStructs() {
        int code = guest.allocate(4);
        int closure = guest.call("ffi_closure_alloc_js", 40, code);
        int point = type(STRUCT, 8, 4, type(INT), type(INT));
        guest.call("ffi_prep_closure_loc_js", closure, cif(point, 0), 9, 0, guest.memory.loadInt(code));
        int result = guest.allocate(8);
        guest.exports.put("pointer 9", arguments -> {
            assertEquals(result, arguments.i32(1));
            return null;
        });
        HostFunction function = table.functions.get(guest.memory.loadInt(code));
        assertEquals("vi", function.signature());
        assertNull(function.body().call(new HostFunction.Arguments(new Object[] {result})));
    }

    @Test
    void complexNumbersHaveNoRepresentation() {
        int code = guest.allocate(4);
        int closure = guest.call("ffi_closure_alloc_js", 40, code);
        assertEquals(1, guest.call("ffi_prep_closure_loc_js", closure, cif(type(15), 0), 9, 0,
                        guest.memory.loadInt(code)));
    }
}
