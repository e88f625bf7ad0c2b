// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc;

import static org.emgraal.libc.syscall.Calls.library;
import static org.emgraal.libc.syscall.Calls.pair;
import static org.emgraal.libc.syscall.Calls.syscall;

import java.util.List;
import org.emgraal.libc.process.GuestProcess;
import org.emgraal.libc.syscall.MappingSyscalls;

/** The imports that map files into memory: at first {@code mmap} returned the address, later it stores it. */
final class MappingImports {

    private final GuestProcess process;
    private final MappingSyscalls mapping;

    MappingImports(GuestProcess process, MappingSyscalls mapping) {
        this.process = process;
        this.mapping = mapping;
    }

    List<HostFunction> functions() {
        return List.of(
                        new HostFunction("_mmap_js", "iiiiijii", syscall(a -> store(a.i32(5), a.i32(6),
                                        mapping.mmap(a.i32(0), a.i32(1), a.i32(2), a.i32(3), a.i64(4))))),
                        new HostFunction("_mmap_js", "iiiiiiiii", syscall(a -> store(a.i32(6), a.i32(7),
                                        mapping.mmap(a.i32(0), a.i32(1), a.i32(2), a.i32(3), pair(a, 4))))),
                        new HostFunction("_mmap_js", "iiiiiiii", syscall(a -> allocated(a.i32(6),
                                        mapping.mmap(a.i32(1), a.i32(2), a.i32(3), a.i32(4), a.i32(5))))),
                        new HostFunction("_msync_js", "iiiiiij", syscall(a -> mapping.msync(a.i32(0), a.i32(1)))),
                        new HostFunction("_msync_js", "iiiiiiii", syscall(a -> mapping.msync(a.i32(0), a.i32(1)))),
                        new HostFunction("_msync_js", "iiiii", syscall(a -> mapping.msync(a.i32(0), a.i32(1)))),
                        new HostFunction("_munmap_js", "iiiiiij", syscall(a -> mapping.munmap(a.i32(0), a.i32(1)))),
                        new HostFunction("_munmap_js", "iiiiiiii", syscall(a -> mapping.munmap(a.i32(0), a.i32(1)))),
                        new HostFunction("_munmap_js", "iiiiiii", syscall(a -> mapping.munmap(a.i32(0), a.i32(1)))));
    }

    /** Definitions that stand in for the program's own, see {@link Libc#replacements}: Emscripten's always fails. */
    List<HostFunction> replacements() {
        return List.of(new HostFunction("mremap", "iiiiii", library(process, a ->
                        mapping.mremap(a.i32(0), a.i32(1), a.i32(2), a.i32(3)))));
    }

    private int store(int allocatedFlag, int result, int address) {
        allocated(allocatedFlag, address);
        process.memory().storeInt(result, address);
        return 0;
    }

    /** Tells the program that it must free the memory. */
    private int allocated(int allocatedFlag, int address) {
        process.memory().storeInt(allocatedFlag, 1);
        return address;
    }
}
