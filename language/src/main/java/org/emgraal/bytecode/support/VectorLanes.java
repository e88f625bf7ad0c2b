// SPDX-License-Identifier: Apache-2.0
package org.emgraal.bytecode.support;

import org.emgraal.nodes.simd.IntegerLanes;
import org.emgraal.nodes.simd.LaneNodes;
import org.emgraal.runtime.Vector128;

/** The vector instructions between lanes and scalars; floats go through them as raw bits. */
final class VectorLanes {

    private VectorLanes() {
    }

    static Vector128 splat(int bits, int value) {
        long half = IntegerLanes.splat(value, bits);
        return new Vector128(half, half);
    }

    static Vector128 splat(long value) {
        return new Vector128(value, value);
    }

    static Vector128 splat(float value) {
        return splat(32, Float.floatToRawIntBits(value));
    }

    static Vector128 splat(double value) {
        return splat(Double.doubleToRawLongBits(value));
    }

    static int extract(int bits, boolean signed, int lane, Vector128 vector) {
        return (int) IntegerLanes.get(IntegerLanes.half(vector, bits, lane), bits, signed, lane % (64 / bits));
    }

    static long extractLong(int lane, Vector128 vector) {
        return IntegerLanes.half(vector, 64, lane);
    }

    static float extractFloat(int lane, Vector128 vector) {
        return Float.intBitsToFloat(extract(32, true, lane, vector));
    }

    static double extractDouble(int lane, Vector128 vector) {
        return Double.longBitsToDouble(extractLong(lane, vector));
    }

    static Vector128 replace(int bits, int lane, Vector128 vector, int value) {
        return LaneNodes.withLane(vector, bits, lane, value);
    }

    static Vector128 replace(int lane, Vector128 vector, long value) {
        return LaneNodes.withLane(vector, 64, lane, value);
    }

    static Vector128 replace(int lane, Vector128 vector, float value) {
        return replace(32, lane, vector, Float.floatToRawIntBits(value));
    }

    static Vector128 replace(int lane, Vector128 vector, double value) {
        return replace(lane, vector, Double.doubleToRawLongBits(value));
    }

    /** Each byte of the result is one of 32: the first vector's, then the second's. */
    static Vector128 shuffle(String lanes, Vector128 first, Vector128 second) {
        return new Vector128(shuffle(lanes, 0, first, second), shuffle(lanes, 8, first, second));
    }

    private static long shuffle(String lanes, int from, Vector128 first, Vector128 second) {
        long result = 0;
        for (int i = 0; i < 8; i++) {
            int lane = lanes.charAt(from + i);
            long half = IntegerLanes.half(lane < 16 ? first : second, 8, lane & 15);
            result |= IntegerLanes.put(half >>> 8 * (lane & 7), 8, i);
        }
        return result;
    }
}
