// SPDX-License-Identifier: Apache-2.0
package org.emgraal.tarfs;

import java.io.IOException;
import java.util.Map;
import java.util.function.Consumer;
import org.emgraal.libc.fs.FileSystem;

/** Runs a script in the CPython whose standard library is being compiled; implemented by who can run CPython. */
@FunctionalInterface
public interface BytecodeCompiler {

    /**
     * Runs {@code script} with {@code sys.argv[1:]} being {@code libraryPath} and an empty directory that can be
     * written. For equal results of equal builds, {@code PYTHONHASHSEED} has to be 0.
     *
     * @param library the sources, to be mounted at {@code libraryPath}; the interpreter may start from there as well
     * @param libraryPath where programs will see the library; code objects record it as their file name
     * @param progress takes each line the script prints
     * @return every file the script has left in the directory, by path relative to it
     * @throws IOException if the script does not end well
     */
    Map<String, byte[]> run(FileSystem library, String libraryPath, String script, Consumer<String> progress)
                    throws IOException;
}
