// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.fs;

import java.util.Arrays;
import java.util.function.IntConsumer;
import org.emgraal.libc.Errno;
import org.emgraal.libc.ErrnoException;

/** File descriptors: small numbers for open files. Stands for the process where files are locked. */
public final class FileDescriptorTable {

    /** Emscripten's {@code FS.MAX_OPEN_FDS}. */
    public static final int LIMIT = 4096;

    private OpenFile[] files = new OpenFile[16];
    private boolean[] closeOnExec = new boolean[16];
    /** No descriptor below this is free. */
    private int lowestFree;

    public FileDescriptorTable() {
    }

    /** The open file, else {@code EBADF}. */
    public OpenFile get(int descriptor) {
        OpenFile file = find(descriptor);
        if (file == null) {
            throw new ErrnoException(Errno.EBADF);
        }
        return file;
    }

    /** The open file, or null. */
    public OpenFile find(int descriptor) {
        return descriptor >= 0 && descriptor < files.length ? files[descriptor] : null;
    }

    /** Gives {@code file} the lowest free descriptor; closes it and fails with {@code EMFILE} if there is none. */
    public int add(OpenFile file, boolean closesOnExec) {
        return add(file, 0, closesOnExec);
    }

    /** Gives {@code file} the lowest free descriptor from {@code from} on. */
    public int add(OpenFile file, int from, boolean closesOnExec) {
        int descriptor = Math.max(from, lowestFree);
        while (descriptor < files.length && files[descriptor] != null) {
            descriptor++;
        }
        file.retain();
        if (descriptor >= LIMIT) {
            file.release();
            throw new ErrnoException(Errno.EMFILE);
        }
        put(descriptor, file, closesOnExec);
        if (from <= lowestFree) {
            lowestFree = descriptor + 1;
        }
        return descriptor;
    }

    /** {@code dup3}: makes {@code descriptor} refer to {@code file}, closing what it referred to. */
    public void replace(int descriptor, OpenFile file, boolean closesOnExec) {
        if (descriptor < 0 || descriptor >= LIMIT) {
            throw new ErrnoException(Errno.EBADF);
        }
        OpenFile before = find(descriptor);
        file.retain();
        put(descriptor, file, closesOnExec);
        if (before != null) {
            release(before);
        }
    }

    private void release(OpenFile file) {
        try {
            file.lock(this, RecordLock.NOTHING);
        } finally {
            file.release();
        }
    }

    public void close(int descriptor) {
        OpenFile file = get(descriptor);
        files[descriptor] = null;
        lowestFree = Math.min(lowestFree, descriptor);
        release(file);
    }

    public boolean closesOnExec(int descriptor) {
        get(descriptor);
        return closeOnExec[descriptor];
    }

    public void setCloseOnExec(int descriptor, boolean closes) {
        get(descriptor);
        closeOnExec[descriptor] = closes;
    }

    /** Calls {@code action} with each open descriptor, ascending. */
    public void forEach(IntConsumer action) {
        for (int descriptor = 0; descriptor < files.length; descriptor++) {
            if (files[descriptor] != null) {
                action.accept(descriptor);
            }
        }
    }

    private void put(int descriptor, OpenFile file, boolean closesOnExec) {
        if (descriptor >= files.length) {
            int length = Math.min(LIMIT, Math.max(descriptor + 1, 2 * files.length));
            files = Arrays.copyOf(files, length);
            closeOnExec = Arrays.copyOf(closeOnExec, length);
        }
        files[descriptor] = file;
        closeOnExec[descriptor] = closesOnExec;
    }
}
