// SPDX-License-Identifier: Apache-2.0
/** The CPython distribution and its standard library as an indexed, read-only tar file system. */
module org.emgraal.tarfs {
    requires transitive org.emgraal.libc;
    // Writes the archive at build time; nothing that runs programs needs it.
    requires static org.apache.commons.compress;

    exports org.emgraal.tarfs;
}
