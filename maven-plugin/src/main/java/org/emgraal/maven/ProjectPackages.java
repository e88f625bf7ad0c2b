// SPDX-License-Identifier: Apache-2.0
package org.emgraal.maven;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.emgraal.tarfs.PythonBuild;
import org.emgraal.tarfs.Wheel;
import org.emgraal.tarfs.WheelTags;

/** The packages of one project: chosen once and written to its lock file, then taken as that file says. */
final class ProjectPackages {

    private static final Pattern FULL_VERSION = Pattern.compile("\"info\"\\s*:\\s*\\{[^}]*\"python\"\\s*:\\s*\"([^\"]+)\"");

    private final Settings settings;
    private final PythonBuild python;
    private final WheelStore store;
    private final WheelIndex index;
    private final Consumer<String> log;

    /**
     * What a project says.
     *
     * @param packages requirements of the program
     * @param testPackages what its tests require besides
     * @param lockFile which may not exist yet
     * @param indexes folders and addresses
     * @param store folder for wheels, shared by all builds
     * @param offline whether nothing may be fetched
     */
    record Settings(List<Requirement> packages, List<Requirement> testPackages, Path lockFile, List<String> indexes, Path store, boolean offline) {
    }

    ProjectPackages(Settings settings, Consumer<String> log) throws IOException {
        this.settings = settings;
        this.log = log;
        this.python = PythonBuild.locate();
        WheelTags tags = WheelTags.of(python);
        this.store = new WheelStore(settings.store(), tags, settings.offline());
        this.index = new WheelIndex(settings.indexes(), tags, settings.offline());
    }

    String pythonVersion() throws IOException {
        return python.pythonVersion();
    }

    /** Chooses versions and writes the lock file. */
    void lock() throws IOException {
        if (index.places().isEmpty() && !(settings.packages().isEmpty() && settings.testPackages().isEmpty())) {
            throw new PackagesException("No index of packages is known: configure <indexes> with folders of wheels or addresses, or set the environment variable PIP_INDEX_URL");
        }
        Map<String, Path> fetched = new HashMap<>();
        Map<Path, List<Requirement>> known = new HashMap<>();
        Resolver resolver = new Resolver(index, candidate -> {
            Path file = fetched.get(candidate.fileName());
            if (file == null) {
                file = store.fetch(candidate.fileName(), candidate.sha256(), candidate.place());
                fetched.put(candidate.fileName(), file);
            }
            if (!known.containsKey(file)) {
                known.put(file, requirements(store.open(file), candidate));
            }
            return known.get(file);
        }, Resolver.environment(python.pythonVersion(), fullVersion()));
        List<Requirement> all = new ArrayList<>(settings.packages());
        all.addAll(settings.testPackages());
        Map<String, Candidate> chosen = new TreeMap<>(resolver.resolve(all));
        // What tests need must not change what the program gets; they are resolved together, and told apart afterwards.
        Set<String> ofProgram = resolver.reachable(settings.packages(), chosen);
        List<LockFile.Locked> wheels = new ArrayList<>();
        for (Map.Entry<String, Candidate> entry : chosen.entrySet()) {
            Candidate candidate = entry.getValue();
            String hash = fetched.get(candidate.fileName()).getParent().getFileName().toString();
            for (Requirement requirement : all) {
                if (requirement.name().equals(entry.getKey()) && !requirement.hashes().isEmpty() && !requirement.hashes().contains(hash)) {
                    throw new PackagesException("%s has the hash sha256:%s, which %s does not allow".formatted(candidate.fileName(), hash, requirement.requirer()));
                }
            }
            String place = WheelIndex.isAddress(candidate.place().toString()) ? candidate.place().toString() : LockFile.IN_FOLDER;
            wheels.add(new LockFile.Locked(candidate.fileName(), hash, place, !ofProgram.contains(entry.getKey())));
            log.accept(candidate.fileName());
        }
        new LockFile(requirementsHash(), python.pythonVersion(), wheels).write(settings.lockFile());
    }

