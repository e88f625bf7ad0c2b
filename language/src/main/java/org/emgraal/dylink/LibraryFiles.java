// SPDX-License-Identifier: Apache-2.0
package org.emgraal.dylink;

import java.util.List;

/** Where libraries are found. */
public interface LibraryFiles {

    /**
     * The absolute path of a library, or null if there is none.
     *
     * @param name a path, or a name to look for in {@code LD_LIBRARY_PATH} and then in {@code runPath}
     */
    String find(String name, List<String> runPath);

    /** Where {@link #find} looks for a library, for error messages. */
    List<String> searched(String name, List<String> runPath);

    /**
     * The bytes of a library found.
     *
     * @throws DynamicLinkException if they cannot be read
     */
    byte[] read(String path);
}
