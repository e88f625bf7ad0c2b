// SPDX-License-Identifier: Apache-2.0
package org.emgraal.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectPackagesTest {

    @TempDir
    Path folder;
    private Path wheels;
    private Path lock;
    private final List<String> log = new ArrayList<>();

    @BeforeEach
    void folders() throws IOException {
        wheels = Files.createDirectory(folder.resolve("wheels"));
        lock = folder.resolve("emgraal.lock");
    }

    private Path wheel(String name, String version, String... requires) throws IOException {
        return tagged("py3-none-any", name, version, requires);
    }

    private Path tagged(String tags, String name, String version, String... requires) throws IOException {
        Map<String, String> files = new LinkedHashMap<>();
        files.put(name + "/__init__.py", "VERSION = '" + version + "'\n");
        String information = name + "-" + version + ".dist-info/";
        files.put(information + "WHEEL", "Wheel-Version: 1.0\n");
        files.put(information + "METADATA", "Metadata-Version: 2.1\nName: " + name + "\nVersion: " + version + "\n" +
                        Stream.of(requires).map(line -> "Requires-Dist: " + line + "\n").reduce("", String::concat) + "\nRequires-Dist: text\n");
        StringBuilder record = new StringBuilder();
        Path file = wheels.resolve(name + "-" + version + "-" + tags + ".whl");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Map.Entry<String, String> entry : files.entrySet()) {
                byte[] bytes = entry.getValue().getBytes(StandardCharsets.UTF_8);
                MessageDigest digest = WheelStore.sha256();
                record.append(entry.getKey()).append(",sha256=").append(Base64.getUrlEncoder().withoutPadding().encodeToString(digest.digest(bytes)))
                                .append(",\n");
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(bytes);
            }
            zip.putNextEntry(new ZipEntry(information + "RECORD"));
            zip.write((record + information + "RECORD,,\n").getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }

    private ProjectPackages project(List<String> indexes, boolean offline, String... packages) throws IOException {
        List<Requirement> requirements = new ArrayList<>();
        List<Requirement> tests = new ArrayList<>();
        for (String text : packages) {
            (text.startsWith("test ") ? tests : requirements).add(Requirement.parse(text.replaceFirst("^test ", ""), "the pom"));
        }
        return new ProjectPackages(new ProjectPackages.Settings(requirements, tests, lock, indexes, folder.resolve("store"), offline), log::add);
    }

    private ProjectPackages project(String... packages) throws IOException {
        return project(List.of(wheels.toString()), false, packages);
    }

    private String locked(String... packages) throws IOException {
        project(packages).lock();
        StringBuilder names = new StringBuilder();
        for (LockFile.Locked wheel : LockFile.read(lock).wheels()) {
            names.append(wheel.fileName().replaceAll("-(py|cp)3.*", "")).append(wheel.test() ? "(test) " : " ");
        }
        return names.toString().strip();
    }

    private void fails(String words, String... packages) {
        String message = assertThrows(PackagesException.class, () -> project(packages).lock()).getMessage();
        assertTrue(message.contains(words), message);
        assertFalse(Files.exists(lock));
    }

    @Test
    void whatIsRequiredIsTakenToo() throws IOException {
        wheel("app", "1.0", "lib>=1,<3; python_version >= '3.8'", "win; sys_platform == 'win32'", "fast; extra == 'speed'");
        for (String version : List.of("1.0", "2.0", "2.5rc1", "3.0")) {
            wheel("lib", version, version.equals("2.0") ? "app" : "nothing");
        }
        wheel("fast", "1.0");
        assertEquals("app-1.0 lib-2.0", locked("app==1.0"), "the newest that is no pre-release; a circle");
        assertEquals("app-1.0 fast-1.0 lib-2.0", locked("app[speed]"));
        assertEquals("app-1.0 fast-1.0(test) lib-2.0", locked("app", "test fast"));
        assertTrue(project("app", "test fast").install(true).containsKey("fast/__init__.py"));
        assertFalse(project("app", "test fast").install(false).containsKey("fast/__init__.py"));
    }

    @Test
    void aLaterConditionChangesAnEarlierChoice() throws IOException {
        wheel("one", "1.0", "shared");
        wheel("two", "1.0", "shared<2");
        wheel("shared", "1.0");
        wheel("shared", "2.0", "unavailable");
        assertEquals("one-1.0 shared-1.0 two-1.0", locked("one", "two"));
    }

    @Test
    void whatCannotBeHad() throws IOException {
        wheel("one", "1.0", "shared>=2");
        wheel("two", "1.0", "shared<2");
        wheel("shared", "1.0");
        wheel("shared", "2.0");
        fails("one-1.0-py3-none-any.whl wants shared>=2; two-1.0-py3-none-any.whl wants shared<2", "one", "two");
        fails("nothing of this name is there", "absent==1.0");
        fails("There are 1.0, 2.0", "shared==3");
        tagged("cp314-cp314-manylinux_2_28_x86_64", "native", "1.0");
        Files.createFile(wheels.resolve("native-1.1.tar.gz"));
        fails("there is only native-1.0-cp314-cp314-manylinux_2_28_x86_64.whl, native-1.1.tar.gz", "native");
        Files.writeString(wheels.resolve("broken-1.0-py3-none-any.whl"), "no zip");
        fails("broken-1.0-py3-none-any.whl", "broken");
        String message = assertThrows(PackagesException.class, () -> project(List.of(), false, "one").lock()).getMessage();
        assertTrue(message.contains("PIP_INDEX_URL"), message);
        assertThrows(PackagesException.class, () -> project(List.of(folder.resolve("nowhere").toString()), false, "one").lock());
    }

    @Test
    void theLockFileDecides() throws IOException {
        wheel("lib", "1.0");
        assertTrue(assertThrows(PackagesException.class, () -> project("lib").install(false)).getMessage().contains("mvn emgraal:lock"));
        assertEquals("lib-1.0", locked("lib"));
        wheel("lib", "2.0");
        assertEquals("VERSION = '1.0'\n", new String(project("lib").install(false).get("lib/__init__.py")));
        assertTrue(assertThrows(PackagesException.class, () -> project("lib>0").install(false)).getMessage().contains("other packages"));
        Files.writeString(lock, Files.readString(lock).replace("# python: 3.", "# python: 2."));
        assertTrue(assertThrows(PackagesException.class, () -> project("lib").install(false)).getMessage().contains("made for Python 2."));
        for (String line : List.of("lib-1.0-py3-none-any.whl", "../lib-1.0-py3-none-any.whl sha256:" + "0".repeat(64) + " -", "x")) {
            Files.writeString(lock, line);
            assertTrue(assertThrows(PackagesException.class, () -> LockFile.read(lock)).getMessage().contains("not understood"), line);
        }
    }

    @Test
    void anotherWheelOfTheSameNameIsRefused() throws IOException {
        Path file = wheel("lib", "1.0");
        locked("lib");
        wheel("lib", "1.0", "more; os_name == 'nt'");
        assertFalse(project("lib").install(false).isEmpty(), "the store has the right one");
        Files.walk(folder.resolve("store")).filter(Files::isRegularFile).forEach(stored -> assertTrue(stored.toFile().delete()));
        String message = assertThrows(PackagesException.class, () -> project("lib").install(false)).getMessage();
        assertTrue(message.contains("not the hash") && message.contains(file.getFileName().toString()), message);
        try (Stream<Path> left = Files.walk(folder.resolve("store"))) {
            assertEquals(0, left.filter(Files::isRegularFile).count(), "nothing half-installed");
        }
        refuses("does not allow", "lib --hash=sha256:" + "0".repeat(64));
    }

    private void refuses(String words, String requirement) {
        String message = assertThrows(PackagesException.class, () -> project(requirement).lock()).getMessage();
        assertTrue(message.contains(words), message);
    }

    @Test
    void anIndexOnTheNetwork() throws IOException {
        Path good = wheel("lib", "1.0");
        wheel("lib", "1.1");
        wheel("lib", "1.2");
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/simple/lib/", exchange -> {
            byte[] page = ("<!DOCTYPE html><html><body><a href=\"../../files/lib-1.0-py3-none-any.whl#sha256=" + WheelStore.hash(good) + "\">lib-1.0-py3-none-any.whl</a>\n" +
                            "<a data-yanked='broken' href=\"/files/lib-1.1-py3-none-any.whl\">lib-1.1-py3-none-any.whl</a>" +
                            "<a href=\"/files/lib-1.2-py3-none-any.whl\" data-requires-python=\"&gt;=3.99\">lib-1.2-py3-none-any.whl</a></body></html>").getBytes();
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        server.createContext("/files/", exchange -> {
            byte[] bytes = Files.readAllBytes(wheels.resolve(Path.of(exchange.getRequestURI().getPath()).getFileName()));
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        List<String> index = List.of("http://localhost:" + server.getAddress().getPort() + "/simple");
        try {
            String offline = assertThrows(PackagesException.class, () -> project(index, true, "lib").lock()).getMessage();
            assertTrue(offline.contains("without -o"), offline);
            project(index, false, "lib").lock();
            assertEquals("lib-1.0-py3-none-any.whl", LockFile.read(lock).wheels().getFirst().fileName());
            assertThrows(PackagesException.class, () -> project(index, false, "absent").lock());
        } finally {
            server.stop(0);
        }
        assertFalse(project(index, true, "lib").install(false).isEmpty(), "offline once it is locked and fetched");
        String down = assertThrows(PackagesException.class, () -> project(index, false, "other").lock()).getMessage();
        assertTrue(down.contains("cannot be reached"), down);
    }

    @Test
    void requirementFiles() throws IOException {
        Files.writeString(folder.resolve("more.txt"), "three");
        Path file = Files.writeString(folder.resolve("requirements.txt"), "# comment\none==1.0 \\\n  --hash=sha256:ab  # why\n\ntwo\n-r more.txt\n");
        assertEquals(List.of("one", "two", "three"), RequirementsFile.read(file).stream().map(Requirement::name).toList());
        Files.writeString(file, "-r requirements.txt");
        assertTrue(assertThrows(PackagesException.class, () -> RequirementsFile.read(file)).getMessage().contains("includes itself"));
        Files.writeString(file, "--index-url x");
        assertTrue(assertThrows(PackagesException.class, () -> RequirementsFile.read(file)).getMessage().contains("<indexes>"));
    }
}