    private String fullVersion() throws IOException {
        Matcher matcher = FULL_VERSION.matcher(new String(python.read(PythonBuild.LOCK), StandardCharsets.UTF_8));
        return matcher.find() ? matcher.group(1) : python.pythonVersion() + ".0";
    }

    private static List<Requirement> requirements(Wheel wheel, Candidate candidate) throws PackagesException {
        try {
            List<Requirement> requirements = new ArrayList<>();
            for (String line : wheel.metadata().split("\r?\n\r?\n", 2)[0].split("\r?\n")) {
                if (line.regionMatches(true, 0, "Requires-Dist:", 0, "Requires-Dist:".length())) {
                    requirements.add(Requirement.parse(line.substring(line.indexOf(':') + 1), candidate.fileName()));
                }
            }
            return requirements;
        } catch (PackagesException e) {
            throw e;
        } catch (IOException e) {
            throw new PackagesException(e.getMessage(), e);
        }
    }

    /** The files that wheels install, by their path in site-packages; those of tests only where they are wanted. */
    Map<String, byte[]> install(boolean tests) throws IOException {
        if (settings.packages().isEmpty() && settings.testPackages().isEmpty() && !Files.exists(settings.lockFile())) {
            return new TreeMap<>();
        }
        LockFile lock = LockFile.read(settings.lockFile());
        if (!lock.requirements().equals(requirementsHash())) {
            throw new PackagesException(settings.lockFile() + " was made for other packages than the project names now: run 'mvn emgraal:lock' again");
        }
        if (!lock.python().equals(python.pythonVersion())) {
            throw new PackagesException("%s was made for Python %s, and this is Python %s: run 'mvn emgraal:lock' again"
                            .formatted(settings.lockFile(), lock.python(), python.pythonVersion()));
        }
        Map<String, byte[]> files = new TreeMap<>();
        Map<String, String> owners = new HashMap<>();
        for (LockFile.Locked locked : lock.wheels()) {
            if (tests || !locked.test()) {
                Wheel wheel = store.open(store.fetch(locked.fileName(), locked.sha256(), place(locked)));
                for (Map.Entry<String, byte[]> file : wheel.installed().entrySet()) {
                    String other = owners.put(file.getKey(), locked.fileName());
                    byte[] before = files.put(file.getKey(), file.getValue());
                    if (before != null && !java.util.Arrays.equals(before, file.getValue())) {
                        log.accept("%s and %s both bring %s: the latter's is taken".formatted(other, locked.fileName(), file.getKey()));
                    }
                }
            }
        }
        return files;
    }

    private URI place(LockFile.Locked locked) throws PackagesException {
        if (!locked.place().equals(LockFile.IN_FOLDER)) {
            return URI.create(locked.place());
        }
        for (String place : settings.indexes()) {
            if (!WheelIndex.isAddress(place) && Files.isRegularFile(Path.of(place, locked.fileName()))) {
                return Path.of(place, locked.fileName()).toUri();
            }
        }
        // Perhaps the store has it.
        Path stored = settings.store().resolve(locked.sha256()).resolve(locked.fileName());
        if (Files.isRegularFile(stored)) {
            return stored.toUri();
        }
        throw new PackagesException("%s is in none of the folders %s, where it was when %s was made"
                        .formatted(locked.fileName(), settings.indexes(), settings.lockFile()));
    }

    private String requirementsHash() {
        MessageDigest digest = WheelStore.sha256();
        for (Requirement requirement : settings.packages()) {
            digest.update((requirement.toString() + "\n").getBytes(StandardCharsets.UTF_8));
        }
        for (Requirement requirement : settings.testPackages()) {
            digest.update(("test " + requirement + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return "sha256:" + HexFormat.of().formatHex(digest.digest());
    }
}
