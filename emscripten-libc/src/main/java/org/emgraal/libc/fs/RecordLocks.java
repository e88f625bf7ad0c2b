// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.fs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.emgraal.libc.fs.RecordLock.Kind;

/**
 * Who has locked what of one host file. The programs of this JVM are processes of their own to each other, but one to
 * the host, so they are kept apart here and {@link HostLocks} has for all of them what excludes other processes.
 */
final class RecordLocks {

    /** By the file's identity; all access but {@link #areNone} has this class's lock. */
    private static final Map<Object, RecordLocks> FILES = new ConcurrentHashMap<>();

    /** A process's lock; those of one process do not overlap. */
    private record Held(Object process, RecordLock lock) {
    }

    private final HostLocks host;
    private List<Held> held = new ArrayList<>();

    private RecordLocks(HostLocks host) {
        this.host = host;
    }

    /** Whether nobody has locked any file, which is usual and quickly found out. */
    static boolean areNone() {
        return FILES.isEmpty();
    }

    /**
     * Takes or gives up a lock.
     *
     * @param file its identity: equal for all names of the file, in all programs
     * @return whether it was got; also if there is nobody to exclude because the host has no locks
     */
    static synchronized boolean set(Object file, Object process, RecordLock lock, HostLocks.Opener opener) throws IOException {
        RecordLocks locks = of(file, lock, opener);
        if (locks == null) {
            return true;
        }
        try {
            return locks.set(process, lock);
        } finally {
            if (locks.held.isEmpty()) {
                FILES.remove(file);
                locks.host.close();
            }
        }
    }

    /** A lock of another process that excludes this one, else null; one of another program of the host in all of the range. */
    static synchronized RecordLock conflict(Object file, Object process, RecordLock lock, HostLocks.Opener opener) throws IOException {
        RecordLocks locks = of(file, lock, opener);
        if (locks == null) {
            return null;
        }
        try {
            RecordLock other = locks.conflict(process, lock);
            if (other != null) {
                return other;
            }
            // The host answers only by giving the lock or not.
            List<RecordLock> now = union(locks.held);
            boolean free = locks.host.become(union(locks.with(process, lock)));
            locks.host.become(now);
            return free ? null : new RecordLock(Kind.EXCLUSIVE, lock.start(), lock.end());
        } finally {
            if (locks.held.isEmpty()) {
                FILES.remove(file);
                locks.host.close();
            }
        }
    }

    /** To be called after this JVM has closed the file: with any descriptor a process loses its locks, and to the host that is us. */
    static synchronized void renew(Object file) throws IOException {
        RecordLocks locks = FILES.get(file);
        if (locks != null) {
            locks.host.renew();
        }
    }

    private static RecordLocks of(Object file, RecordLock lock, HostLocks.Opener opener) throws IOException {
        RecordLocks locks = FILES.get(file);
        if (locks == null && lock.kind() != Kind.NONE) {
            HostLocks host = HostLocks.open(opener, lock.kind() == Kind.EXCLUSIVE);
            if (host != null) {
                locks = new RecordLocks(host);
                FILES.put(file, locks);
            }
        }
        return locks;
    }

    private boolean set(Object process, RecordLock lock) throws IOException {
        if (conflict(process, lock) != null) {
            return false;
        }
        List<Held> next = with(process, lock);
        if (!host.become(union(next))) {
            return false;
        }
        held = next;
        return true;
    }

    private RecordLock conflict(Object process, RecordLock lock) {
        return held.stream().filter(other -> other.process != process && other.lock.excludes(lock)).map(Held::lock).findFirst().orElse(null);
    }

    /** What is held once the process has its lock, which replaces what it had of the range. */
    private List<Held> with(Object process, RecordLock lock) {
        List<Held> next = new ArrayList<>();
        for (Held one : held) {
            if (one.process == process) {
                one.lock.minus(List.of(lock)).forEach(rest -> next.add(new Held(process, rest)));
            } else {
                next.add(one);
            }
        }
        if (lock.kind() != Kind.NONE) {
            next.add(new Held(process, lock));
        }
        return next;
    }

    /** Locks that do not overlap for what all processes have; only shared ones do. */
    private static List<RecordLock> union(List<Held> held) {
        List<RecordLock> union = new ArrayList<>();
        List<RecordLock> sorted = held.stream().map(Held::lock).sorted(Comparator.comparingLong(RecordLock::start)).toList();
        for (RecordLock lock : sorted) {
            RecordLock last = union.isEmpty() ? null : union.getLast();
            if (last != null && last.overlaps(lock)) {
                union.set(union.size() - 1, new RecordLock(last.kind(), last.start(), Math.max(last.end(), lock.end())));
            } else {
                union.add(lock);
            }
        }
        return union;
    }
}
