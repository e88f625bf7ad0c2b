// SPDX-License-Identifier: Apache-2.0
package org.emgraal.maven;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Conditions on the environment, behind a semicolon (PyPA specification "Dependency specifiers", Environment markers). */
final class Markers {

    private static final Pattern TOKEN = Pattern.compile("\\s*(?:(\\(|\\))|(<=|>=|===|==|~=|!=|<|>)|'([^']*)'|\"([^\"]*)\"|([A-Za-z_][A-Za-z0-9_.]*))");
    private static final String QUOTED = "'";

    private final String text;
    private final List<String> tokens = new ArrayList<>();
    private final Map<String, String> environment;
    private int next;

    private Markers(String text, Map<String, String> environment) {
        this.text = text;
        this.environment = environment;
        Matcher matcher = TOKEN.matcher(text);
        int end = 0;
        while (matcher.lookingAt()) {
            String quoted = matcher.group(3) != null ? matcher.group(3) : matcher.group(4);
            tokens.add(quoted != null ? QUOTED + quoted : matcher.group().strip());
            end = matcher.end();
            matcher.region(end, text.length());
        }
        if (!text.substring(end).isBlank()) {
            throw invalid();
        }
    }

    /** @throws IllegalArgumentException if it is no condition */
    static boolean hold(String text, Map<String, String> environment) {
        Markers markers = new Markers(text, environment);
        boolean result = markers.or();
        if (markers.next != markers.tokens.size()) {
            throw markers.invalid();
        }
        return result;
    }

    private boolean or() {
        boolean result = and();
        while (accept("or")) {
            result |= and();
        }
        return result;
    }

    private boolean and() {
        boolean result = condition();
        while (accept("and")) {
            result &= condition();
        }
        return result;
    }

    private boolean condition() {
        if (accept("(")) {
            boolean result = or();
            if (!accept(")")) {
                throw invalid();
            }
            return result;
        }
        String left = value();
        String operator = take();
        if (operator.equals("not") && accept("in")) {
            return !value().contains(left);
        }
        String right = value();
        if (operator.equals("in")) {
            return right.contains(left);
        }
        Version version = Version.parse(left);
        if (version != null && Version.parse(right.endsWith(".*") ? right.substring(0, right.length() - 2) : right) != null) {
            return Specifiers.parse(operator + right).contains(version);
        }
        return switch (operator) {
            case "==", "===" -> left.equals(right);
            case "!=" -> !left.equals(right);
            case "<" -> left.compareTo(right) < 0;
            case ">" -> left.compareTo(right) > 0;
            case "<=" -> left.compareTo(right) <= 0;
            case ">=" -> left.compareTo(right) >= 0;
            default -> throw invalid();
        };
    }

    private String value() {
        String token = take();
        if (token.startsWith(QUOTED)) {
            return token.substring(1);
        }
        String known = environment.get(token);
        if (known == null) {
            throw new IllegalArgumentException("'" + text.strip() + "' asks for " + token + ", which is no property of an environment");
        }
        return known;
    }

    private boolean accept(String token) {
        if (next < tokens.size() && tokens.get(next).equals(token)) {
            next++;
            return true;
        }
        return false;
    }

    private String take() {
        if (next == tokens.size()) {
            throw invalid();
        }
        return tokens.get(next++);
    }

    private IllegalArgumentException invalid() {
        return new IllegalArgumentException("'" + text.strip() + "' is no condition on an environment");
    }
}
