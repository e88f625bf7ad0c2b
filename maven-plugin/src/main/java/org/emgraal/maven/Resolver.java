// SPDX-License-Identifier: Apache-2.0
package org.emgraal.maven;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Chooses a version of each package that is required, directly or not: the newest that all who require it accept. It
 * starts again with what it has learnt until nothing changes. It does not try older versions of those who require what cannot
 * be had together: then it says who they are, and a pin decides.
 */
final class Resolver {

    private static final int ROUNDS = 100;

    private final WheelIndex index;
    private final WheelMetadata metadata;
    private final Map<String, String> environment;

    Resolver(WheelIndex index, WheelMetadata metadata, Map<String, String> environment) {
        this.index = index;
        this.metadata = metadata;
        this.environment = environment;
    }

    /** What is wanted of one package, by whom. */
    private static final class Wanted {
        final List<Requirement> requirements = new ArrayList<>();
        final Set<String> extras = new TreeSet<>();

        boolean add(Requirement requirement) {
            return !requirements.contains(requirement) && requirements.add(requirement) | extras.addAll(requirement.extras());
        }
    }

    /** By name. */
    Map<String, Candidate> resolve(List<Requirement> roots) throws PackagesException {
        Map<String, Candidate> chosen = Map.of();
        for (int round = 0; round < ROUNDS; round++) {
            Map<String, Candidate> next = choose(wanted(roots, chosen));
            if (next.equals(chosen)) {
                return next;
            }
            chosen = next;
        }
        throw new PackagesException("No set of versions was found: pin more packages to one version. Those that change are among "
                        + chosen.keySet());
    }

    /** What the roots and the versions chosen before require. */
    private Map<String, Wanted> wanted(List<Requirement> roots, Map<String, Candidate> chosen) throws PackagesException {
        Map<String, Wanted> wanted = new TreeMap<>();
        Deque<Requirement> queue = new ArrayDeque<>();
        for (Requirement root : roots) {
            if (root.applies(environment, Set.of())) {
                queue.add(root);
            }
        }
        while (!queue.isEmpty()) {
            Requirement requirement = queue.remove();
            Wanted its = wanted.computeIfAbsent(requirement.name(), name -> new Wanted());
            Candidate candidate = chosen.get(requirement.name());
            if (its.add(requirement) && candidate != null) {
                for (Requirement further : metadata.requirements(candidate)) {
                    if (further.applies(environment, its.extras)) {
                        queue.add(further);
                    }
                }
            }
        }
        return wanted;
    }

    /** The names that requirements lead to, among those chosen. */
    Set<String> reachable(List<Requirement> roots, Map<String, Candidate> chosen) throws PackagesException {
        return wanted(roots, chosen).keySet();
    }

    private Map<String, Candidate> choose(Map<String, Wanted> wanted) throws PackagesException {
        Map<String, Candidate> chosen = new TreeMap<>();
        for (Map.Entry<String, Wanted> entry : wanted.entrySet()) {
            chosen.put(entry.getKey(), best(entry.getKey(), entry.getValue().requirements));
        }
        return chosen;
    }

    private Candidate best(String name, List<Requirement> requirements) throws PackagesException {
        WheelIndex.Found found = index.find(name);
        Version python = Version.parse(environment.get("python_full_version"));
        List<Candidate> accepted = new ArrayList<>();
        boolean wantsPrerelease = requirements.stream().anyMatch(requirement -> requirement.specifiers().namesPrerelease());
        for (Candidate candidate : found.fitting()) {
            boolean pinned = requirements.stream().anyMatch(requirement -> isPin(requirement.specifiers()));
            if (candidate.requiresPython().contains(python) && (pinned || !candidate.yanked())
                            && requirements.stream().allMatch(requirement -> requirement.specifiers().contains(candidate.version()) && allows(requirement, candidate))) {
                accepted.add(candidate);
            }
        }
        boolean finals = accepted.stream().anyMatch(candidate -> !candidate.version().isPrerelease());
        Comparator<Candidate> order = Comparator.comparing(Candidate::version).thenComparing(Candidate::fileName);
        return accepted.stream().filter(candidate -> wantsPrerelease || !finals || !candidate.version().isPrerelease()).max(order)
                        .orElseThrow(() -> none(name, requirements, found));
    }

    private static boolean allows(Requirement requirement, Candidate candidate) {
        return requirement.hashes().isEmpty() || candidate.sha256() == null || requirement.hashes().contains(candidate.sha256());
    }

    static boolean isPin(Specifiers specifiers) {
        return specifiers.all().stream().anyMatch(specifier -> specifier.operator().startsWith("==") && !specifier.wildcard());
    }

    private PackagesException none(String name, List<Requirement> requirements, WheelIndex.Found found) {
        String who = requirements.stream().map(requirement -> requirement.requirer() + " wants " + name
                        + requirement.specifiers().all().stream().map(s -> s.operator() + s.text()).collect(Collectors.joining(",")))
                        .distinct().collect(Collectors.joining("; "));
        if (found.fitting().isEmpty()) {
            String others = found.others().isEmpty() ? "nothing of this name is there" : "there is only " + shortened(found.others());
            return new PackagesException("No wheel of %s that runs on this Python was found in %s: %s. (%s)".formatted(name, index.places(), others, who));
        }
        return new PackagesException("No version of %s is accepted by all: %s. There are %s."
                        .formatted(name, who, shortened(found.fitting().stream().map(candidate -> candidate.version().text()).distinct().toList())));
    }

    private static String shortened(List<String> names) {
        int most = 12;
        return names.size() <= most ? String.join(", ", names) : "… " + String.join(", ", names.subList(names.size() - most, names.size()));
    }

    /** What a chosen wheel requires; looked at once. */
    interface WheelMetadata {
        List<Requirement> requirements(Candidate candidate) throws PackagesException;
    }

    /** What markers ask for, of the Python that is here. */
    static Map<String, String> environment(String pythonVersion, String fullVersion) {
        Map<String, String> environment = new HashMap<>();
        environment.put("os_name", "posix");
        environment.put("sys_platform", "emscripten");
        environment.put("platform_machine", "wasm32");
        environment.put("platform_python_implementation", "CPython");
        environment.put("platform_release", "");
        environment.put("platform_system", "Emscripten");
        environment.put("platform_version", "");
        environment.put("python_version", pythonVersion);
        environment.put("python_full_version", fullVersion);
        environment.put("implementation_name", "cpython");
        environment.put("implementation_version", fullVersion);
        return environment;
    }
}
