// SPDX-License-Identifier: Apache-2.0
package org.emgraal.maven;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.emgraal.tarfs.WheelException;
import org.emgraal.tarfs.WheelName;
import org.emgraal.tarfs.WheelTags;

/** Where wheels are looked for: folders, and indexes on the network (PyPA specification "Simple repository API"). */
final class WheelIndex {

    private final List<String> places;
    private final WheelTags tags;
    private final SimpleRepository repository;
    private final Map<String, Found> found = new ConcurrentHashMap<>();

    /**
     * What there is of a package.
     *
     * @param fitting wheels that run here
     * @param others names of files that do not
     */
    record Found(List<Candidate> fitting, List<String> others) {
    }

    /**
     * @param places folders and addresses
     * @param offline whether addresses must not be asked
     */
    WheelIndex(List<String> places, WheelTags tags, boolean offline) {
        this.places = places;
        this.tags = tags;
        this.repository = new SimpleRepository(offline);
    }

    List<String> places() {
        return places;
    }

    static boolean isAddress(String place) {
        return place.startsWith("http://") || place.startsWith("https://");
    }

    /** @param name normalized */
    Found find(String name) throws PackagesException {
        Found known = found.get(name);
        if (known == null) {
            List<Candidate> fitting = new ArrayList<>();
            TreeSet<String> others = new TreeSet<>();
            for (String place : places) {
                for (SimpleRepository.File file : isAddress(place) ? repository.files(place, name) : inFolder(Path.of(place))) {
                    Candidate candidate = candidate(file, name);
                    if (candidate != null) {
                        fitting.add(candidate);
                    } else if (belongs(file.name(), name)) {
                        others.add(file.name());
                    }
                }
            }
            known = new Found(List.copyOf(fitting), List.copyOf(others));
            found.put(name, known);
        }
        return known;
    }

    private static List<SimpleRepository.File> inFolder(Path folder) throws PackagesException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().map(file -> new SimpleRepository.File(file.getFileName().toString(), null, file.toUri(), "", false)).toList();
        } catch (IOException e) {
            throw new PackagesException("The folder of wheels " + folder + " cannot be read (" + e + ")", e);
        }
    }

    /** Null if it is no wheel of this name that runs here. */
    private Candidate candidate(SimpleRepository.File file, String name) {
        try {
            WheelName wheel = WheelName.parse(file.name());
            Version version = Version.parse(wheel.version().replace('_', '-'));
            if (version == null || !Requirement.normalized(wheel.distribution()).equals(name) || !wheel.fits(tags)) {
                return null;
            }
            Specifiers python = Specifiers.parse(Objects.requireNonNullElse(file.requiresPython(), ""));
            return new Candidate(file.name(), version, file.sha256(), file.place(), python, file.yanked());
        } catch (WheelException | IllegalArgumentException e) {
            return null;
        }
    }

    private static boolean belongs(String fileName, String name) {
        String normalized = Requirement.normalized(fileName);
        return normalized.startsWith(name + "-") && normalized.length() > name.length() + 1 && Character.isDigit(normalized.charAt(name.length() + 1));
    }
}
