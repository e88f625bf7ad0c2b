// SPDX-License-Identifier: Apache-2.0
package org.emgraal.conformance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Scripts of the WebAssembly specification's test suite, converted to JSON and binaries as by wabt's
 * {@code wast2json}: {@code FOLDER/FILE/FILE.json} and the modules beside it, in an archive or a folder. A folder is a
 * set of features.
 */
final class SpecSuite {

    /** Proposals that Emscripten does not emit and we do not implement. */
    static final Set<String> UNSUPPORTED = Set.of("x-custom-descriptors", "x-custom-page-sizes");

    /** Where the suite is in the test material. */
    static final String ARCHIVE = "conformance/spec.tar.gz";

    private static final String ARCHIVE_SUFFIX = ".tar.gz";
    private static final String SCRIPT_SUFFIX = ".json";

    /** A test script: its commands run in order. */
    record Script(String folder, String name, List<Command> commands) {
    }

    /**
     * A command of a script.
     *
     * @param where folder, script and line, for messages
     * @param type {@code module}, {@code assert_return}, and so on; {@link #UNREADABLE} stands for a broken script
     * @param fields all fields of the command, of which the accessors read the common ones
     * @param module the binary that {@code filename} names, or null
     */
    record Command(String where, String type, Map<String, Object> fields, byte[] module) {

        static final String UNREADABLE = "unreadable";

        /** The expected message, or null. */
        String text() {
            return (String) fields.get("text");
        }

        /** A field that names something, or null. */
        String name(String field) {
            return (String) fields.get(field);
        }

        /** Whether the command is about a module in the text format, which is not ours to read. */
        boolean isText() {
            return "text".equals(fields.get("module_type")) && module == null;
        }

        /** The action of an assertion, or null. */
        @SuppressWarnings("unchecked")
        Map<String, Object> action() {
            return (Map<String, Object>) fields.get("action");
        }

        /** The results an assertion expects; null if it says nothing of them. */
        @SuppressWarnings("unchecked")
        List<Map<String, Object>> expected() {
            return (List<Map<String, Object>>) fields.get("expected");
        }
    }

    private SpecSuite() {
    }

    /** All scripts of the test material by folder; the calling test is skipped where the suite is missing. */
    static Map<String, List<Script>> load() throws IOException {
        return load(SharedFiles.require(ARCHIVE));
    }

    /** All scripts in an archive, or at any depth of a folder, by folder. */
    static Map<String, List<Script>> load(Path path) throws IOException {
        Map<String, byte[]> files = path.toString().endsWith(ARCHIVE_SUFFIX) ? TarArchive.readGzip(path) : readFolder(path);
        Map<String, List<Script>> folders = new TreeMap<>();
        for (String file : files.keySet()) {
            if (file.endsWith(SCRIPT_SUFFIX)) {
                Script script = readScript(file, files);
                if (script != null) {
                    folders.computeIfAbsent(script.folder, folder -> new ArrayList<>()).add(script);
                }
            }
        }
        return folders;
    }

    private static Map<String, byte[]> readFolder(Path path) throws IOException {
        Path root = path.toAbsolutePath().normalize();
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(root)) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                String relative = root.relativize(file).toString().replace('\\', '/');
                // The root's own name too: it is the name of the scripts' folder if the root is one.
                files.put(root.getFileName() + "/" + relative, Files.readAllBytes(file));
            }
        }
        return files;
    }

    /** Null for JSON that is no script. */
    @SuppressWarnings("unchecked")
    private static Script readScript(String file, Map<String, byte[]> files) {
        String[] path = file.split("/");
        int last = path.length - 1;
        String name = path[last].substring(0, path[last].length() - SCRIPT_SUFFIX.length());
        int parentIndex = last >= 1 && path[last - 1].equals(name) ? last - 2 : last - 1;
        String folder = parentIndex >= 0 ? path[parentIndex] : name;
        String parent = file.substring(0, file.lastIndexOf('/') + 1);
        List<Command> commands = new ArrayList<>();
        try {
            Object json = Json.parse(new String(files.get(file), StandardCharsets.UTF_8));
            if (!(json instanceof Map<?, ?> script) || !(script.get("commands") instanceof List<?> list)) {
                return null;
            }
            for (Map<String, Object> fields : (List<Map<String, Object>>) list) {
                // Newer versions of wast2json name the text in `filename` and its translation beside it.
                Object module = fields.getOrDefault("binary_filename", fields.get("filename"));
                byte[] bytes = "text".equals(fields.get("module_type")) && !fields.containsKey("binary_filename") ? null
                                : files.get(parent + module);
                commands.add(new Command(folder + "/" + name + ":" + fields.get("line"), (String) fields.get("type"), fields, bytes));
            }
        } catch (IllegalArgumentException | ClassCastException e) {
            return unreadable(folder + "/" + name, String.valueOf(e.getMessage()));
        }
        return new Script(folder, name, commands);
    }

    /** A script whose only command fails with a reason. */
    static Script unreadable(String where, String reason) {
        return new Script(where, where, List.of(new Command(where, Command.UNREADABLE, Map.of("text", reason), null)));
    }
}
