// SPDX-License-Identifier: Apache-2.0
package org.emgraal.maven;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What somebody wants of a package: {@code name[extra]>=1.2; python_version < "3.15"} (PyPA specification "Dependency
 * specifiers").
 *
 * @param name normalized
 * @param marker condition; empty for none
 * @param hashes SHA-256 of the wheels that are allowed, in hexadecimal; empty for all
 * @param requirer for messages
 */
record Requirement(String name, Set<String> extras, Specifiers specifiers, String marker, Set<String> hashes, String requirer) {

    private static final Pattern FORM = Pattern.compile("\\s*([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)\\s*(?:\\[([^\\]]*)\\])?\\s*\\(?([^;()@]*)\\)?\\s*(?:;(.*))?");
    private static final Pattern HASH = Pattern.compile("\\s--hash=(\\S+)");
    private static final String SHA256 = "sha256:";

    /** @throws PackagesException if it is none */
    static Requirement parse(String text, String requirer) throws PackagesException {
        Set<String> hashes = new TreeSet<>();
        String plain = HASH.matcher(text).replaceAll(match -> {
            hashes.add(match.group(1));
            return "";
        });
        Matcher matcher = FORM.matcher(plain);
        if (!matcher.matches()) {
            throw new PackagesException("'%s' (from %s) is not understood: a requirement is a name and conditions on its version, such as requests==2.32.3"
                            .formatted(plain.strip(), requirer));
        }
        Set<String> allowed = new TreeSet<>();
        for (String hash : hashes) {
            if (hash.startsWith(SHA256)) {
                allowed.add(hash.substring(SHA256.length()));
            }
        }
        if (allowed.isEmpty() && !hashes.isEmpty()) {
            throw new PackagesException("'%s' (from %s) has no hash of the kind sha256".formatted(plain.strip(), requirer));
        }
        Set<String> extras = new TreeSet<>();
        if (matcher.group(2) != null) {
            Arrays.stream(matcher.group(2).split(",")).map(Requirement::normalized).filter(extra -> !extra.isEmpty()).forEach(extras::add);
        }
        try {
            return new Requirement(normalized(matcher.group(1)), extras, Specifiers.parse(matcher.group(3)),
                            matcher.group(4) == null ? "" : matcher.group(4).strip(), allowed, requirer);
        } catch (IllegalArgumentException e) {
            throw new PackagesException("'%s' (from %s) is not understood: %s".formatted(plain.strip(), requirer, e.getMessage()));
        }
    }

    /** PyPA specification "Names and normalization". */
    static String normalized(String name) {
        return name.strip().replaceAll("[-_.]+", "-").toLowerCase(Locale.ROOT);
    }

    /** Whether it counts here, for one who has asked for these extras. */
    boolean applies(Map<String, String> environment, Set<String> wanted) throws PackagesException {
        if (marker.isEmpty()) {
            return true;
        }
        try {
            Map<String, String> values = new HashMap<>(environment);
            values.put("extra", "");
            boolean holds = Markers.hold(marker, values);
            for (String extra : wanted) {
                values.put("extra", extra);
                holds |= Markers.hold(marker, values);
            }
            return holds;
        } catch (IllegalArgumentException e) {
            throw new PackagesException("%s requires %s if %s".formatted(requirer, name, e.getMessage()));
        }
    }
}
