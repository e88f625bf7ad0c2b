// SPDX-License-Identifier: Apache-2.0
package org.emgraal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.emgraal.python.PythonInterpreter;
import org.emgraal.python.SnapshotFile;
import org.emgraal.python.SnapshotStore;
import org.emgraal.python.StartSnapshot;
import org.emgraal.tarfs.PythonBuild;

/**
 * The snapshot that interpreters of one distribution start from: in a file beside the precompiled standard library, which
 * the build makes or the first command line, and in memory for the contexts of an engine. Contexts themselves write no
 * file.
 */
final class StartSnapshots implements SnapshotStore {

    private final PythonBuild build;
    /** Where to write one; null for nowhere. */
    private final Path file;
    private final String key;
    private final boolean keeps;
    private final Consumer<String> warning;
    private StartSnapshot snapshot;
    private boolean searched;
    /** What is wrong with the file; told to who would have started from it, as only he replaces it. */
    private String problem;

    /**
     * @param wasm the build's module
     * @param keeps whether it serves several interpreters, from memory; else one, which writes the file if need be
     * @param warning takes one line about a file that cannot be used
     */
    StartSnapshots(PythonBuild build, byte[] wasm, boolean keeps, Consumer<String> warning) throws IOException {
        this.keeps = keeps;
        this.warning = warning;
        byte[] library = build.libraryIdentity();
        this.build = library == null ? null : build;
        this.file = library == null ? null : build.snapshotFile().orElse(null);
        this.key = "on %s; module %d %08x; library %08x; code %08x".formatted(EngineState.runtimeName(), wasm.length, EngineState.checksum(wasm),
                        library == null ? 0 : EngineState.checksum(library), PythonInterpreter.startChecksum());
    }

    /** Whether there is one, which also says that somebody has verified the library. */
    synchronized boolean isPresent() {
        search();
        return snapshot != null;
    }

    @Override
    public synchronized StartSnapshot find() {
        search();
        if (problem != null) {
            warning.accept(problem);
            problem = null;
        }
        StartSnapshot found = snapshot;
        if (!keeps) {
            snapshot = null;
        }
        return found;
    }

    private void search() {
        if (searched || build == null) {
            return;
        }
        searched = true;
        try {
            snapshot = SnapshotFile.read(build.read(PythonBuild.SNAPSHOT), key);
        } catch (NoSuchFileException notYet) {
            return;
        } catch (IOException e) {
            problem = "the start snapshot %s is not used, because %s".formatted(file == null ? "of " + build : file,
                            e instanceof SnapshotFile.UnusableException ? e.getMessage() : e);
        }
    }

    @Override
    public boolean lasts() {
        return !keeps && file != null && Files.isWritable(file.getParent());
    }

    @Override
    public void offer(StartSnapshot taken) {
        if (keeps) {
            synchronized (this) {
                snapshot = taken;
            }
        } else if (lasts()) {
            try {
                SnapshotFile.write(file, key, taken);
            } catch (IOException e) {
                // The disk is full, say: the next start tries again.
                warning.accept("the start snapshot %s cannot be written: %s".formatted(file, e));
            }
        }
    }
}
