// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.syscall;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.emgraal.libc.Errno;
import org.emgraal.libc.ErrnoException;
import org.emgraal.libc.abi.OpenFlags;
import org.emgraal.libc.abi.PollEvents;
import org.emgraal.libc.fs.Attributes;
import org.emgraal.libc.fs.FileType;
import org.emgraal.libc.fs.Node;
import org.emgraal.libc.fs.OpenFile;

/** The file behind an {@code epoll} descriptor: a set of files to wait for, itself readable when one of them is ready.
// */
final class EpollFile extends OpenFile {

    /**
     * A file of the set.
     *
     * @param events asked for; none once {@code EPOLLONESHOT} has reported
     * @param data given back to the program
     */
    record Member(OpenFile file, int events, long data) {

        int found() {
            return events == 0 ? 0 : PollEvents.normal(file.readiness()) & (events | PollEvents.POLLERR |
                            PollEvents.POLLHUP);
        }
    }

    /** What {@code fstat} says of it: Linux's anonymous inode. */
    private static final class AnonymousNode extends Node {

        @Override
        public FileType type() {
            return FileType.CHARACTER_DEVICE;
        }

        @Override
        public Attributes attributes() {
            return new Attributes(0, 1, 020600, 1, 0, 0, 0, 0, 0, Instant.EPOCH, Instant.EPOCH, Instant.EPOCH);
        }
    }

    /** By descriptor. */
    private final Map<Integer, Member> members = new LinkedHashMap<>();

    EpollFile() {
        super(new AnonymousNode(), OpenFlags.O_RDWR);
    }

    Map<Integer, Member> members() {
        return members;
    }

    /** Whether this set contains {@code file}, directly or through other sets. */
    boolean contains(OpenFile file) {
        return members.values().stream().anyMatch(member -> member.file == file ||
                        member.file instanceof EpollFile inner && inner.contains(file));
    }

    @Override
    public int readiness() {
        return members.values().stream().anyMatch(member -> member.found() != 0) ? PollEvents.POLLIN : 0;
    }

    @Override
    public void expect(int events) {
        members.values().forEach(member -> member.file.expect(events == 0 ? 0 : member.events));
    }

    @Override
    public int read(ByteBuffer target) {
        throw new ErrnoException(Errno.EINVAL);
    }

    @Override
    public int write(ByteBuffer source) {
        throw new ErrnoException(Errno.EINVAL);
    }
}
