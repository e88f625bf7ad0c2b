// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.fs;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.util.ArrayList;
import java.util.List;
import org.emgraal.libc.fs.RecordLock.Kind;

/**
 * What of a file this JVM has locked against the other processes of the host, through channels of its own.
 * <em>Limit</em>: Java cannot change a lock, so between giving up a shared one and getting an exclusive one another
 * process may get its own.
 */
final class HostLocks {

    /** Opens the file. */
    @FunctionalInterface
    interface Opener {

        /**
         * @param writable whether to write, as exclusive locks need it, or to read, as shared ones do
         * @return null if the host cannot lock the file
         */
        FileChannel open(boolean writable) throws IOException;
    }

    private final Opener opener;
    /** By whether it is for exclusive locks; null until needed. */
    private final FileChannel[] channels = new FileChannel[2];
    private List<FileLock> locks = new ArrayList<>();

    private HostLocks(Opener opener) {
        this.opener = opener;
    }

    /** Null if the host cannot lock the file. */
    static HostLocks open(Opener opener, boolean exclusive) throws IOException {
        HostLocks locks = new HostLocks(opener);
        return locks.channel(exclusive) == null ? null : locks;
    }

    private FileChannel channel(boolean exclusive) throws IOException {
        int index = exclusive ? 1 : 0;
        if (channels[index] == null) {
            channels[index] = opener.open(exclusive);
        }
        return channels[index];
    }

    /** Has exactly these locks then, which do not overlap; or what it had and returns false, where another process excludes one. */
    boolean become(List<RecordLock> wanted) throws IOException {
        List<FileLock> kept = new ArrayList<>();
        List<FileLock> given = new ArrayList<>();
        for (FileLock lock : locks) {
            RecordLock record = record(lock);
            boolean stays = wanted.stream().anyMatch(other -> other.kind() == record.kind() && other.contains(record));
            (stays ? kept : given).add(lock);
        }
        for (FileLock lock : given) {
            lock.release();
        }
        locks = kept;
        List<RecordLock> before = given.stream().map(HostLocks::record).toList();
        List<RecordLock> present = kept.stream().map(HostLocks::record).toList();
        List<RecordLock> missing = wanted.stream().flatMap(lock -> lock.minus(present).stream()).toList();
        if (take(missing)) {
            return true;
        }
        if (!take(before)) {
            throw new IOException("No locks available");
        }
        return false;
    }

    /** All of them or none. */
    private boolean take(List<RecordLock> wanted) throws IOException {
        List<FileLock> taken = new ArrayList<>();
        for (RecordLock lock : wanted) {
            FileLock got = take(lock);
            if (got == null) {
                for (FileLock other : taken) {
                    other.release();
                }
                return false;
            }
            taken.add(got);
        }
        locks.addAll(taken);
        return true;
    }

    private FileLock take(RecordLock lock) throws IOException {
        boolean exclusive = lock.kind() == Kind.EXCLUSIVE;
        FileChannel channel = channel(exclusive);
        if (channel == null) {
            throw new IOException("No locks available");
        }
        long length = lock.end() == Long.MAX_VALUE ? Long.MAX_VALUE - lock.start() : lock.end() - lock.start() + 1;
        try {
            return channel.tryLock(lock.start(), length, !exclusive);
        } catch (OverlappingFileLockException byTheEmbedder) {
            return null;
        }
    }

    /** Takes again what the host has forgotten. */
    void renew() throws IOException {
        List<RecordLock> wanted = locks.stream().map(HostLocks::record).toList();
        for (FileLock lock : locks) {
            lock.release();
        }
        locks = new ArrayList<>();
        if (!take(wanted)) {
            throw new IOException("No locks available");
        }
    }

    private static RecordLock record(FileLock lock) {
        long length = lock.size();
        boolean toEnd = length >= Long.MAX_VALUE - lock.position();
        return new RecordLock(lock.isShared() ? Kind.SHARED : Kind.EXCLUSIVE, lock.position(),
                        toEnd ? Long.MAX_VALUE : lock.position() + length - 1);
    }

    void close() throws IOException {
        for (FileChannel channel : channels) {
            if (channel != null) {
                channel.close();
            }
        }
    }
}
