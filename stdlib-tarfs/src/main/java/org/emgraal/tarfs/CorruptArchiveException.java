// SPDX-License-Identifier: Apache-2.0
package org.emgraal.tarfs;

import java.io.IOException;
import java.nio.file.Path;

/** An archive or its index does not hold what it promises; the message names the file and the offset. */
public final class CorruptArchiveException extends IOException {
    private static final long serialVersionUID = 1L;
    private final transient Path archive;
    private final long offset;

    CorruptArchiveException(Path archive, long offset, String reason) {
        super(archive + " is corrupt at offset " + offset + ": " + reason);
        this.archive = archive;
        this.offset = offset;
    }

    public Path archive() {
        return archive;
    }

    /** Where in the file the damage shows, in bytes from its start. */
    public long offset() {
        return offset;
    }
}
