// SPDX-License-Identifier: Apache-2.0
package org.emgraal.bytecode.support;

import org.emgraal.runtime.Vector128;
import org.emgraal.runtime.WasmInstance;

/** {@code global.get} and {@code global.set}. */
public final class Globals {

    private Globals() {
    }

    public static int getInt(int global, WasmInstance instance) {
        return instance.global(global).getInt();
    }

    public static long getLong(int global, WasmInstance instance) {
        return instance.global(global).getLong();
    }

    public static float getFloat(int global, WasmInstance instance) {
        return instance.global(global).getFloat();
    }

    public static double getDouble(int global, WasmInstance instance) {
        return instance.global(global).getDouble();
    }

    public static Vector128 getVector(int global, WasmInstance instance) {
        return (Vector128) instance.global(global).getReference();
    }

    public static Object getReference(int global, WasmInstance instance) {
        return instance.global(global).getReference();
    }

    public static void setInt(int value, int global, WasmInstance instance) {
        instance.global(global).setInt(value);
    }

    public static void setLong(long value, int global, WasmInstance instance) {
        instance.global(global).setLong(value);
    }

    public static void setFloat(float value, int global, WasmInstance instance) {
        instance.global(global).setFloat(value);
    }

    public static void setDouble(double value, int global, WasmInstance instance) {
        instance.global(global).setDouble(value);
    }

    public static void setVector(Vector128 value, int global, WasmInstance instance) {
        instance.global(global).setReference(value);
    }

    public static void setReference(Object value, int global, WasmInstance instance) {
        instance.global(global).setReference(value);
    }
}
