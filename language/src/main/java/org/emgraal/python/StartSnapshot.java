// SPDX-License-Identifier: Apache-2.0
package org.emgraal.python;

import java.util.Arrays;
import org.emgraal.emscripten.EmscriptenProgram;
import org.emgraal.libc.fs.FileDescriptorTable;
import org.emgraal.runtime.InstanceState;
import org.emgraal.runtime.WasmInstance;

/**
 * CPython after its initialisation in the standard configuration, before it has learned anything of its process. It can
 * take the place of the initialisation in an instance that was {@linkplain Prepared prepared} in the same way: what Java
 * knows of guest addresses then fits. Immutable; shared by threads.
 *
 * @param prepared what it was taken after
 * @param state memory and globals
 * @param helpers {@link EmbeddingHelpers#addresses}
 * @param timeZone {@link org.emgraal.libc.Libc#timeZoneAddresses}
 */
public record StartSnapshot(Prepared prepared, InstanceState state, int[] helpers, int[] timeZone) {

    /**
     * What initialisation starts from: where the next allocation would be, which tells the sizes of all before it, and the
     * size of the function table. The memory itself differs, as C code seeds its generators of random numbers.
     */
    record Prepared(int heap, int tableSize) {

        private static final int PROBE = 4096;

        static Prepared of(EmscriptenProgram program) {
            int heap = program.calls().callInt("malloc", PROBE);
            program.calls().callInt("free", heap);
            return new Prepared(heap, program.instance().table(0).size());
        }
    }

    /** What a snapshot does not hold and initialisation must therefore not change: references in tables. */
    static Object[][] references(WasmInstance instance) {
        Object[][] tables = new Object[instance.module().tables().size()][];
        Arrays.setAll(tables, i -> Arrays.copyOf(instance.table(i).elements(), instance.table(i).size()));
        return tables;
    }

    /**
     * Takes a snapshot; null if there is more state than one can hold.
     *
     * @param before the references before initialisation
     */
    static StartSnapshot of(EmscriptenProgram program, Prepared prepared, Object[][] before, EmbeddingHelpers helpers) {
        Object[][] now = references(program.instance());
        FileDescriptorTable descriptors = program.libc().process().descriptors();
        int[] open = {0};
        descriptors.forEach(descriptor -> open[0]++);
        boolean complete = Arrays.deepEquals(before, now) && open[0] == 3;
        return complete ? new StartSnapshot(prepared, InstanceState.of(program.instance()), helpers.addresses(),
                        program.libc().timeZoneAddresses()) : null;
    }

    /** Whether an instance that is prepared like this can continue from here. */
    boolean fits(Prepared other) {
        return prepared.equals(other);
    }
}
