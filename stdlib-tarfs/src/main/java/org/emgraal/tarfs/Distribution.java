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
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.emgraal.libc.fs.FileSystem;

/**
 * A folder with an Emscripten build of CPython: the unpacked {@code pyodide} package of the npm registry, or those
 * of its files that are needed without JavaScript.
 */
public final class Distribution implements PythonBuild {
    /** System property naming the folder of an unpacked distribution; wins over everything else. */
    public static final String PROPERTY = "emgraal.distribution";
    /** Environment variable with the same meaning as {@link #PROPERTY}, asked second. */
    public static final String ENVIRONMENT = "EMGRAAL_DISTRIBUTION";

    static final String STDLIB_ZIP = "python_stdlib.zip";
    static final String PACKAGE = "package.json";
    static final List<String> REQUIRED = List.of(MODULE, STDLIB_ZIP, LOCK);

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
        String named = named();
        if (named != null) {
            return at(Path.of(named));
        }
        List<Path> candidates = candidates(codeLocation());
        for (Path candidate : candidates) {
            if (Files.exists(candidate.resolve(MODULE))) {
                return at(candidate);
            }
        }
        throw new DistributionException("No CPython found: depend on org.emgraal:python, or let the environment"
                + " variable " + ENVIRONMENT + " or the system property " + PROPERTY
                + " name the folder of an unpacked pyodide package (looked in " + candidates + ").");
    }

    /** Whether somebody names a folder, and means no other. */
    static boolean isNamed() {
        return named() != null;
    }

    private static String named() {
        String property = System.getProperty(PROPERTY);
        if (property != null && !property.isBlank()) {
            return property;
        }
        String variable = System.getenv(ENVIRONMENT);
        return variable != null && !variable.isBlank() ? variable : null;
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
        requireMagic(directory.resolve(MODULE), WASM_MAGIC, "a WebAssembly module");
        requireMagic(directory.resolve(STDLIB_ZIP), ZIP_MAGIC, "a zip archive");
        return new Distribution(directory.toAbsolutePath().normalize());
    }

    public Path directory() {
        return directory;
    }

    /** The file {@link #MODULE}. */
    public Path wasm() {
        return directory.resolve(MODULE);
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
        return directory.resolve(LIBRARY);
    }

    /** The precompiled standard library, if it has been built. */
    public Optional<Path> stdlibTar() {
        return Optional.of(stdlibTarPath()).filter(Files::isRegularFile);
    }

    /** Read from the {@code sysconfig} data in the library, so that it is the version of the sources themselves. */
    @Override
    public synchronized String pythonVersion() throws DistributionException {
        if (pythonVersion == null) {
            pythonVersion = readPythonVersion();
        }
        return pythonVersion;
    }

    @Override
    public byte[] read(String file) throws IOException {
        return LargeFile.read(directory.resolve(file));
    }

    @Override
    public Object stamp(String file) throws IOException {
        Path path = directory.resolve(file);
        return List.of(path, Files.size(path), Files.getLastModifiedTime(path));
    }

    @Override
    public FileSystem library(boolean verified, Consumer<String> warning) throws IOException {
        return StdlibArchive.open(this, verified, warning);
    }

    @Override
    public byte[] libraryIdentity() throws IOException {
        return StdlibArchive.identity(this);
    }

    @Override
    public Optional<Path> snapshotFile() {
        return Optional.of(directory.resolve(SNAPSHOT));
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
