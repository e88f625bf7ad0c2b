// SPDX-License-Identifier: Apache-2.0
package org.emgraal.maven;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of a package and its place among others (PyPA specification "Version specifiers", PEP 440).
 *
 * @param release numbers; zeros at the end mean nothing
 * @param pre rank of {@code a}, {@code b} and {@code rc}, and its number; null for none
 * @param post number of a post-release; null for none
 * @param dev number of a development release; null for none
 * @param local parts of what follows a plus sign
 */
record Version(String text, int epoch, List<Integer> release, List<Integer> pre, Integer post, Integer dev, List<String> local)
                implements Comparable<Version> {

    private static final Pattern FORM = Pattern.compile("v?(?:(\\d{1,9})!)?(\\d{1,9}(?:\\.\\d{1,9})*)" +
                    "(?:[-_.]?(alpha|beta|preview|pre|a|b|c|rc)[-_.]?(\\d{0,9}))?" +
                    "(?:-(\\d{1,9})|[-_.]?(?:post|rev|r)[-_.]?(\\d{0,9}))?" +
                    "(?:[-_.]?dev[-_.]?(\\d{0,9}))?(?:\\+([a-z0-9]+(?:[-_.][a-z0-9]+)*))?");

    /** Null if it is no version. */
    static Version parse(String text) {
        Matcher matcher = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            return null;
        }
        List<Integer> release = Arrays.stream(matcher.group(2).split("\\.")).map(Integer::valueOf).toList();
        String phase = matcher.group(3);
        List<Integer> pre = phase == null ? null : List.of(rank(phase), number(matcher.group(4)));
        boolean isPost = matcher.group(5) != null || matcher.group(6) != null;
        boolean isDev = matcher.group(7) != null;
        return new Version(text.strip(), number(matcher.group(1)), release, pre,
                        isPost ? (Integer) number(matcher.group(5) != null ? matcher.group(5) : matcher.group(6)) : null,
                        isDev ? (Integer) number(matcher.group(7)) : null,
                        matcher.group(8) == null ? List.of() : List.of(matcher.group(8).split("[-_.]")));
    }

    private static int rank(String phase) {
        return switch (phase) {
            case "a", "alpha" -> 0;
            case "b", "beta" -> 1;
            default -> 2;
        };
    }

    private static int number(String digits) {
        return digits == null || digits.isEmpty() ? 0 : Integer.parseInt(digits);
    }

    boolean isPrerelease() {
        return pre != null || dev != null;
    }

    /** Without what follows the plus sign. */
    Version withoutLocal() {
        return new Version(text, epoch, release, pre, post, dev, List.of());
    }

    /** Epoch and numbers only. */
    Version base() {
        return new Version(text, epoch, release, null, null, null, List.of());
    }

    /** Whether the numbers begin with these, zeros added. */
    boolean startsWith(Version prefix) {
        for (int i = 0; i < prefix.release.size(); i++) {
            if (part(release, i) != prefix.release.get(i)) {
                return false;
            }
        }
        return epoch == prefix.epoch;
    }

    private static int part(List<Integer> release, int i) {
        return i < release.size() ? release.get(i) : 0;
    }

    @Override
    public int compareTo(Version other) {
        int order = Integer.compare(epoch, other.epoch);
        for (int i = 0; order == 0 && i < Math.max(release.size(), other.release.size()); i++) {
            order = Integer.compare(part(release, i), part(other.release, i));
        }
        order = order != 0 ? order : Integer.compare(phase(), other.phase());
        if (order == 0 && pre != null) {
            order = Integer.compare(pre.get(1), other.pre.get(1));
        }
        order = order != 0 ? order : Comparator.nullsFirst(Comparator.<Integer>naturalOrder()).compare(post, other.post);
        order = order != 0 ? order : Comparator.nullsLast(Comparator.<Integer>naturalOrder()).compare(dev, other.dev);
        return order != 0 ? order : compareLocal(other);
    }

    /** Development releases of a final one come before its alphas, and the final one after its candidates. */
    private int phase() {
        return pre != null ? pre.get(0) : post == null && dev != null ? -1 : 3;
    }

    private int compareLocal(Version other) {
        for (int i = 0; i < Math.min(local.size(), other.local.size()); i++) {
            String mine = local.get(i);
            String its = other.local.get(i);
            boolean number = Character.isDigit(mine.charAt(0)) && mine.chars().allMatch(Character::isDigit);
            boolean itsNumber = its.chars().allMatch(Character::isDigit);
            int order = number && itsNumber ? new java.math.BigInteger(mine).compareTo(new java.math.BigInteger(its))
                            : number != itsNumber ? Boolean.compare(number, itsNumber) : mine.compareTo(its);
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(local.size(), other.local.size());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Version version && compareTo(version) == 0;
    }

    @Override
    public int hashCode() {
        int last = release.size();
        while (last > 1 && release.get(last - 1) == 0) {
            last--;
        }
        return release.subList(0, last).hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
