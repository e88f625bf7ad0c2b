// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.fs;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Directories of a {@link HostFiles} that have been seen to be reached without symbolic links. To see that anew costs
 * the host a question for each directory on the way; that a path still leads to the directory that was seen, only one.
 */
public final class DirectDirectories {

    private static final int MOST_KEPT = 1000;

    /** What the host is asked. */
    public interface Host {

        /** What tells a directory from every other of the machine, not following a link; null if there is no such thing. */
        Object identity(String directory) throws IOException;

        /** Whether no component of the path is a symbolic link. */
        boolean isDirect(String directory) throws IOException;
    }

    private final Host host;
    private final Map<String, Object> seen = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Object> eldest) {
            return size() > MOST_KEPT;
        }
    };

    public DirectDirectories(Host host) {
        this.host = host;
    }

    /** Returns if the directory is reached without symbolic links. */
    public synchronized void require(String directory) throws IOException {
        Object identity = host.identity(directory);
        if (identity != null && identity.equals(seen.get(directory))) {
            return;
        }
        seen.remove(directory);
        if (!host.isDirect(directory)) {
            throw new NoSuchFileException(directory);
        }
        // Asked again, as what was identified may have been reached by a link that has gone since.
        if (identity != null && identity.equals(host.identity(directory))) {
            seen.put(directory, identity);
        }
    }

    /** To be called when the program renames or links: a link may now lead to where a directory was seen. */
    public synchronized void forget() {
        seen.clear();
    }
}
