// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc;

import java.nio.ByteBuffer;
import java.util.List;
import org.emgraal.libc.fs.FileTree;
import org.emgraal.libc.process.GuestProcess;

/**
 * Files linked into the program ({@code emcc --embed-file}), and what WasmFS, a file system that is part of the
 * program, still asks its host for. Files that JavaScript would preload before the program starts are the embedder's to
 * make.
 */
final class EmbeddedFileImports {

    private final GuestProcess process;
    private final FileTree files;

    EmbeddedFileImports(GuestProcess process, FileTree files) {
        this.process = process;
        this.files = files;
    }

    List<HostFunction> functions() {
        return List.of(
                        new HostFunction("_emscripten_fs_load_embedded_files", "vi", a -> load(a.i32(0))),
                        new HostFunction("_wasmfs_get_num_preloaded_files", "i", a -> 0),
                        new HostFunction("_wasmfs_get_num_preloaded_dirs", "i", a -> 0),
                        new HostFunction("_wasmfs_stdin_get_char", "i", a -> standardInputByte()));
    }

    /** Makes the files of a table of names, lengths and contents, which ends with NULL. */
    private Object load(int table) {
        LinearMemory memory = process.memory();
        for (int entry = table; memory.loadInt(entry) != 0; entry += 12) {
            String path = process.string(memory.loadInt(entry));
            byte[] content = new byte[memory.loadInt(entry + 4)];
            memory.read(memory.loadInt(entry + 8), content, 0, content.length);
            String absolute = path.startsWith("/") ? path : "/" + path;
            int directory = absolute.lastIndexOf('/');
            if (directory > 0) {
                files.createDirectories(absolute.substring(0, directory));
            }
            files.write(absolute, content);
        }
        return null;
    }

    /** The next byte of standard input; −1 at its end. */
    private int standardInputByte() {
        ByteBuffer one = ByteBuffer.allocate(1);
        try {
            return process.descriptors().get(0).read(one) == 0 ? -1 : one.get(0) & 0xFF;
        } catch (ErrnoException unreadable) {
            return -1;
        }
    }
}
