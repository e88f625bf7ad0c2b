// SPDX-License-Identifier: Apache-2.0
package org.emgraal;

import com.oracle.truffle.api.TruffleFile;
import com.oracle.truffle.api.TruffleLanguage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.emgraal.emscripten.TruffleHostFiles;
import org.emgraal.libc.Libc;
import org.emgraal.libc.fs.HostFileSystem;
import org.emgraal.libc.fs.NioHostFiles;
import org.emgraal.tarfs.BundledApplication;
import org.emgraal.tarfs.PythonBuild;
import org.emgraal.tarfs.Wheel;
import org.emgraal.tarfs.WheelTags;
import org.graalvm.options.OptionKey;

/**
 * What the embedder puts on {@code sys.path}: the options {@code Path}, {@code Resources} and {@code SitePackages} and the variable
 * {@code PYTHONPATH}. A wheel among it is mounted where it is, unpacked by nobody, and its place is taken by the folders
 * of the mount. Options name files of the host that the embedder chose to show, whatever the context may access
 * otherwise; the variable names files as the program sees them.
 */
final class PythonPath {

    private static final String VARIABLE = "PYTHONPATH";
    private static final String WHEELS = "/lib/wheels/";

    private final TruffleLanguage.Env env;
    private final String library;
    private final WheelTags tags;
    private final List<String> entries = new ArrayList<>();
    private final Map<String, Wheel> wheels = new LinkedHashMap<>();
    private final List<Path> folders = new ArrayList<>();
    /** Null if none is wanted. */
    private final BundledApplication application;

    /**
     * @throws IOException if a wheel does not fit or cannot be read, or something named by an option does not exist; the
     *             message says which
     */
    PythonPath(TruffleLanguage.Env env, PythonBuild build) throws IOException {
        this.env = env;
        this.library = "/lib/python" + build.pythonVersion();
        this.tags = WheelTags.of(build);
        for (String entry : split(option(EmscriptenPythonLanguage.Path), File.pathSeparator)) {
            addFromOption(hostPath(entry));
        }
        String resources = option(EmscriptenPythonLanguage.Resources);
        this.application = resources.isEmpty() ? null : BundledApplication.find(resources, build.pythonVersion());
        if (application != null) {
            application.roots().forEach(root -> entries.add(BundledApplication.MOUNT + "/" + root));
        }
        for (String entry : split(env.getEnvironment().getOrDefault(VARIABLE, ""), ":")) {
            addFromVariable(entry);
        }
    }

    /** Makes CPython look here before its own library. */
    void addTo(Map<String, String> environment) {
        if (!entries.isEmpty()) {
            environment.put(VARIABLE, String.join(":", entries));
        }
    }

    /** Mounts what the program does not see already. */
    void mountInto(Libc libc) throws IOException {
        if (application != null) {
            libc.mount(BundledApplication.MOUNT, application.files(), true);
        }
        for (Map.Entry<String, Wheel> wheel : wheels.entrySet()) {
            libc.mount(wheel.getKey(), wheel.getValue().files(), true);
        }
        for (Path folder : folders) {
            if (!libc.files().exists(folder.toString())) {
                libc.mount(folder.toString(), new HostFileSystem(new NioHostFiles(folder), true));
            }
        }
        String sitePackages = option(EmscriptenPythonLanguage.SitePackages);
        if (!sitePackages.isEmpty()) {
            libc.mount(library + "/site-packages", sitePackages(hostPath(sitePackages)));
        }
    }

    /** Writable where the context grants access to files, so that packages can be installed there. */
    private HostFileSystem sitePackages(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new NoSuchFileException("the site-packages folder " + folder + " does not exist");
        }
        if (!env.isFileIOAllowed()) {
            return new HostFileSystem(new NioHostFiles(folder), true);
        }
        TruffleFile file = env.getPublicTruffleFile(folder.toString());
        return new HostFileSystem(new TruffleHostFiles(file, env::getPublicTruffleFile), false);
    }

    private void addFromOption(Path path) throws IOException {
        if (Wheel.isWheel(path.toString()) && Files.isRegularFile(path)) {
            add(Wheel.open(path, tags));
        } else if (Files.exists(path)) {
            entries.add(path.toString());
            folders.add(Files.isDirectory(path) ? path : path.getParent());
        } else {
            throw new NoSuchFileException("there is no " + path + " for Python's path");
        }
    }

    /** What does not exist is ignored, as by CPython. */
    private void addFromVariable(String entry) throws IOException {
        if (Wheel.isWheel(entry) && env.isFileIOAllowed()) {
            TruffleFile file = env.getPublicTruffleFile(entry);
            if (file.isRegularFile()) {
                add(Wheel.of(file.getName(), file.readAllBytes(), tags));
                return;
            }
        }
        entries.add(entry);
    }

    private void add(Wheel wheel) throws IOException {
        if (env.getOptions().get(EmscriptenPythonLanguage.CheckWheels)) {
            wheel.verify();
        }
        String mount = WHEELS + wheel.fileName();
        if (wheels.putIfAbsent(mount, wheel) == null) {
            wheel.roots().forEach(root -> entries.add(root.isEmpty() ? mount : mount + "/" + root));
        }
    }

    private Path hostPath(String entry) {
        return env.isFileIOAllowed() ? Path.of(env.getCurrentWorkingDirectory().getPath()).resolve(entry).normalize()
                        : Path.of(entry).toAbsolutePath().normalize();
    }

    private String option(OptionKey<String> key) {
        return env.getOptions().get(key);
    }

    private static List<String> split(String joined, String separator) {
        return List.of(joined.split(separator)).stream().filter(entry -> !entry.isEmpty()).toList();
    }
}
