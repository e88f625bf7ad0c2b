// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.fs;

/** A file system in the name space; {@code readOnly} also where the file system itself could be written. */
public record Mount(FileSystem fileSystem, boolean readOnly) {

    /** Of files that are in no name space. */
    static final Mount NAMELESS = new Mount(null, false);
}
