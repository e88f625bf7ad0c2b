// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc;

/**
 * One function a program may import: its name, its WebAssembly signature and what it does.
 *
 * @param name the import's field name, for example {@code __syscall_openat}
 * @param signature result then parameters, Emscripten style: {@code v i j f d} for void, i32, i64, f32, f64 and
 *            {@code e} for externref; {@code "iiii"} is {@code (i32,i32,i32)->i32}
 * @param body the behaviour
 */
public record HostFunction(String name, String signature, Body body) {

    /** Arguments and result are boxed as in {@link GuestCalls#callExport}; externref is any object or null. */
    @FunctionalInterface
    public interface Body {
        Object call(Arguments arguments);
    }

    /** The arguments of one call. */
    public record Arguments(Object[] values) {

        public int i32(int index) {
            return (Integer) values[index];
        }

        public long i64(int index) {
            return (Long) values[index];
        }

        public float f32(int index) {
            return (Float) values[index];
        }

        public double f64(int index) {
            return (Double) values[index];
        }

        public Object ref(int index) {
            return values[index];
        }
    }
}
