// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.abi;

import java.util.Collection;
import java.util.List;

/** The two generations of structures that programs pass to system calls; both have WASI's error numbers. */
public enum Abi {
    /** {@code time_t} of 32 bits and the padding of 32-bit Linux in {@code struct stat}: Emscripten up to 3.1.7. */
    SHORT_TIME(StatStruct.SHORT_TIME, Timespec.SHORT),
    /** {@code time_t} of 64 bits. */
    CURRENT(StatStruct.CURRENT, Timespec.CURRENT);

    /** System calls that musl stopped making in favour of their {@code *at} forms when time became longer. */
    private static final List<String> OLD_CALLS = List.of("__syscall_open", "__syscall_mkdir", "__syscall_readlink",
                    "__syscall_rename", "__syscall_unlink", "__syscall_link", "__syscall_fstatat64");
    private static final List<String> NEW_CALLS = List.of("__syscall_openat", "__syscall_mkdirat",
                    "__syscall_readlinkat", "__syscall_renameat", "__syscall_newfstatat");
    /** Renamed in 3.1.4x; until then in nearly every program. */
    private static final String OLD_NAME = "emscripten_memcpy_big";

    private final StatStruct stat;
    private final Timespec timespec;

    Abi(StatStruct stat, Timespec timespec) {
        this.stat = stat;
        this.timespec = timespec;
    }

    /**
     * What the imports of a program say about its compiler.
     *
     * @param importNames the names of all functions it imports, not minified
     */
    public static Abi of(Collection<String> importNames) {
        boolean old = OLD_CALLS.stream().anyMatch(importNames::contains) ||
                        importNames.contains(OLD_NAME) && NEW_CALLS.stream().noneMatch(importNames::contains);
        return old ? SHORT_TIME : CURRENT;
    }

    /** Whether a program was compiled before Emscripten 4, which copies memory without asking its host. */
    public static boolean isBefore4(Collection<String> importNames) {
        return importNames.contains(OLD_NAME) || importNames.contains("_emscripten_memcpy_js");
    }

    public StatStruct stat() {
        return stat;
    }

    public Timespec timespec() {
        return timespec;
    }
}
