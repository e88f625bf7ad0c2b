// SPDX-License-Identifier: Apache-2.0
package org.emgraal.launcher;

import java.nio.file.Path;
import org.emgraal.tarfs.UserCache;

/**
 * Where the commands keep bytecode for later ones: {@code emgraal} in the user's cache folder.
 * Embedders choose a folder themselves, as a library writes no files that nobody has asked for.
 */
final class CodeCacheFolder {

    private CodeCacheFolder() {
    }

    /** Empty if the user has no folder. */
    static String path() {
        Path folder = UserCache.folder();
        return folder == null ? "" : folder.toString();
    }
}
