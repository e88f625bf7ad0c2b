// SPDX-License-Identifier: Apache-2.0
package org.emgraal;

import com.oracle.truffle.api.TruffleFile;
import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.source.Source;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
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

    private static final String GUEST_HOME = "/home/web_user";

    private final TruffleLanguage.Env env;
    private final Libc libc;

    HostDirectories(TruffleLanguage.Env env, Libc libc) {
        this.env = env;
        this.libc = libc;
    }

    /** With file access granted: what it lets Java see, at the paths that has on the host. */
    void mount(Source mainSource) throws IOException {
        if (!env.isFileIOAllowed()) {
            libc.setWorkingDirectory(GUEST_HOME);
            return;
        }
        TruffleFile current = env.getCurrentWorkingDirectory().getCanonicalFile();
        mountEverything();
        if (!libc.files().exists(current.getPath())) {
            mount(current);
        }
        if (mainSource != null && mainSource.getPath() != null) {
            TruffleFile folder = env.getPublicTruffleFile(mainSource.getPath()).getAbsoluteFile().getParent();
            if (folder != null && folder.isDirectory()) {
                mountAlso(folder.getCanonicalFile());
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

    /** The user's folder on the host if that can be seen, else the guest's own. */
    String home() {
        String home = System.getProperty("user.home");
        return env.isFileIOAllowed() && home != null && !libc.files().exists(GUEST_HOME) && libc.files().exists(home) ? home : GUEST_HOME;
    }

    /**
     * What {@code python} would see, the host's directories at their paths. Those that hold the guest's own system stay the
     * guest's.
     */
    private void mountEverything() throws IOException {
        for (TruffleFile directory : topDirectories()) {
            if (directory.isDirectory() && !GUEST_DIRECTORIES.contains(directory.getName())) {
                mount(directory, !HOST_PROGRAMS.contains(directory.getName()));
            }
        }
    }

    /** Not every file system of an embedder has such a directory, or lets it be listed. */
    private Collection<TruffleFile> topDirectories() {
        try {
            return env.getPublicTruffleFile("/").list();
        } catch (IOException | RuntimeException unknown) {
            return List.of();
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
