// SPDX-License-Identifier: Apache-2.0
package org.emgraal.python;

import java.util.Arrays;
import java.util.zip.CRC32C;
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
     * What initialisation starts from: where the next allocation would be, which tells the sizes of all before it; the size
     * of the function table; a checksum of the table of built-in modules, most of which are Java's. The memory itself
     * differs, as C code seeds its generators of random numbers.
     */
    record Prepared(int heap, int tableSize, int modules) {

        private static final int PROBE = 4096;
        /** {@code struct _inittab}: name and initialiser; a null name ends the table (Include/import.h). */
        private static final int MODULE_SIZE = 8;

        static Prepared of(EmscriptenProgram program, PythonApi api) {
            int heap = api.call("malloc", PROBE);
            api.free(heap);
            int table = api.memory().loadInt(api.symbol("PyImport_Inittab"));
            CRC32C checksum = new CRC32C();
            for (int module = table; api.memory().loadInt(module) != 0; module += MODULE_SIZE) {
                byte[] entry = new byte[MODULE_SIZE];
                api.memory().read(module, entry, 0, MODULE_SIZE);
                checksum.update(entry);
                checksum.update(api.memory().readCString(api.memory().loadInt(module)));
            }
            return new Prepared(heap, program.instance().table(0).size(), (int) checksum.getValue());
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
