// SPDX-License-Identifier: Apache-2.0
package org.emgraal.emscripten;

import com.oracle.truffle.api.TruffleFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.emgraal.dylink.DynamicLinkException;
import org.emgraal.dylink.LibraryFiles;
import org.emgraal.libc.ErrnoException;
import org.emgraal.libc.LinearMemory;
import org.emgraal.libc.fs.FileTree;
import org.emgraal.libc.fs.GuestText;
import org.emgraal.libc.process.GuestProcess;

/** Libraries among the program's files, and failing that in the host's folder where the program itself lies. */
final class ProgramLibraries implements LibraryFiles {

    private static final String SEARCH_PATH = "LD_LIBRARY_PATH";

    private final GuestProcess process;
    private final FileTree files;
    private final TruffleFile programFolder;
    private final BooleanSupplier initialized;

    /**
     * @param programFolder may be null
     * @param initialized whether functions of the program can be called
     */
    ProgramLibraries(GuestProcess process, FileTree files, TruffleFile programFolder, BooleanSupplier initialized) {
        this.process = process;
        this.files = files;
        this.programFolder = programFolder;
        this.initialized = initialized;
    }

    @Override
    public String find(String name, List<String> runPath) {
        for (String path : searched(name, runPath)) {
            if (files.exists(path)) {
                return path;
            }
        }
        TruffleFile beside = beside(name);
        return beside != null && beside.isRegularFile() ? beside.getPath() : null;
    }

    @Override
    public List<String> searched(String name, List<String> runPath) {
        List<String> folders = new ArrayList<>();
        if (!name.contains("/")) {
            folders.addAll(List.of(searchPath().split(":")));
            folders.addAll(runPath);
            folders.removeIf(String::isEmpty);
        }
        folders.add("");
        return folders.stream().map(folder -> absolute(folder.isEmpty() ? name : folder + "/" + name)).toList();
    }

    private String absolute(String path) {
        if (path.startsWith("/")) {
            return path;
        }
        String relative = path.startsWith("./") ? path.substring(2) : path;
        String directory = process.workingDirectory().path();
        return directory.endsWith("/") ? directory + relative : directory + "/" + relative;
    }

    /** The variable as the program has set it, if it lets us ask. */
    private String searchPath() {
        if (!initialized.getAsBoolean() || !process.calls().hasExport("getenv") || !process.calls().hasExport("malloc")) {
            return process.environment().getOrDefault(SEARCH_PATH, "");
        }
        int name = process.allocateString(SEARCH_PATH);
        int value = (Integer) process.calls().callExport("getenv", name);
        process.calls().free(name);
        LinearMemory memory = process.memory();
        return value == 0 ? "" : GuestText.decode(memory.readCString(value));
    }

    /** A file in the program's folder or below it; null for other paths. */
    private TruffleFile beside(String name) {
        if (programFolder == null || name.startsWith("/")) {
            return null;
        }
        TruffleFile file = programFolder.resolve(name).normalize();
        return file.startsWith(programFolder.normalize()) ? file : null;
    }

    @Override
    public byte[] read(String path) {
        try {
            if (files.exists(path)) {
                return files.read(path);
            }
            if (programFolder != null) {
                return programFolder.resolve(path).readAllBytes();
            }
        } catch (ErrnoException | IOException | SecurityException failure) {
            throw new DynamicLinkException("cannot read %s: %s".formatted(path, failure.getMessage()));
        }
        throw new DynamicLinkException(path + " does not exist");
    }
}
