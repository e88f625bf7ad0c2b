// SPDX-License-Identifier: Apache-2.0
package org.emgraal;

import com.oracle.truffle.api.TruffleFile;
import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.source.Source;
import java.io.IOException;
import java.util.Set;
import org.emgraal.emscripten.TruffleHostFiles;
import org.emgraal.libc.Libc;
import org.emgraal.libc.fs.HostFileSystem;

/** The host's directories that a Python context sees, at the paths they have on the host. */
final class HostDirectories {

    /** What the guest's own system has at these paths stays visible. */
    private static final Set<String> GUEST_DIRECTORIES = Set.of("lib", "lib32", "lib64", "libx32", "dev", "proc", "sys");

    /** Their programs are the host's: {@code shutil.which} must not find what no process can run. */
    private static final Set<String> HOST_PROGRAMS = Set.of("bin", "sbin", "usr", "nix", "snap");

    private final TruffleLanguage.Env env;
    private final Libc libc;

    HostDirectories(TruffleLanguage.Env env, Libc libc) {
        this.env = env;
        this.libc = libc;
    }

    /** With file access granted: the working directory and the script's folder, at the paths they have on the host. */
    void mount(Source mainSource) throws IOException {
        if (!env.isFileIOAllowed()) {
            libc.setWorkingDirectory("/home/web_user");
            return;
        }
        TruffleFile current = env.getCurrentWorkingDirectory().getCanonicalFile();
        if (env.getOptions().get(EmscriptenPythonLanguage.RunCommandLine)) {
            mountEverything();
            if (!libc.files().exists(current.getPath())) {
                mount(current);
            }
        } else {
            mount(current);
        }
        if (mainSource != null && mainSource.getPath() != null) {
            TruffleFile folder = env.getPublicTruffleFile(mainSource.getPath()).getAbsoluteFile().getParent();
            if (folder != null && folder.isDirectory() && !folder.getCanonicalFile().startsWith(current)) {
                mount(folder.getCanonicalFile());
            }
        }
        libc.setWorkingDirectory(current.getPath());
    }

    /** A folder the embedder has named elsewhere, unless it is visible already. */
    void mountAlso(TruffleFile folder) throws IOException {
        if (!libc.files().exists(folder.getPath())) {
            mount(folder);
        }
    }

    /**
     * For the command line: what {@code python} would see, the host's directories at their paths. Those that hold the
     * guest's own system stay the guest's.
     */
    private void mountEverything() throws IOException {
        for (TruffleFile directory : env.getPublicTruffleFile("/").list()) {
            if (directory.isDirectory() && !GUEST_DIRECTORIES.contains(directory.getName())) {
                mount(directory, !HOST_PROGRAMS.contains(directory.getName()));
            }
        }
    }

    private void mount(TruffleFile directory) throws IOException {
        mount(directory, true);
    }

    private void mount(TruffleFile directory, boolean executable) throws IOException {
        if (!directory.getPath().equals("/")) {
            libc.mount(directory.getPath(), new HostFileSystem(new TruffleHostFiles(directory, env::getPublicTruffleFile), false, executable));
        }
    }
}
