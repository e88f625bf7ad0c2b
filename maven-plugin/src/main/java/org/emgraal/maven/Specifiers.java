// SPDX-License-Identifier: Apache-2.0
package org.emgraal.maven;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which versions somebody accepts: {@code >=1.2, !=1.5.*} (PyPA specification "Version specifiers", PEP 440). */
record Specifiers(List<Specifier> all) {

    static final Specifiers ANY = new Specifiers(List.of());
    private static final Pattern FORM = Pattern.compile("\\s*(~=|===|==|!=|<=|>=|<|>)\\s*([^\\s,]+)\\s*");

    /** One condition. */
    record Specifier(String operator, String text, Version version, boolean wildcard) {

        boolean contains(Version candidate) {
            // A condition without a local label does not look at the candidate's.
            Version seen = version != null && version.local().isEmpty() ? candidate.withoutLocal() : candidate;
            return switch (operator) {
                case "===" -> candidate.text().equalsIgnoreCase(text);
                case "==" -> wildcard ? candidate.startsWith(version) : seen.equals(version);
                case "!=" -> wildcard ? !candidate.startsWith(version) : !seen.equals(version);
                case "<=" -> seen.compareTo(version) <= 0;
                case ">=" -> seen.compareTo(version) >= 0;
                case "<" -> seen.compareTo(version) < 0 && (version.isPrerelease() || !candidate.isPrerelease() || !candidate.base().equals(version.base()));
                case ">" -> seen.compareTo(version) > 0 && (version.post() != null || candidate.post() == null || !candidate.base().equals(version.base()));
                case "~=" -> seen.compareTo(version) >= 0 && candidate.startsWith(compatible());
                default -> throw new IllegalStateException(operator);
            };
        }

        private Version compatible() {
            List<Integer> release = version.release();
            return new Version(text, version.epoch(), release.subList(0, release.size() - 1), null, null, null, List.of());
        }
    }

    /** @throws IllegalArgumentException if it is none; the message says why */
    static Specifiers parse(String text) {
        List<Specifier> all = new ArrayList<>();
        for (String part : text.split(",")) {
            if (part.isBlank()) {
                continue;
            }
            Matcher matcher = FORM.matcher(part);
            if (!matcher.matches()) {
                throw new IllegalArgumentException("'" + part.strip() + "' is no condition on a version");
            }
            String operator = matcher.group(1);
            String version = matcher.group(2);
            boolean wildcard = version.endsWith(".*") && (operator.equals("==") || operator.equals("!="));
            Version parsed = Version.parse(wildcard ? version.substring(0, version.length() - 2) : version);
            if (parsed == null && !operator.equals("===") || operator.equals("~=") && parsed.release().size() < 2) {
                throw new IllegalArgumentException("'" + part.strip() + "' is no condition on a version");
            }
            all.add(new Specifier(operator, version, parsed, wildcard));
        }
        return new Specifiers(List.copyOf(all));
    }

    boolean contains(Version version) {
        return all.stream().allMatch(specifier -> specifier.contains(version));
    }

    /** Whether somebody names a pre-release, and so means to have one. */
    boolean namesPrerelease() {
        return all.stream().anyMatch(specifier -> specifier.version() != null && specifier.version().isPrerelease() && !specifier.operator().equals("!="));
    }
}
