// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.fs;

import java.nio.channels.SeekableByteChannel;
import java.nio.file.OpenOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.emgraal.libc.Errno;
import org.emgraal.libc.ErrnoException;
import org.emgraal.libc.abi.OpenFlags;

/** A file of the host, by path; the same file as another node if device and inode are. */
final class HostNode extends Node {

    private static final Set<OpenOption> CREATE = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

    private final HostFileSystem fileSystem;
    private final FileType type;
    /** Whether {@link #device}, {@link #inode} and {@link #mode} are known. */
    private boolean identified;
    private long device;
    private long inode;
    private int mode;
    /** {@link HostFileSystem#modeChanges} when the mode was found. */
    private int modeChanges;
    /** Null once the file has been removed while open. */
    private String path;
    /** As the current system call found them; null afterwards. */
    private Attributes found;

    HostNode(HostFileSystem fileSystem, String path, Attributes attributes) {
        this.fileSystem = fileSystem;
        this.path = path;
        this.type = attributes.type();
        this.found = attributes;
        identify(attributes);
    }

    /** A directory that has been seen to be one on the way to a file in it; the rest is asked for when it matters. */
    private HostNode(HostFileSystem fileSystem, String path) {
        this.fileSystem = fileSystem;
        this.path = path;
        this.type = FileType.DIRECTORY;
    }

    private void identify(Attributes attributes) {
        device = attributes.device();
        inode = attributes.inode();
        mode = attributes.mode();
        modeChanges = fileSystem.modeChanges();
        identified = true;
    }

    private HostNode identified() {
        if (!identified) {
            identify(attributes());
        }
        return this;
    }

    /** Whether this can be told from other files; not if it has gone before anybody asked. */
    private boolean identifiable() {
        try {
            return identified() != null;
        } catch (ErrnoException gone) {
            return false;
        }
    }

    private HostFiles host() {
        return fileSystem.host;
    }

    private String path() {
        if (path == null) {
            throw new ErrnoException(Errno.ENOENT);
        }
        return path;
    }

    /** Where the file's file system can be asked for: not a link, which might lead to another; the root if the file has gone. */
    String pathWithoutLink() {
        if (path == null) {
            return "";
        }
        return type == FileType.SYMBOLIC_LINK ? path.substring(0, Math.max(0, path.lastIndexOf('/'))) : path;
    }

    private String child(String name) {
        if (!host().holds(name)) {
            throw new ErrnoException(Errno.EILSEQ);
        }
        return path().isEmpty() ? name : path() + "/" + name;
    }

    @Override
    public FileType type() {
        return type;
    }

    @Override
    public int mode() {
        if (identified && modeChanges != fileSystem.modeChanges()) {
            Attributes changed = attributesIfSame();
            if (changed != null) {
                identify(changed);
            }
        }
        return identified().mode;
    }

    @Override
    public boolean accessible(int wanted) {
        boolean executes = (wanted & Permissions.EXECUTE) != 0 && type == FileType.REGULAR;
        return super.accessible(wanted) && (!executes || fileSystem.executable()) && HostErrors.translate(() -> host().isAccessible(path(), wanted));
    }

    @Override
    public void keep() {
        found = null;
    }

    @Override
    public Attributes attributes() {
        Attributes attributes = found != null ? found : HostErrors.translate(() -> host().attributes(path()));
        found = null;
        return attributes;
    }

    /** The attributes if the path still leads to this very file, else null. */
    Attributes attributesIfSame() {
        try {
            Attributes attributes = path == null ? null : attributes();
            boolean same = attributes != null && attributes.inode() == inode && attributes.device() == device;
            return same ? attributes : null;
        } catch (ErrnoException gone) {
            return null;
        }
    }

    // ---- directories

    @Override
    public Node lookup(String name) {
        if (!isDirectory()) {
            throw new ErrnoException(Errno.ENOTDIR);
        }
        try {
            return host().holds(name) ? node(child(name)) : null;
        } catch (ErrnoException failure) {
            if (failure.errno() == Errno.ENOENT) {
                return null;
            }
            throw failure;
        }
    }

    /** One question to the host instead of one per name: it answers only if none of the directories is a link. */
    @Override
    public List<Node> lookupAll(List<String> names) {
        String at = path();
        List<Node> nodes = new ArrayList<>(names.size());
        for (String name : names) {
            at = at.isEmpty() ? name : at + "/" + name;
            nodes.add(new HostNode(fileSystem, at));
        }
        try {
            if (!host().holds(at)) {
                return null;
            }
            nodes.set(names.size() - 1, node(at));
            return nodes;
        } catch (ErrnoException failure) {
            return null;
        }
    }

    private HostNode node(String at) {
        return new HostNode(fileSystem, at, HostErrors.translate(() -> host().attributes(at)));
    }

    @Override
    public List<DirectoryEntry> list() {
        List<DirectoryEntry> entries = HostErrors.translate(() -> host().list(path()));
        entries.removeIf(entry -> !host().holds(entry.name()));
        return entries;
    }

    @Override
    public Node create(String name, FileType newType, int newMode, long specialDevice) {
        String at = child(name);
        switch (newType) {
            case REGULAR -> HostErrors.change(() -> host().open(at, CREATE, newMode).close());
            case DIRECTORY -> HostErrors.change(() -> host().createDirectory(at, newMode));
            default -> throw new ErrnoException(Errno.EPERM);
        }
        return node(at);
    }

    @Override
    public Node createSymbolicLink(String name, String target) {
        String at = child(name);
        if (!host().holds(target)) {
            throw new ErrnoException(Errno.EILSEQ);
        }
        HostErrors.change(() -> host().createSymbolicLink(at, target));
        return node(at);
    }

