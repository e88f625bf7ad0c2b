// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc;

/**
 * The program's table of function pointers, as far as libc changes it: host functions whose signature is only known
 * at run time, such as libffi closures. Implemented by the engine.
 */
public interface FunctionTable {

    /** A slot nobody uses, the table grown by one if need be; holds null until {@link #set}. */
    int reserve();

    /** Makes {@code index} refer to a host function of the {@linkplain HostFunction#signature signature} given. */
    void set(int index, HostFunction function);

    /** Empties a reserved slot and lets {@link #reserve} hand it out again. */
    void free(int index);
}
