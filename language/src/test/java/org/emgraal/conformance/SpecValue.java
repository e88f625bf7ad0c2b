// SPDX-License-Identifier: Apache-2.0
package org.emgraal.conformance;

import java.util.List;
import java.util.Map;
import org.emgraal.runtime.Vector128;
import org.emgraal.runtime.WasmException;
import org.emgraal.runtime.WasmFunction;

/**
 * Values as the suite's JSON writes them. Numbers are their bits as decimal integers; here they are {@link Long}s,
 * vectors {@link Vector128}s, everything else a reference.
 */
final class SpecValue {

    /** A reference that the script, as the host, makes: {@code (ref.extern N)}. */
    record Host(String number) {
    }

    private static final String NULL = "null";
    private static final String CANONICAL_NAN = "nan:canonical";
    private static final String ARITHMETIC_NAN = "nan:arithmetic";
    private static final int VECTOR_BYTES = 16;

    private SpecValue() {
    }

    /** An argument. */
    static Object parse(Map<String, Object> json) {
        String type = (String) json.get("type");
        Object value = json.get("value");
        return switch (type) {
            case "i32", "f32", "i64", "f64" -> bits(value);
            case "v128" -> vector(json);
            case "externref", "anyref" -> value == null || NULL.equals(value) ? null : new Host(value.toString());
            default -> {
                if (value == null || NULL.equals(value)) {
                    yield null;
                }
                throw new IllegalArgumentException("unknown value " + json);
            }
        };
    }

    private static long bits(Object value) {
        String text = value.toString();
        return text.startsWith("-") ? Long.parseLong(text) : Long.parseUnsignedLong(text);
    }

    private static int laneBytes(Map<String, Object> json) {
        return switch ((String) json.get("lane_type")) {
            case "i8" -> Byte.BYTES;
            case "i16" -> Short.BYTES;
            case "i32", "f32" -> Integer.BYTES;
            case "i64", "f64" -> Long.BYTES;
            default -> throw new IllegalArgumentException("unknown lanes " + json);
        };
    }

    private static Vector128 vector(Map<String, Object> json) {
        int width = laneBytes(json);
        List<?> lanes = (List<?>) json.get("value");
        long[] halves = new long[2];
        for (int i = 0; i < lanes.size(); i++) {
            int bit = i * width * Byte.SIZE;
            long lane = bits(lanes.get(i)) & mask(width);
            halves[bit / Long.SIZE] |= lane << bit % Long.SIZE;
        }
        return new Vector128(halves[0], halves[1]);
    }

    private static long mask(int bytes) {
        return bytes == Long.BYTES ? -1 : (1L << bytes * Byte.SIZE) - 1;
    }

    /** Whether a result is what the script expects. */
    @SuppressWarnings("unchecked")
    static boolean matches(Map<String, Object> expected, Object actual) {
        Object value = expected.get("value");
        return switch ((String) expected.get("type")) {
            case "either" -> ((List<Map<String, Object>>) expected.get("values")).stream().anyMatch(one -> matches(one, actual));
            case "i32", "f32" -> actual instanceof Long number && (value == null || isLane(value, Integer.BYTES, number));
            case "i64", "f64" -> actual instanceof Long number && (value == null || isLane(value, Long.BYTES, number));
            case "v128" -> actual instanceof Vector128 vector && isVector(expected, vector);
            case "refnull", "nullref", "nullfuncref", "nullexternref", "nullexnref" -> actual == null;
            case "funcref" -> NULL.equals(value) ? actual == null : actual instanceof WasmFunction;
            case "exnref" -> NULL.equals(value) ? actual == null : actual instanceof WasmException;
            case "externref", "anyref" -> NULL.equals(value) ? actual == null
                            : value == null ? actual != null : new Host(value.toString()).equals(actual);
            case "eqref", "i31ref", "structref", "arrayref", "refnonnull" -> NULL.equals(value) ? actual == null : actual != null;
            default -> throw new IllegalArgumentException("unknown expectation " + expected);
        };
    }

    private static boolean isVector(Map<String, Object> expected, Vector128 actual) {
        int width = laneBytes(expected);
        List<?> lanes = (List<?>) expected.get("value");
        for (int i = 0; i < VECTOR_BYTES / width; i++) {
            int bit = i * width * Byte.SIZE;
            long half = bit < Long.SIZE ? actual.low : actual.high;
            if (!isLane(lanes.get(i), width, half >>> bit % Long.SIZE)) {
                return false;
            }
        }
        return true;
    }

    /** NaNs as the specification's "NaN propagation" allows them, either sign. */
    private static boolean isLane(Object expected, int width, long actual) {
        long lane = actual & mask(width);
        boolean wide = width == Long.BYTES;
        long quiet = wide ? 0x7FF8_0000_0000_0000L : 0x7FC0_0000L;
        if (CANONICAL_NAN.equals(expected)) {
            return (lane & (wide ? Long.MAX_VALUE : Integer.MAX_VALUE)) == quiet;
        }
        if (ARITHMETIC_NAN.equals(expected)) {
            return (lane & quiet) == quiet;
        }
        return lane == (bits(expected) & mask(width));
    }
}
