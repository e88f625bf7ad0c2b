// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.process;

/**
 * Emscripten's {@code tempRet0}: the second result of functions that can return only one i32, such as the high half of
 * an i64. Programs keep it in a global of their own and export access to it, or leave it to the host.
 */
public final class TempRet0 {

    private final GuestProcess process;
    private int value;

    TempRet0(GuestProcess process) {
        this.process = process;
    }

    public int get() {
        if (process.calls().hasExport("_emscripten_tempret_get")) {
            return (Integer) process.calls().callExport("_emscripten_tempret_get");
        }
        return value;
    }

    public void set(int newValue) {
        value = newValue;
        if (process.calls().hasExport("_emscripten_tempret_set")) {
            process.calls().callExport("_emscripten_tempret_set", newValue);
        }
    }

    /** Passes an i64 to a program compiled without i64 at its boundary; returns the low half. */
    public int split(long result) {
        set((int) (result >> 32));
        return (int) result;
    }
}
