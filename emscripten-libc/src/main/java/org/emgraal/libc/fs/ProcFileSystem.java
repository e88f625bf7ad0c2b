// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.fs;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.emgraal.libc.Errno;
import org.emgraal.libc.ErrnoException;

/** {@code /proc}: only {@code self}, with the process's descriptors, working directory, arguments and environment. */
public final class ProcFileSystem implements FileSystem {

    private final long device = MemoryFileSystem.nextDevice();
    private final Instant mounted = Instant.now();
    private final Node root;

    public ProcFileSystem(FileDescriptorTable descriptors, Supplier<Place> workingDirectory,
                    Supplier<byte[]> commandLine, Supplier<byte[]> environment) {
        Map<String, Node> self = new LinkedHashMap<>();
        self.put("cmdline", new File(3, commandLine));
        self.put("cwd", new Link(4, () -> workingDirectory.get().path(), workingDirectory));
        self.put("environ", new File(5, environment));
        self.put("fd", new Descriptors(descriptors));
        root = new Directory(1, Map.of("self", new Directory(2, self)));
    }

    @Override
    public Node root() {
        return root;
    }

    @Override
    public boolean readOnly() {
        return true;
    }

    private abstract class ProcNode extends Node {

        private final FileType type;
        private final int permissions;
        final long inode;

        ProcNode(FileType type, int permissions, long inode) {
            this.type = type;
            this.permissions = permissions;
            this.inode = inode;
        }

        @Override
        public FileType type() {
            return type;
        }

        @Override
        public int mode() {
            return type.modeBits() | permissions;
        }

        @Override
        public Attributes attributes() {
            return new Attributes(device, inode, mode(), 1, 0, 0, 0, 0, 0, mounted, mounted, mounted);
        }
    }

    private class Directory extends ProcNode {

        private final Map<String, Node> entries;

        Directory(long inode, Map<String, Node> entries) {
            super(FileType.DIRECTORY, 0555, inode);
            this.entries = entries;
        }

        @Override
        public Node lookup(String name) {
            return entries.get(name);
        }

        @Override
        public List<DirectoryEntry> list() {
            List<DirectoryEntry> list = new ArrayList<>();
            entries.forEach((name, node) -> list.add(new DirectoryEntry(name, node.type(), ((ProcNode) node).inode)));
            return list;
        }
    }

    private final class File extends ProcNode {

        private final Supplier<byte[]> content;

        File(long inode, Supplier<byte[]> content) {
            super(FileType.REGULAR, 0444, inode);
            this.content = content;
        }

        @Override
        public OpenFile open(int flags) {
            byte[] bytes = content.get();
            return new RegularFile(this, flags, new FileContent() {
                @Override
                public long size() {
                    return bytes.length;
                }

                @Override
                public int read(long offset, ByteBuffer target) {
                    int count = (int) Math.min(target.remaining(), Math.max(0, bytes.length - offset));
                    if (count > 0) {
                        target.put(bytes, (int) offset, count);
                    }
                    return count;
                }
            });
        }
    }

    private final class Link extends ProcNode {

        private final Supplier<String> path;
        private final Supplier<Place> place;

        Link(long inode, Supplier<String> path, Supplier<Place> place) {
            super(FileType.SYMBOLIC_LINK, 0777, inode);
            this.path = path;
            this.place = place;
        }

        @Override
        public String readLink() {
            return path.get();
        }

        @Override
        public Place linkedPlace() {
            return place.get();
        }
    }

    /** {@code fd}: one link per open descriptor. */
    private final class Descriptors extends ProcNode {

        private static final long FIRST_INODE = 1000;
        private final FileDescriptorTable descriptors;

        Descriptors(FileDescriptorTable descriptors) {
            super(FileType.DIRECTORY, 0500, 6);
            this.descriptors = descriptors;
        }

        @Override
        public Node lookup(String name) {
            int descriptor = parse(name);
            OpenFile file = descriptors.find(descriptor);
            return file == null ? null : new Link(FIRST_INODE + descriptor, () -> describe(file), () -> place(file));
        }

        private static Place place(OpenFile file) {
            return file.place() != null ? file.place() : Place.nameless(file.node());
        }

        private int parse(String name) {
            int value = 0;
            for (int i = 0; i < name.length(); i++) {
                int digit = name.charAt(i) - '0';
                if (digit < 0 || digit > 9 || value == 0 && i > 0 || value > FileDescriptorTable.LIMIT) {
                    return -1;
                }
                value = 10 * value + digit;
            }
            return value;
        }

        private String describe(OpenFile file) {
            if (file.place() != null) {
                return file.place().path();
            }
            if (file.isTerminal()) {
                return "/dev/tty";
            }
            String kind = switch (file.node().type()) {
                case FIFO -> "pipe";
                case SOCKET -> "socket";
                default -> throw new ErrnoException(Errno.ENOENT);
            };
            return kind + ":[" + file.attributes().inode() + "]";
        }

        @Override
        public List<DirectoryEntry> list() {
            List<DirectoryEntry> list = new ArrayList<>();
            descriptors.forEach(descriptor -> list.add(new DirectoryEntry(Integer.toString(descriptor),
                            FileType.SYMBOLIC_LINK, FIRST_INODE + descriptor)));
            return list;
        }
    }
}
