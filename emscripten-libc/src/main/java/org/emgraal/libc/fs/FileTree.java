// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.fs;

import java.nio.ByteBuffer;
import org.emgraal.libc.Errno;
import org.emgraal.libc.ErrnoException;
import org.emgraal.libc.abi.OpenFlags;

/** The program's files as the embedder prepares and inspects them, by absolute path. */
public final class FileTree {

    private final NameSpace names;

    public FileTree(NameSpace names) {
        this.names = names;
    }

    public boolean exists(String path) {
        try {
            names.find(names.root(), path, true);
            return true;
        } catch (ErrnoException missing) {
            return false;
        }
    }

    /** Makes the directory and those it lies in, as far as they do not exist. */
    public void createDirectories(String path) {
        for (int end = path.indexOf('/', 1); end >= 0; end = path.indexOf('/', end + 1)) {
            createDirectory(path.substring(0, end));
        }
        createDirectory(path);
    }

    private void createDirectory(String path) {
        try {
            names.makeDirectory(names.root(), path, 0755);
        } catch (ErrnoException failure) {
            if (failure.errno() != Errno.EEXIST || !names.find(names.root(), path, true).node().isDirectory()) {
                throw failure;
            }
        }
    }

    /** Creates or replaces a file. */
    public void write(String path, byte[] content) {
        int flags = OpenFlags.O_WRONLY | OpenFlags.O_CREAT | OpenFlags.O_TRUNC;
        OpenFile file = names.open(names.root(), path, flags, 0644);
        file.retain();
        try {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
        } finally {
            file.release();
        }
    }

    /** The whole content of a file. */
    public byte[] read(String path) {
        OpenFile file = names.open(names.root(), path, OpenFlags.O_RDONLY, 0);
        file.retain();
        try {
            byte[] content = new byte[Math.toIntExact(file.attributes().size())];
            ByteBuffer target = ByteBuffer.wrap(content);
            while (target.hasRemaining() && file.read(target) > 0) {
                // A read may return less than asked for.
            }
            return target.hasRemaining() ? java.util.Arrays.copyOf(content, target.position()) : content;
        } finally {
            file.release();
        }
    }

    public void createSymbolicLink(String path, String target) {
        names.makeSymbolicLink(names.root(), path, target);
    }
}
