// SPDX-License-Identifier: Apache-2.0
package org.emgraal.tarfs;

import java.util.List;

/**
 * What the file name of a wheel says: {@code NAME-VERSION[-BUILD]-PYTHON-ABI-PLATFORM.whl}, where each of the last three
 * may be several joined by dots (PyPA specification "Binary distribution format", File name convention).
 */
public record WheelName(String distribution, String version, List<String> pythons, List<String> abis, List<String> platforms) {

    static final String EXTENSION = ".whl";
    private static final String FORM = "is no wheel: the name of one is NAME-VERSION[-BUILD]-PYTHON-ABI-PLATFORM.whl";

    /** @throws WheelException if it is no name of a wheel */
    public static WheelName parse(String fileName) throws WheelException {
        if (!fileName.endsWith(EXTENSION)) {
            throw new WheelException(fileName, FORM);
        }
        String[] parts = fileName.substring(0, fileName.length() - EXTENSION.length()).split("-", -1);
        int tags = parts.length - 3;
        if (tags < 2 || tags > 3 || List.of(parts).contains("")) {
            throw new WheelException(fileName, FORM);
        }
        return new WheelName(parts[0], parts[1], tags(parts[tags]), tags(parts[tags + 1]), tags(parts[tags + 2]));
    }

    private static List<String> tags(String joined) {
        return List.of(joined.toLowerCase(java.util.Locale.ROOT).split("\\."));
    }

    /** Whether one of the combinations of tags runs. */
    public boolean fits(WheelTags wanted) {
        return pythons.stream().anyMatch(python -> abis.stream()
                        .anyMatch(abi -> platforms.stream().anyMatch(platform -> wanted.fits(python, abi, platform))));
    }

    String tags() {
        return String.join(".", pythons) + "-" + String.join(".", abis) + "-" + String.join(".", platforms);
    }
}
