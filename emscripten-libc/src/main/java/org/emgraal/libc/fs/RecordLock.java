// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.fs;

import java.util.ArrayList;
import java.util.List;

/**
 * A lock of a part of a file (POSIX {@code fcntl}, {@code F_SETLK}).
 *
 * @param start first byte
 * @param end last byte; {@link Long#MAX_VALUE} is the end of the file, however it grows
 */
public record RecordLock(Kind kind, long start, long end) {

    /** What others may do meanwhile. */
    public enum Kind {
        /** {@code F_RDLCK}: lock for reading too. */
        SHARED,
        /** {@code F_WRLCK}: nothing. */
        EXCLUSIVE,
        /** {@code F_UNLCK}: this is no lock, but gives up what there is. */
        NONE
    }

    /** Gives up everything. */
    public static final RecordLock NOTHING = new RecordLock(Kind.NONE, 0, Long.MAX_VALUE);

    boolean overlaps(RecordLock other) {
        return start <= other.end && other.start <= end;
    }

    boolean contains(RecordLock other) {
        return start <= other.start && other.end <= end;
    }

    /** Whether different processes cannot have both. */
    boolean excludes(RecordLock other) {
        return overlaps(other) && kind != Kind.NONE && other.kind != Kind.NONE && (kind == Kind.EXCLUSIVE || other.kind == Kind.EXCLUSIVE);
    }

    /** What of this lies outside of {@code others}. */
    List<RecordLock> minus(List<RecordLock> others) {
        List<RecordLock> rest = List.of(this);
        for (RecordLock other : others) {
            List<RecordLock> smaller = new ArrayList<>();
            for (RecordLock part : rest) {
                if (!part.overlaps(other)) {
                    smaller.add(part);
                    continue;
                }
                if (part.start < other.start) {
                    smaller.add(new RecordLock(kind, part.start, other.start - 1));
                }
                if (part.end > other.end) {
                    smaller.add(new RecordLock(kind, other.end + 1, part.end));
                }
            }
            rest = smaller;
        }
        return rest;
    }
}
