// SPDX-License-Identifier: Apache-2.0
package org.emgraal.tarfs;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A folder with an Emscripten build of CPython: the unpacked {@code pyodide} package of the npm registry, or those
 * of its files that are needed without JavaScript.
 */
public final class Distribution {
    /** System property naming the folder of an unpacked distribution; wins over everything else. */
    public static final String PROPERTY = "emgraal.distribution";
    /** Environment variable with the same meaning as {@link #PROPERTY}, asked second. */
    public static final String ENVIRONMENT = "EMGRAAL_DISTRIBUTION";

    static final String WASM = "pyodide.asm.wasm";
    static final String STDLIB_ZIP = "python_stdlib.zip";
    static final String LOCK = "pyodide-lock.json";
    static final String PACKAGE = "package.json";
    static final List<String> REQUIRED = List.of(WASM, STDLIB_ZIP, LOCK);

    /** The build's output folder, below the source tree. */
    private static final Path IN_SOURCE_TREE = Path.of("stdlib-tarfs", "target", "distribution");
    private static final int[] WASM_MAGIC = {0, 'a', 's', 'm'};
    private static final int[] ZIP_MAGIC = {'P', 'K', 3, 4};
    private static final Pattern SYSCONFIG_VERSION = Pattern.compile("'VERSION': '(\\d+\\.\\d+)'");

    private final Path directory;
    private String pythonVersion;

    private Distribution(Path directory) {
        this.directory = directory;
    }

    /**
     * Finds the distribution this process shall run: the folder named by {@link #PROPERTY}, else by
     * {@link #ENVIRONMENT}, else {@code distribution} beside the jars (or inside the Java run-time image), else the
     * output of the build whose classes are running.
     *
     * @throws DistributionException if there is none, or the named one is not usable
     */
    public static Distribution locate() throws DistributionException {
        String named = System.getProperty(PROPERTY);
        if (named == null || named.isBlank()) {
            named = System.getenv(ENVIRONMENT);
        }
        if (named != null && !named.isBlank()) {
            return at(Path.of(named));
        }
        List<Path> candidates = candidates(codeLocation());
        for (Path candidate : candidates) {
            if (Files.exists(candidate.resolve(WASM))) {
                return at(candidate);
            }
        }
        throw new DistributionException("No CPython distribution found: build the project, or let the environment"
                + " variable " + ENVIRONMENT + " or the system property " + PROPERTY
                + " name the folder of an unpacked pyodide package (looked in " + candidates + ").");
    }

    /**
     * The distribution in a given folder.
     *
     * @throws DistributionException if a required file is missing or is not what its name says
     */
    public static Distribution at(Path directory) throws DistributionException {
        if (!Files.isDirectory(directory)) {
            throw new DistributionException("The distribution folder " + directory + " does not exist.");
        }
        for (String file : REQUIRED) {
            if (!Files.isRegularFile(directory.resolve(file))) {
                throw new DistributionException("The distribution folder " + directory + " has no file " + file
                        + "; it must be an unpacked pyodide package.");
            }
        }
        requireMagic(directory.resolve(WASM), WASM_MAGIC, "a WebAssembly module");
        requireMagic(directory.resolve(STDLIB_ZIP), ZIP_MAGIC, "a zip archive");
        return new Distribution(directory.toAbsolutePath().normalize());
    }

    public Path directory() {
        return directory;
    }

    /** The main module: CPython and its built-in extension modules. */
    public Path wasm() {
        return directory.resolve(WASM);
    }

    /** The standard library as the distribution ships it: Python sources only. */
    public Path stdlibZip() {
        return directory.resolve(STDLIB_ZIP);
    }

    /** The index of Pyodide's wheels that fit this build. */
    public Path lockFile() {
        return directory.resolve(LOCK);
    }

    /** Where {@link StdlibArchive} puts the precompiled standard library of this distribution. */
    public Path stdlibTarPath() {
        return directory.resolve("stdlib.tar");
    }

    /** The precompiled standard library, if it has been built. */
    public Optional<Path> stdlibTar() {
        return Optional.of(stdlibTarPath()).filter(Files::isRegularFile);
    }

    /**
     * Major and minor version of Python, for example {@code "3.14"}: the name of the folder the library belongs in.
     * Read from the {@code sysconfig} data in the library, so that it is the version of the sources themselves.
     *
     * @throws DistributionException if the library does not tell
     */
    public synchronized String pythonVersion() throws DistributionException {
        if (pythonVersion == null) {
            pythonVersion = readPythonVersion();
        }
        return pythonVersion;
    }

    @Override
    public String toString() {
        return directory.toString();
    }

    private String readPythonVersion() throws DistributionException {
        try (ZipFile zip = new ZipFile(stdlibZip().toFile())) {
            ZipEntry data = zip.stream().filter(e -> e.getName().startsWith("_sysconfigdata")).findFirst().orElse(null);
            if (data != null) {
                try (InputStream in = zip.getInputStream(data)) {
                    Matcher version = SYSCONFIG_VERSION.matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8));
                    if (version.find()) {
                        return version.group(1);
                    }
                }
            }
        } catch (IOException e) {
            throw new DistributionException("Cannot read " + stdlibZip() + ": " + e.getMessage(), e);
        }
        throw new DistributionException(stdlibZip()
                        + " has no _sysconfigdata module with a VERSION: not a CPython standard library.");
    }

    private static void requireMagic(Path file, int[] magic, String kind) throws DistributionException {
        byte[] start;
        try (InputStream in = Files.newInputStream(file)) {
            start = in.readNBytes(magic.length);
        } catch (IOException e) {
            throw new DistributionException("Cannot read " + file + ": " + e.getMessage(), e);
        }
        for (int i = 0; i < magic.length; i++) {
            if (i >= start.length || start[i] != magic[i]) {
                throw new DistributionException(file + " is not " + kind + ".");
            }
        }
    }

    /** Jar file or class folder of this class; null inside a run-time image, whose code has no file location. */
    private static Path codeLocation() {
        CodeSource source = Distribution.class.getProtectionDomain().getCodeSource();
        try {
            return source != null && source.getLocation() != null && "file".equals(source.getLocation().getProtocol())
                    ? Path.of(source.getLocation().toURI())
                    : null;
        } catch (URISyntaxException e) {
            return null;
        }
    }

    /** Folders to look in, best first. */
    static List<Path> candidates(Path code) {
        List<Path> folders = new ArrayList<>();
        if (code == null) {
            folders.add(Path.of(System.getProperty("java.home"), "distribution"));
        } else {
            Path beside = code.getParent();
            folders.add(beside.resolve("distribution"));
            if (beside.getParent() != null) {
                folders.add(beside.resolveSibling("distribution"));
            }
            for (Path tree = beside; tree != null; tree = tree.getParent()) {
                folders.add(tree.resolve(IN_SOURCE_TREE));
            }
        }
        return folders;
    }
}
