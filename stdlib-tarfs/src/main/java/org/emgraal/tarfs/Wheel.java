// SPDX-License-Identifier: Apache-2.0
package org.emgraal.tarfs;

import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.emgraal.libc.fs.FileSystem;
import org.emgraal.libc.fs.FileType;

/**
 * A wheel that is used where it is, without being installed: its archive is a file system, and {@link #roots} are the
 * folders in it that belong on {@code sys.path} (PyPA specification "Binary distribution format"). What an installer
 * would put elsewhere ({@code scripts}, {@code headers}, {@code data}) stays in the archive.
 */
public final class Wheel {

    /** The highest {@code Wheel-Version} we know; minor versions are compatible. */
    private static final int FORMAT = 1;
    private static final Pattern WHEEL_VERSION = Pattern.compile("(?m)^Wheel-Version:\\s*(\\d+)\\.");

    private final String fileName;
    private final WheelName name;
    private final ZipFileSystem files;
    private final String information;

    private Wheel(String fileName, WheelName name, ZipFileSystem files) throws IOException {
        this.fileName = fileName;
        this.name = name;
        this.files = files;
        this.information = informationFolder();
        Matcher version = WHEEL_VERSION.matcher(text(information + "/WHEEL"));
        if (!version.find()) {
            throw new WheelException(fileName, "has no Wheel-Version in its WHEEL file");
        }
        if (Integer.parseInt(version.group(1)) > FORMAT) {
            throw new WheelException(fileName, "has version %s of the wheel format, of which we know version %d"
                            .formatted(version.group(1), FORMAT));
        }
    }

    /** Whether a path looks like that of a wheel. */
    public static boolean isWheel(String path) {
        return path.endsWith(WheelName.EXTENSION);
    }

    /**
     * Opens a wheel for a distribution with the given tags.
     *
     * @throws WheelException if it does not fit
     * @throws CorruptArchiveException if its directory is damaged
     */
    public static Wheel open(Path file, WheelTags tags) throws IOException {
        String fileName = file.getFileName().toString();
        return new Wheel(fileName, fitting(fileName, tags), ZipFileSystem.open(file));
    }

    /** As {@link #open}, for a wheel whose bytes are in memory. */
    public static Wheel of(String fileName, byte[] content, WheelTags tags) throws IOException {
        return new Wheel(fileName, fitting(fileName, tags), ZipFileSystem.of(Path.of(fileName), content));
    }

    private static WheelName fitting(String fileName, WheelTags tags) throws WheelException {
        WheelName name = WheelName.parse(fileName);
        if (!name.fits(tags)) {
            throw new WheelException(fileName, "does not run here: it is made for %s; the tags that fit this Python 3.%d are %s"
                            .formatted(name.tags(), tags.minor(), tags));
        }
        return name;
    }

    public String fileName() {
        return fileName;
    }

    public FileSystem files() {
        return files;
    }

    /** The text of its {@code METADATA}: name, version and what it requires (PyPA specification "Core metadata"). */
    public String metadata() throws IOException {
        return text(information + "/METADATA");
    }

    /** The bytes of all its files below the {@link #roots}, by their path there: what an installer puts into site-packages. */
    public Map<String, byte[]> installed() throws IOException {
        Map<String, byte[]> installed = new LinkedHashMap<>();
        String data = name.distribution() + "-" + name.version() + ".data/";
        for (int node = 0; node < files.index.size(); node++) {
            String path = files.index.path(node);
            if (files.index.type(node) == FileType.REGULAR) {
                String root = roots().stream().filter(folder -> !folder.isEmpty() && path.startsWith(folder + "/")).findFirst().orElse("");
                if (!root.isEmpty() || !path.startsWith(data)) {
                    installed.put(root.isEmpty() ? path : path.substring(root.length() + 1),
                                    files.bytes(node).toArray(ValueLayout.JAVA_BYTE));
                }
            }
        }
        return installed;
    }

    /** Folders for {@code sys.path}, relative to the archive's root, which is the empty string. */
    public List<String> roots() {
        List<String> roots = new ArrayList<>(List.of(""));
        for (String part : new String[]{"purelib", "platlib"}) {
            String folder = name.distribution() + "-" + name.version() + ".data/" + part;
            if (files.index.find(folder) != ArchiveIndex.ABSENT) {
                roots.add(folder);
            }
        }
        return roots;
    }

    /**
     * Compares every file with the hash that the wheel's {@code RECORD} gives.
     *
     * @throws WheelException for the first that differs, is missing or is not listed
     */
    public void verify() throws IOException {
        new WheelRecord(fileName, information + "/RECORD", files).verify();
    }

    /** The folder {@code NAME-VERSION.dist-info}; some builders write the name otherwise than in the file name. */
    private String informationFolder() throws WheelException {
        List<String> found = files.root().list().stream().filter(entry -> entry.type() == FileType.DIRECTORY)
                        .map(entry -> entry.name()).filter(folder -> folder.endsWith(".dist-info")).toList();
        String wanted = normalized(name.distribution());
        return found.stream().filter(folder -> normalized(folder.substring(0, folder.indexOf('-'))).equals(wanted)).findFirst()
                        .orElseThrow(() -> new WheelException(fileName, "has no folder %s-%s.dist-info".formatted(name.distribution(), name.version())));
    }

    /** PyPA specification "Names and normalization". */
    private static String normalized(String distribution) {
        return distribution.replaceAll("[-_.]+", "-").toLowerCase(Locale.ROOT);
    }

    private String text(String path) throws IOException {
        int node = files.index.find(path);
        if (node == ArchiveIndex.ABSENT) {
            throw new WheelException(fileName, "has no file " + path);
        }
        return new String(files.bytes(node).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
    }
}
