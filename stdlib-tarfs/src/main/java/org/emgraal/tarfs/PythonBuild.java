// SPDX-License-Identifier: Apache-2.0
package org.emgraal.tarfs;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.emgraal.libc.fs.FileSystem;

/** A CPython to run, and what was made of it ahead: a folder, or what a jar on the class path or module path brings. */
public sealed interface PythonBuild permits Distribution, BundledPython {

    /** The module: CPython and its built-in extension modules. */
    String MODULE = "pyodide.asm.wasm";
    /** The index of Pyodide's wheels that fit the build. */
    String LOCK = "pyodide-lock.json";
    /** The precompiled standard library. */
    String LIBRARY = "stdlib.tar";
    /** What interpreters start from. */
    String SNAPSHOT = "start.snapshot";

    /**
     * The build this process shall run: the folder that the system property or the environment variable names, else the one
     * that the artifact {@code python} brings, else a folder beside the jars or in the source tree.
     *
     * @throws DistributionException if there is none, or it is not usable
     */
    static PythonBuild locate() throws DistributionException {
        BundledPython bundled = Distribution.isNamed() ? null : BundledPython.ofThisProcess();
        return bundled != null ? bundled : Distribution.locate();
    }

    /**
     * Major and minor version of Python, for example {@code "3.14"}: the name of the folder the library belongs in.
     *
     * @throws DistributionException if the build does not tell
     */
    String pythonVersion() throws DistributionException;

    /**
     * The bytes of one of its files.
     *
     * @throws NoSuchFileException if it has none of this name
     */
    byte[] read(String file) throws IOException;

    /** Equal for the same content of a file, without reading it. */
    Object stamp(String file) throws IOException;

    /**
     * The standard library to run with: the archive, if it has been built and is undamaged, else the zip of sources, from
     * which a start takes several times as long.
     *
     * @param verified whether all its files have been compared with their checksums before; each still is when it is read
     * @param warning takes one line about an archive that cannot be used
     */
    FileSystem library(boolean verified, Consumer<String> warning) throws IOException;

    /**
     * What tells one archive of the library from another: its index, which has the names, places and checksums of all files.
     * Null if there is no archive.
     */
    byte[] libraryIdentity() throws IOException;

    /** Where a command line may keep a snapshot that it had to make. */
    Optional<Path> snapshotFile();
}
