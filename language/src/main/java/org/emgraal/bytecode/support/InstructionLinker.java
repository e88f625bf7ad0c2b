// SPDX-License-Identifier: Apache-2.0
package org.emgraal.bytecode.support;

import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.emgraal.binary.Opcode;
import org.emgraal.nodes.simd.VectorOperation;
import org.emgraal.runtime.Vector128;
import org.emgraal.translation.VectorMeanings;

/**
 * Links the vector instructions of generated code, once for each place: to what the syntax tree executes, so that their
 * meaning is written once. HotSpot inlines it, as the operation is a constant of the call site.
 */
public final class InstructionLinker {

    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

    private InstructionLinker() {
    }

    /** Bootstrap method (JVMS 6.5, invokedynamic): {@code immediates} has a character for each byte behind the opcode. */
    public static CallSite link(MethodHandles.Lookup caller, String name, MethodType type, int opcode, String immediates)
                    throws ReflectiveOperationException {
        return new ConstantCallSite(handle(opcode, immediates).asType(type));
    }

    private static MethodHandle handle(int opcode, String immediates) throws ReflectiveOperationException {
        Object meaning = VectorMeanings.of(opcode);
        return meaning == null ? lanes(opcode, immediates) : switch (meaning) {
            case VectorOperation.Unary unary -> bind(VectorOperation.Unary.class, unary, Vector128.class, Vector128.class);
            case VectorOperation.Binary binary -> bind(VectorOperation.Binary.class, binary, Vector128.class, Vector128.class, Vector128.class);
            case VectorOperation.Ternary ternary -> bind(VectorOperation.Ternary.class, ternary, Vector128.class, Vector128.class, Vector128.class,
                            Vector128.class);
            case VectorOperation.Shift shift -> bind(VectorOperation.Shift.class, shift, Vector128.class, Vector128.class, int.class);
            case VectorOperation.Test test -> bind(VectorOperation.Test.class, test, int.class, Vector128.class);
            default -> throw new IllegalArgumentException("vector operation " + meaning);
        };
    }

    private static MethodHandle bind(Class<?> type, Object operation, Class<?> result, Class<?>... operands) throws ReflectiveOperationException {
        return LOOKUP.findVirtual(type, "apply", MethodType.methodType(result, operands)).bindTo(operation);
    }

    private static MethodHandle lanes(int opcode, String immediates) throws ReflectiveOperationException {
        int lane = immediates.isEmpty() ? 0 : immediates.charAt(0);
        return switch (opcode) {
            case Opcode.V128_CONST -> MethodHandles.constant(Vector128.class, new Vector128(half(immediates, 0), half(immediates, 8)));
            case Opcode.I8X16_SHUFFLE -> find("shuffle", Vector128.class, new Object[]{immediates}, String.class, Vector128.class, Vector128.class);
            case Opcode.I8X16_SPLAT -> splat(8);
            case Opcode.I16X8_SPLAT -> splat(16);
            case Opcode.I32X4_SPLAT -> splat(32);
            case Opcode.I64X2_SPLAT -> find("splat", Vector128.class, new Object[0], long.class);
            case Opcode.F32X4_SPLAT -> find("splat", Vector128.class, new Object[0], float.class);
            case Opcode.F64X2_SPLAT -> find("splat", Vector128.class, new Object[0], double.class);
            case Opcode.I8X16_EXTRACT_LANE_S -> extract(8, true, lane);
            case Opcode.I8X16_EXTRACT_LANE_U -> extract(8, false, lane);
            case Opcode.I16X8_EXTRACT_LANE_S -> extract(16, true, lane);
            case Opcode.I16X8_EXTRACT_LANE_U -> extract(16, false, lane);
            case Opcode.I32X4_EXTRACT_LANE -> extract(32, true, lane);
            case Opcode.I64X2_EXTRACT_LANE -> find("extractLong", long.class, new Object[]{lane}, int.class, Vector128.class);
            case Opcode.F32X4_EXTRACT_LANE -> find("extractFloat", float.class, new Object[]{lane}, int.class, Vector128.class);
            case Opcode.F64X2_EXTRACT_LANE -> find("extractDouble", double.class, new Object[]{lane}, int.class, Vector128.class);
            case Opcode.I8X16_REPLACE_LANE -> replace(8, lane);
            case Opcode.I16X8_REPLACE_LANE -> replace(16, lane);
            case Opcode.I32X4_REPLACE_LANE -> replace(32, lane);
            case Opcode.I64X2_REPLACE_LANE -> find("replace", Vector128.class, new Object[]{lane}, int.class, Vector128.class, long.class);
            case Opcode.F32X4_REPLACE_LANE -> find("replace", Vector128.class, new Object[]{lane}, int.class, Vector128.class, float.class);
            case Opcode.F64X2_REPLACE_LANE -> find("replace", Vector128.class, new Object[]{lane}, int.class, Vector128.class, double.class);
            default -> throw new IllegalArgumentException("instruction " + Integer.toHexString(opcode));
        };
    }

    private static long half(String bytes, int from) {
        long half = 0;
        for (int i = 7; i >= 0; i--) {
            half = half << 8 | bytes.charAt(from + i);
        }
        return half;
    }

    private static MethodHandle splat(int bits) throws ReflectiveOperationException {
        return find("splat", Vector128.class, new Object[]{bits}, int.class, int.class);
    }

    private static MethodHandle extract(int bits, boolean signed, int lane) throws ReflectiveOperationException {
        return find("extract", int.class, new Object[]{bits, signed, lane}, int.class, boolean.class, int.class, Vector128.class);
    }

    private static MethodHandle replace(int bits, int lane) throws ReflectiveOperationException {
        return find("replace", Vector128.class, new Object[]{bits, lane}, int.class, int.class, Vector128.class, int.class);
    }

    private static MethodHandle find(String name, Class<?> result, Object[] first, Class<?>... parameters) throws ReflectiveOperationException {
        MethodHandle method = LOOKUP.findStatic(VectorLanes.class, name, MethodType.methodType(result, parameters));
        return MethodHandles.insertArguments(method, 0, first);
    }
}
