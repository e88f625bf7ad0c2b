// SPDX-License-Identifier: Apache-2.0
package org.emgraal.tarfs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The build step that puts a {@link Distribution} below {@code target}: installs the one package of a lock file with
 * npm, which checks the package against the hash in the lock file, and keeps the files we need.
 *
 * <p>Arguments: folder with {@code package.json} and {@code package-lock.json}; output folder; and, if the user may
 * choose another distribution, an unpacked one to copy instead of fetching, blank to let {@code EMGRAAL_DISTRIBUTION}
 * say so. Does nothing when the output is up to date.
 */
public final class FetchDistribution {
    /** Written last: what the files in the output folder were made from. */
    private static final String STAMP = ".origin";
    private static final String LOCK_FILE = "package-lock.json";
    /** Of npm's log: code, call, number and description; what follows is npm's own stack and advice. */
    private static final int MESSAGE_LINES = 4;
    private static final Pattern PACKAGE_VERSION = Pattern.compile("\"pyodide\": \"([^\"]+)\"");

    private final Path lockFolder;
    private final Path output;
    private final String npm;
    private final Consumer<String> progress;

    FetchDistribution(Path lockFolder, Path output, String npm, Consumer<String> progress) {
        this.lockFolder = lockFolder;
        this.output = output;
        this.npm = npm;
        this.progress = progress;
    }

    public static void main(String[] arguments) {
        if (arguments.length < 2) {
            System.err.println("usage: FetchDistribution LOCK_FOLDER OUTPUT [UNPACKED_DISTRIBUTION or \"\"]");
            System.exit(2);
        }
        // On Windows npm is a batch file, which ProcessBuilder finds only under its full name.
        String npm = System.getProperty("os.name").startsWith("Windows") ? "npm.cmd" : "npm";
        var fetch = new FetchDistribution(Path.of(arguments[0]), Path.of(arguments[1]), npm, System.out::println);
        try {
            Path unpacked = arguments.length > 2 ? unpacked(arguments[2]) : null;
            if (unpacked != null) {
                fetch.copyFrom(unpacked);
            } else {
                fetch.install();
            }
        } catch (IOException e) {
            System.err.println("error: " + (e instanceof DistributionException ? e.getMessage() : e.toString()));
            System.exit(1);
        }
    }

    /** The folder the user wants instead of a download; null if there is no such wish. */
    private static Path unpacked(String argument) {
        String named = argument.isBlank() ? System.getenv(Distribution.ENVIRONMENT) : argument;
        return named == null || named.isBlank() ? null : Path.of(named);
    }

    /** Fetches the package unless the output folder was made from this very lock file. */
    void install() throws IOException {
        String lock = Files.readString(lockFolder.resolve(LOCK_FILE));
        String origin = LOCK_FILE + " sha256 " + sha256(lock);
        if (isCurrent(origin)) {
            return;
        }
        Matcher matcher = PACKAGE_VERSION.matcher(lock);
        if (!matcher.find()) {
            throw new DistributionException(lockFolder.resolve(LOCK_FILE) + " does not depend on the package pyodide.");
        }
        String wanted = "pyodide " + matcher.group(1);
        progress.accept("Fetching " + wanted + " with npm (once) ...");
        Path work = output.resolveSibling(output.getFileName() + ".npm");
        delete(work);
        try {
            Files.createDirectories(work);
            for (String file : List.of(Distribution.PACKAGE, LOCK_FILE)) {
                Files.copy(lockFolder.resolve(file), work.resolve(file));
            }
            runNpm(work, wanted);
            keep(Distribution.at(work.resolve("node_modules").resolve("pyodide")), origin);
        } finally {
            delete(work);
        }
        progress.accept("Fetched " + wanted + " into " + output);
    }

    /** Uses an already unpacked distribution instead of the network. */
    void copyFrom(Path unpacked) throws IOException {
        Distribution given = Distribution.at(unpacked);
        String origin = given.directory() + " " + sizesAndTimes(given.directory());
        if (isCurrent(origin)) {
            return;
        }
        keep(given, origin);
        progress.accept("Copied the distribution " + given.directory() + " into " + output);
    }

    private void runNpm(Path work, String wanted) throws IOException {
        Process process;
        try {
            process = new ProcessBuilder(npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
                    .directory(work.toFile()).redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new DistributionException("npm, which fetches " + wanted
                            + ", was not found on the PATH: install Node.js with npm, or let "
                    + Distribution.ENVIRONMENT + " name the folder of an unpacked pyodide package.", e);
        }
        process.getOutputStream().close();
        String log = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status;
        try {
            status = process.waitFor();
        } catch (InterruptedException e) {
            process.destroy();
            throw new DistributionException("Interrupted while npm was fetching " + wanted + ".", e);
        }
        if (status != 0 && log.contains("EINTEGRITY")) {
            throw new DistributionException("npm delivered a " + wanted + " whose hash differs from the one in "
                    + lockFolder.resolve(LOCK_FILE) + "; it was discarded.");
        }
        if (status != 0) {
            throw new DistributionException("npm could not fetch " + wanted + " (exit status " + status + "): "
                    + log.lines().map(String::strip).filter(Predicate.not(String::isEmpty))
                            .limit(MESSAGE_LINES).collect(Collectors.joining(" | ")));
        }
    }

    private void keep(Distribution source, String origin) throws IOException {
        delete(output);
        Files.createDirectories(output);
        for (String file : Distribution.REQUIRED) {
            Files.copy(source.directory().resolve(file), output.resolve(file), StandardCopyOption.COPY_ATTRIBUTES);
        }
        Path description = source.directory().resolve(Distribution.PACKAGE);
        if (Files.exists(description)) {
            Files.copy(description, output.resolve(Distribution.PACKAGE));
        }
        Files.writeString(output.resolve(STAMP), origin);
    }

    private boolean isCurrent(String origin) throws IOException {
        Path stamp = output.resolve(STAMP);
        return Files.exists(stamp) && Files.readString(stamp).equals(origin)
                && Distribution.REQUIRED.stream().allMatch(file -> Files.isRegularFile(output.resolve(file)));
    }

    private static String sizesAndTimes(Path folder) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String file : Distribution.REQUIRED) {
            Path path = folder.resolve(file);
            text.append(file + " " + Files.size(path) + " " + Files.getLastModifiedTime(path) + " ");
        }
        return text.toString();
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    private static void delete(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(tree)) {
            for (Path path : (Iterable<Path>) paths.sorted(Comparator.reverseOrder())::iterator) {
                Files.delete(path);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