    @Override
    public void link(String name, Node file) {
        HostErrors.change(() -> host().createLink(child(name), ((HostNode) file).path()));
    }

    @Override
    public void unlink(String name, Node file) {
        remove(name);
    }

    @Override
    public void removeDirectory(String name, Node directory) {
        remove(name);
    }

    private void remove(String name) {
        String at = child(name);
        HostErrors.change(() -> host().delete(at));
        fileSystem.removed(at);
    }

    @Override
    public void rename(String name, Node file, Node newParent, String newName, Node replaced) {
        String from = child(name);
        String to = ((HostNode) newParent).child(newName);
        try {
            HostErrors.change(() -> host().rename(from, to));
        } catch (ErrnoException failure) {
            // POSIX lets a system say EEXIST for a directory that is not empty; ours says ENOTEMPTY everywhere.
            throw failure.errno() == Errno.EEXIST ? new ErrnoException(Errno.ENOTEMPTY) : failure;
        }
        fileSystem.renamed(from, to);
    }

    void follow(String from, String to) {
        if (path != null && (path.equals(from) || path.startsWith(from + "/"))) {
            path = to + path.substring(from.length());
        }
    }

    void lose(String removed) {
        if (removed.equals(path)) {
            path = null;
        }
    }

    // ---- links and contents

    @Override
    public String readLink() {
        return type != FileType.SYMBOLIC_LINK ? super.readLink()
                        : HostErrors.translate(() -> host().readSymbolicLink(path()));
    }

    @Override
    public OpenFile open(int flags) {
        if (type != FileType.REGULAR) {
            throw new ErrnoException(Errno.ENXIO);
        }
        Attributes attributes = attributes();
        return new HostFile(this, flags, attributes, content(options(flags)));
    }

    private static Set<OpenOption> options(int flags) {
        Set<OpenOption> options = new HashSet<>();
        if (OpenFlags.readable(flags)) {
            options.add(StandardOpenOption.READ);
        }
        if (OpenFlags.writable(flags)) {
            options.add(StandardOpenOption.WRITE);
        }
        if ((flags & OpenFlags.O_SYNC) == OpenFlags.O_SYNC) {
            options.add(StandardOpenOption.SYNC);
        } else if ((flags & OpenFlags.O_DSYNC) != 0) {
            options.add(StandardOpenOption.DSYNC);
        }
        return options;
    }

    private HostContent content(Set<OpenOption> options) {
        String at = path();
        return HostErrors.translate(() -> new HostContent(fileSystem, this, host().open(at, options, 0),
                        () -> host().open(path(), options, 0)));
    }

    @Override
    public OpenFile createAndOpen(String name, int newMode, int flags) {
        String at = child(name);
        Set<OpenOption> options = options(flags);
        options.add(StandardOpenOption.CREATE_NEW);
        options.add(StandardOpenOption.WRITE);
        return HostErrors.translate(() -> {
            SeekableByteChannel channel = host().open(at, options, newMode);
            try {
                HostNode node = node(at);
                options.remove(StandardOpenOption.CREATE_NEW);
                return new HostFile(node, flags, node.attributes(), new HostContent(fileSystem, node, channel,
                                () -> host().open(node.path(), options, 0)));
            } catch (ErrnoException gone) {
                channel.close();
                throw gone;
            }
        });
    }

    @Override
    public void truncate(long size) {
        if (type != FileType.REGULAR) {
            super.truncate(size);
        }
        HostContent content = content(Set.of(StandardOpenOption.WRITE));
        try {
            content.truncate(size);
        } finally {
            content.close();
        }
    }

    // ---- locks

    /** Of the file, whoever asks. */
    private record Identity(long device, long inode) {
    }

    /** A file that has gone can be opened by nobody else, so that nobody is excluded. */
    boolean lock(Object process, RecordLock lock) {
        boolean givesUp = lock.kind() == RecordLock.Kind.NONE;
        return (givesUp ? RecordLocks.areNone() : path == null) || HostErrors.translate(() ->
                        RecordLocks.set(identity(), process, lock, writable -> host().openForLocks(path(), writable)));
    }

    RecordLock excluding(Object process, RecordLock lock) {
        return path == null ? null : HostErrors.translate(() ->
                        RecordLocks.conflict(identity(), process, lock, writable -> host().openForLocks(path(), writable)));
    }

    /** To be called after the host may have closed the file. */
    void renewLocks() {
        if (type == FileType.REGULAR && !RecordLocks.areNone()) {
            HostErrors.change(() -> RecordLocks.renew(identity()));
        }
    }

    private Identity identity() {
        identified();
        return new Identity(device, inode);
    }

    // ---- attributes

    @Override
    public void setMode(int permissions) {
        HostErrors.change(() -> host().setMode(path(), permissions));
        found = null;
        fileSystem.modeChanged();
        renewLocks();
    }

    @Override
    public void setOwner(int user, int group) {
        HostErrors.change(() -> host().setOwner(path(), user, group));
        renewLocks();
    }

    @Override
    public void setTimes(Instant accessed, Instant modified) {
        HostErrors.change(() -> host().setTimes(path(), accessed, modified));
        renewLocks();
    }

    // ---- identity

    @Override
    public boolean equals(Object other) {
        return other == this || other instanceof HostNode node && node.fileSystem == fileSystem &&
                        node.identifiable() && identifiable() && node.inode == inode && node.device == device &&
                        (inode != 0 || Objects.equals(node.path, path));
    }

    @Override
    public int hashCode() {
        return identifiable() && inode != 0 ? Long.hashCode(inode) : Objects.hashCode(path);
    }
}
