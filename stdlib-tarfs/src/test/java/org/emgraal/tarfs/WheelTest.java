// SPDX-License-Identifier: Apache-2.0
package org.emgraal.tarfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WheelTest {

    private static final WheelTags TAGS = new WheelTags(13, List.of("pyemscripten_2025_0_wasm32", "pyodide_2025_0_wasm32", "emscripten_4_0_9_wasm32"));
    private static final String NAME = "a_b-1.0-py3-none-any.whl";

    private final Map<String, byte[]> files = new LinkedHashMap<>();
    private final StringBuilder record = new StringBuilder();

    private void add(String path, String text) throws Exception {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        files.put(path, bytes);
        String hash = Base64.getUrlEncoder().withoutPadding().encodeToString(MessageDigest.getInstance("SHA-256").digest(bytes));
        record.append(path.contains(",") ? '"' + path + '"' : path).append(",sha256=").append(hash).append(',').append(bytes.length).append("\r\n");
    }

    /** The archive of what has been added, with its list of files. */
    private byte[] archive() throws IOException {
        files.put("a_b-1.0.dist-info/RECORD", (record + "a_b-1.0.dist-info/RECORD,,\n").getBytes(StandardCharsets.UTF_8));
        return zip();
    }

    private byte[] zip() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    private Wheel wheel() throws IOException {
        return Wheel.of(NAME, archive(), TAGS);
    }

    private void addUsualFiles() throws Exception {
        add("a_b-1.0.dist-info/WHEEL", "Wheel-Version: 1.9\nTag: py3-none-any\n");
        add("a_b/__init__.py", "value = 1\n");
        add("a_b/a file, with \u00e4.py", "");
    }

    private static void refused(String part, org.junit.jupiter.api.function.Executable action) {
        WheelException failure = assertThrows(WheelException.class, action);
        assertTrue(failure.getMessage().contains(part) && failure.getMessage().startsWith("a_b-1.0"), failure.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"cp313-cp313-pyodide_2025_0_wasm32", "cp313-cp313-pyemscripten_2025_0_wasm32", "cp313-cp313-emscripten_4_0_9_wasm32",
                    "cp39-abi3-pyodide_2025_0_wasm32", "cp313-abi3-pyodide_2025_0_wasm32", "cp313-none-pyodide_2025_0_wasm32", "py3-none-any", "py2.py3-none-any",
                    "py38-none-any", "cp313-none-any", "cp312.cp313-cp312.cp313-linux_x86_64.pyodide_2025_0_wasm32", "py3-none-emscripten_4_0_9_wasm32"})
    void fits(String tags) throws IOException {
        assertTrue(WheelName.parse("x-1-" + tags + ".whl").fits(TAGS));
        assertTrue(WheelName.parse("x-1-7build-" + tags + ".whl").fits(TAGS));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cp312-cp312-pyodide_2025_0_wasm32", "cp314-cp314-pyodide_2025_0_wasm32", "cp313-cp313t-pyodide_2025_0_wasm32",
                    "cp313-cp313-pyodide_2024_0_wasm32", "cp313-cp313-manylinux_2_17_x86_64", "cp314-abi3-pyodide_2025_0_wasm32", "py2-none-any", "py314-none-any",
                    "cp312-none-any", "pp313-none-any", "cp313-cp313-any", "cp3-abi3-pyodide_2025_0_wasm32", "cp31-abi3-pyodide_2025_0_wasm32"})
    void doesNotFit(String tags) throws IOException {
        assertFalse(WheelName.parse("x-1-" + tags + ".whl").fits(TAGS));
    }

    @Test
    void refusalNamesTheTagsThatFit() {
        refused("made for cp312-cp312-win_amd64; the tags that fit this Python 3.13 are cp313-cp313-P",
                        () -> Wheel.of("a_b-1.0-cp312-cp312-win_amd64.whl", new byte[0], TAGS));
        refused("pyodide_2025_0_wasm32", () -> Wheel.of("a_b-1.0-cp312-cp312-win_amd64.whl", new byte[0], TAGS));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a_b-1.0.whl", "a_b-1.0-py3-none.whl", "a_b-1.0--none-any.whl", "a_b-1.0-1-2-py3-none-any.whl", "a_b-1.0.zip"})
    void otherNamesAreRefused(String name) {
        refused("is no wheel", () -> Wheel.of(name, new byte[0], TAGS));
    }

    @Test
    void hashesAreChecked() throws Exception {
        addUsualFiles();
        wheel().verify();
        files.put("a_b/__init__.py", "value = 2\n".getBytes(StandardCharsets.UTF_8));
        refused("the file a_b/__init__.py does not have the hash", () -> wheel().verify());
    }

    @Test
    void everyFileMustBeListed() throws Exception {
        addUsualFiles();
        files.put("a_b/extra.py", new byte[0]);
        refused("a_b/extra.py", () -> wheel().verify());
    }

    @Test
    void everyListedFileMustBeThere() throws Exception {
        addUsualFiles();
        files.remove("a_b/__init__.py");
        refused("lacks the file a_b/__init__.py", () -> wheel().verify());
    }

    @Test
    void weakHashesAreRefused() throws Exception {
        addUsualFiles();
        files.put("a_b/old.py", new byte[0]);
        record.append("a_b/old.py,md5=1B2M2Y8AsgTpgAmY7PhCfg,0\n");
        refused("md5", () -> wheel().verify());
    }

    @Test
    void foldersOfDataBelongOnThePathToo() throws Exception {
        addUsualFiles();
        add("a_b-1.0.data/platlib/more/__init__.py", "");
        add("a_b-1.0.data/scripts/tool", "#!python\n");
        assertEquals(List.of("", "a_b-1.0.data/platlib"), wheel().roots());
    }

    @Test
    void laterFormatsAreRefused() throws Exception {
        add("a_b-1.0.dist-info/WHEEL", "Wheel-Version: 2.0\n");
        refused("version 2 of the wheel format", this::wheel);
    }

    @Test
    void anArchiveThatIsNoWheelIsRefused() throws Exception {
        add("a_b/__init__.py", "");
        files.put("other-1.0.dist-info/WHEEL", new byte[0]);
        refused("a_b-1.0.dist-info", () -> Wheel.of(NAME, zip(), TAGS));
        assertThrows(CorruptArchiveException.class, () -> Wheel.of(NAME, new byte[]{'P', 'K', 3, 4}, TAGS));
    }

    @Test
    void namesAreComparedNormalized() throws Exception {
        add("a_b/__init__.py", "");
        add("A.B-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\n");
        assertEquals("a_b-1.0-py3-none-any.whl", Wheel.of(NAME, zip(), TAGS).fileName());
    }
}
