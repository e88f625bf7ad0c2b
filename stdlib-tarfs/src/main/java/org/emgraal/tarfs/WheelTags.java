// SPDX-License-Identifier: Apache-2.0
package org.emgraal.tarfs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The compatibility tags of wheels that a distribution can run (PyPA specification "Platform compatibility tags"; PEP
 * 783 for the platforms).
 *
 * @param minor of the Python version 3.minor
 * @param platforms those whose libraries can be linked, best first; {@code any} is meant besides
 */
public record WheelTags(int minor, List<String> platforms) {

    /** The first version with a stable ABI. */
    private static final int FIRST_ABI3 = 2;
    private static final String STABLE_ABI = "abi3";
    private static final String NO_ABI = "none";
    private static final String ANY_PLATFORM = "any";
    /** The key of the lock file that says what its wheels are built for. */
    private static final Pattern INFO = Pattern.compile("\"info\"\\s*:\\s*\\{([^}]*)}");

    public WheelTags {
        platforms = List.copyOf(platforms);
    }

    /** The tags of a build, as its lock file and its standard library tell them. */
    public static WheelTags of(PythonBuild build) throws IOException {
        String version = build.pythonVersion();
        Matcher info = INFO.matcher(new String(build.read(PythonBuild.LOCK), StandardCharsets.UTF_8));
        List<String> platforms = new ArrayList<>();
        if (info.find()) {
            String architecture = value(info.group(1), "arch", "wasm32");
            String abi = value(info.group(1), "abi_version", null);
            if (abi != null) {
                platforms.add("pyemscripten_" + abi + "_" + architecture);
                platforms.add("pyodide_" + abi + "_" + architecture);
            }
            String platform = value(info.group(1), "platform", null);
            if (platform != null) {
                platforms.add(platform + "_" + architecture);
            }
        }
        return new WheelTags(Integer.parseInt(version.substring(version.indexOf('.') + 1)), platforms);
    }

    private static String value(String object, String key, String otherwise) {
        Matcher matcher = Pattern.compile("\"" + key + "\"\\s*:\\s*\"([^\"]*)\"").matcher(object);
        return matcher.find() ? matcher.group(1) : otherwise;
    }

    /** Whether a wheel with this combination of tags runs here. */
    public boolean fits(String python, String abi, String platform) {
        boolean pure = platform.equals(ANY_PLATFORM);
        if (!pure && !platforms.contains(platform)) {
            return false;
        }
        return switch (abi) {
            case NO_ABI -> python.equals("cp3" + minor) || python.equals("py3") || isUpToHere(python, "py3", 0);
            case STABLE_ABI -> !pure && isUpToHere(python, "cp3", FIRST_ABI3);
            default -> !pure && python.equals("cp3" + minor) && abi.equals(python);
        };
    }

    private boolean isUpToHere(String python, String prefix, int first) {
        String digits = python.startsWith(prefix) ? python.substring(prefix.length()) : "";
        if (!digits.matches("[0-9]{1,3}")) {
            return false;
        }
        int version = Integer.parseInt(digits);
        return version >= first && version <= minor;
    }

    /** For error messages. */
    @Override
    public String toString() {
        String pure = "py3-none-any";
        if (platforms.isEmpty()) {
            return pure;
        }
        return "cp3%1$d-cp3%1$d-P, cp3%2$d-abi3-P to cp3%1$d-abi3-P, cp3%1$d-none-P and py3-none-P where P is %3$s, and %4$s"
                        .formatted(minor, FIRST_ABI3, String.join(" or ", platforms), pure);
    }
}
