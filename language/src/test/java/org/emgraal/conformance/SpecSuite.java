// SPDX-License-Identifier: Apache-2.0
package org.emgraal.conformance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The WebAssembly specification's test suite, converted to JSON scripts and binaries as by wabt's {@code wast2json}:
 * {@code FOLDER/FILE/FILE.json} and the modules beside it. A folder is a set of features.
 */
final class SpecSuite {

    /** Proposals that Emscripten does not emit and we do not implement; see the suite's README. */
    static final String OPTIONAL_PREFIX = "x-";

    private static final String ARCHIVE = "conformance/spec.tar.gz";
    private static final String SCRIPT_SUFFIX = ".json";

    /** A test script: its commands run in order. */
    record Script(String folder, String name, List<Command> commands) {
    }

    /**
     * A command of a script.
     *
     * @param where folder, script and line, for messages
     * @param type {@code module}, {@code assert_return}, and so on
     * @param fields all fields of the command, of which the accessors read the common ones
     * @param module the binary that {@code filename} names, or null
     */
    record Command(String where, String type, Map<String, Object> fields, byte[] module) {

        /** The expected message, or null. */
        String text() {
            return (String) fields.get("text");
        }

        /** The name given to a module or instance, or null. */
        String name() {
            return (String) fields.get("name");
        }

        /** Whether the command is about a module in the text format, which is not ours to read. */
        boolean isText() {
            return "text".equals(fields.get("module_type"));
        }

        /** The action of an assertion, or null. */
        @SuppressWarnings("unchecked")
        Map<String, Object> action() {
            return (Map<String, Object>) fields.get("action");
        }
    }

    private SpecSuite() {
    }

    /** All scripts by folder; the calling test is skipped where the suite is missing. */
    static Map<String, List<Script>> load() throws IOException {
        Map<String, byte[]> files = TarArchive.readGzip(SharedFiles.require(ARCHIVE));
        Map<String, List<Script>> folders = new TreeMap<>();
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            String[] path = file.getKey().split("/");
            int last = path.length - 1;
            if (last >= 2 && path[last].equals(path[last - 1] + SCRIPT_SUFFIX)) {
                String parent = file.getKey().substring(0, file.getKey().lastIndexOf('/') + 1);
                Script script = readScript(path[last - 2], path[last - 1], parent, files);
                folders.computeIfAbsent(script.folder, folder -> new ArrayList<>()).add(script);
            }
        }
        return folders;
    }

    @SuppressWarnings("unchecked")
    private static Script readScript(String folder, String name, String parent, Map<String, byte[]> files) {
        String json = new String(files.get(parent + name + SCRIPT_SUFFIX), StandardCharsets.UTF_8);
        Map<String, Object> script = (Map<String, Object>) Json.parse(json);
        List<Command> commands = new ArrayList<>();
        for (Map<String, Object> fields : (List<Map<String, Object>>) script.get("commands")) {
            String where = folder + "/" + name + ":" + fields.get("line");
            Object filename = fields.get("filename");
            byte[] module = filename == null ? null : files.get(parent + filename);
            if (filename != null && module == null && "binary".equals(fields.get("module_type"))) {
                throw new IllegalStateException(where + ": " + filename + " is missing from the suite");
            }
            commands.add(new Command(where, (String) fields.get("type"), fields, module));
        }
        return new Script(folder, name, commands);
    }
}
