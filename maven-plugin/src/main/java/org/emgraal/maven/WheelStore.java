// SPDX-License-Identifier: Apache-2.0
package org.emgraal.maven;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.emgraal.tarfs.Wheel;
import org.emgraal.tarfs.WheelTags;

/** The wheels that this user's builds have had, by the SHA-256 of their content. A wheel is in it whole or not at all. */
final class WheelStore {

    private final Path folder;
    private final SimpleRepository repository;
    private final WheelTags tags;

    WheelStore(Path folder, WheelTags tags, boolean offline) {
        this.folder = folder;
        this.tags = tags;
        this.repository = new SimpleRepository(offline);
    }

    /**
     * A wheel of which the hash may be unknown.
     *
     * @param sha256 in hexadecimal; null if anything will do
     * @return the file, in a folder named by its hash
     */
    Path fetch(String fileName, String sha256, URI place) throws PackagesException {
        if (sha256 != null) {
            Path known = folder.resolve(sha256).resolve(fileName);
            if (Files.isRegularFile(known) && hash(known).equals(sha256)) {
                return known;
            }
        }
        try {
            Files.createDirectories(folder);
            Path unfinished = Files.createTempFile(folder, fileName, ".new");
            try {
                String actual = copy(place, unfinished);
                if (sha256 != null && !actual.equals(sha256)) {
                    throw new PackagesException("%s at %s has not the hash that it must have: expected sha256:%s, got sha256:%s"
                                    .formatted(fileName, place, sha256, actual));
                }
                Path file = folder.resolve(actual).resolve(fileName);
                Files.createDirectories(file.getParent());
                Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                return file;
            } finally {
                Files.deleteIfExists(unfinished);
            }
        } catch (PackagesException e) {
            throw e;
        } catch (IOException e) {
            throw new PackagesException("%s cannot be copied from %s to %s (%s)".formatted(fileName, place, folder, e), e);
        }
    }

    private String copy(URI place, Path target) throws IOException {
        MessageDigest digest = sha256();
        try (InputStream in = WheelIndex.isAddress(place.toString()) ? repository.open(place) : Files.newInputStream(Path.of(place));
                        DigestOutputStream out = new DigestOutputStream(Files.newOutputStream(target), digest)) {
            in.transferTo(out);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Opens a wheel and compares all its files with its list. */
    Wheel open(Path file) throws PackagesException {
        try {
            Wheel wheel = Wheel.open(file, tags);
            wheel.verify();
            return wheel;
        } catch (IOException e) {
            throw new PackagesException(e.getMessage(), e);
        }
    }

    static String hash(Path file) throws PackagesException {
        try {
            return HexFormat.of().formatHex(sha256().digest(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new PackagesException(file + " cannot be read (" + e + ")", e);
        }
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
