// SPDX-License-Identifier: Apache-2.0
package org.emgraal.emscripten;

import com.oracle.truffle.api.TruffleFile;
import com.oracle.truffle.api.exception.AbstractTruffleException;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.emgraal.libc.fs.Attributes;
import org.emgraal.libc.fs.DirectDirectories;
import org.emgraal.libc.fs.DirectoryEntry;
import org.emgraal.libc.fs.FileSystemStatus;
import org.emgraal.libc.fs.FileType;
import org.emgraal.libc.fs.GuestText;
import org.emgraal.libc.fs.HostFiles;
import org.emgraal.libc.fs.RawNames;
import org.emgraal.libc.process.HostProcess;

/**
 * A host directory through {@link TruffleFile}, so that the context's {@code IOAccess} decides every access. No
 * symbolic link is followed: the parent's real path must be the path itself.
 */
public final class TruffleHostFiles implements HostFiles {

    private static final List<TruffleFile.AttributeDescriptor<?>> UNIX = List.of(TruffleFile.UNIX_DEV,
                    TruffleFile.UNIX_INODE, TruffleFile.UNIX_MODE, TruffleFile.UNIX_NLINK, TruffleFile.UNIX_UID,
                    TruffleFile.UNIX_GID, TruffleFile.UNIX_RDEV, TruffleFile.SIZE, TruffleFile.LAST_ACCESS_TIME,
                    TruffleFile.LAST_MODIFIED_TIME, TruffleFile.UNIX_CTIME);
    private static final List<TruffleFile.AttributeDescriptor<?>> BASIC = List.of(TruffleFile.IS_DIRECTORY,
                    TruffleFile.IS_SYMBOLIC_LINK, TruffleFile.SIZE, TruffleFile.LAST_ACCESS_TIME,
                    TruffleFile.LAST_MODIFIED_TIME);

    private static final List<TruffleFile.AttributeDescriptor<?>> ENTRY = List.of(TruffleFile.UNIX_INODE, TruffleFile.UNIX_MODE);
    /** The time because a number is given again to a later directory. */
    private static final List<TruffleFile.AttributeDescriptor<?>> IDENTITY = List.of(TruffleFile.UNIX_DEV,
                    TruffleFile.UNIX_INODE, TruffleFile.CREATION_TIME);

    /** Permission bits the host does not give new files, or that Java cannot ask for. */
    private static final int NOT_AT_CREATION = HostProcess.current().umask() | ~0777;

    /** The last second of a signed 32-bit {@code time_t}. */
    private static final long LATEST_TIME = Integer.MAX_VALUE;

    private final TruffleFile root;
    private final Function<URI, TruffleFile> byUri;
    /** See {@link RawNames#prefix}; null also if the context's file system knows no URIs. */
    private final String prefix;
    private final boolean millisecondTimes;
    private boolean unix = true;
    private final DirectDirectories direct = new DirectDirectories(new DirectDirectories.Host() {
        @Override
        public Object identity(String directory) throws IOException {
            return unix ? TruffleHostFiles.this.identity(file(directory)) : null;
        }

        @Override
        public boolean isDirect(String directory) throws IOException {
            TruffleFile file = file(directory);
            return file.getCanonicalFile().equals(file.normalize());
        }
    });

    /** A directory of the host. */
    private record Identity(long device, long inode, FileTime created) {
    }

    /**
     * @param root an existing directory
     * @param byUri the context's files, as {@code Env.getPublicTruffleFile(URI)}
     */
    public TruffleHostFiles(TruffleFile root, Function<URI, TruffleFile> byUri) throws IOException {
        this(root, byUri, false);
    }

    /**
     * @param root an existing directory
     * @param byUri the context's files, as {@code Env.getPublicTruffleFile(URI)}
     * @param millisecondTimes whether setting times misses by a factor of 1000, as {@link Glue#setsTimesInMilliseconds}
     */
    public TruffleHostFiles(TruffleFile root, Function<URI, TruffleFile> byUri, boolean millisecondTimes) throws IOException {
        this.root = root.getCanonicalFile();
        this.byUri = byUri;
        this.prefix = prefix(this.root, byUri);
        this.millisecondTimes = millisecondTimes;
    }

    private static String prefix(TruffleFile root, Function<URI, TruffleFile> byUri) {
        try {
            URI uri = root.toUri();
            return byUri.apply(uri).equals(root) ? RawNames.prefix(uri) : null;
        } catch (UnsupportedOperationException | IllegalArgumentException | SecurityException noUris) {
            return null;
        }
    }

    @Override
    public boolean holds(String name) {
        return prefix != null || GuestText.isText(name);
    }

    private TruffleFile file(String path) {
        if (path.isEmpty()) {
            return root;
        }
        return prefix == null || RawNames.isPlain(path) ? root.resolve(path) : byUri.apply(RawNames.uri(prefix, path));
    }

    /** As guest text. */
    private String name(TruffleFile file) {
        String name = file.getName();
        return prefix == null || RawNames.isPlain(name) ? name : RawNames.name(file.toUri());
    }

    /** The file, whose directory has been seen not to be reached through symbolic links. */
    private TruffleFile verified(String path) throws IOException {
        int slash = path.lastIndexOf('/');
        if (slash >= 0) {
            direct.require(path.substring(0, slash));
        }
        return file(path);
    }

    private Identity identity(TruffleFile directory) throws IOException {
        try {
            TruffleFile.Attributes values = directory.getAttributes(IDENTITY, LinkOption.NOFOLLOW_LINKS);
            return new Identity(values.get(TruffleFile.UNIX_DEV), values.get(TruffleFile.UNIX_INODE),
                            values.get(TruffleFile.CREATION_TIME));
        } catch (UnsupportedOperationException | IllegalArgumentException noUnixAttributes) {
            unix = false;
            return null;
        }
    }

    @Override
    public Attributes attributes(String path) throws IOException {
        return attributes(verified(path));
    }

    private Attributes attributes(TruffleFile file) throws IOException {
        if (unix) {
            try {
                TruffleFile.Attributes values = file.getAttributes(UNIX, LinkOption.NOFOLLOW_LINKS);
                long size = values.get(TruffleFile.SIZE);
                return new Attributes(values.get(TruffleFile.UNIX_DEV), values.get(TruffleFile.UNIX_INODE),
                                values.get(TruffleFile.UNIX_MODE), values.get(TruffleFile.UNIX_NLINK),
                                values.get(TruffleFile.UNIX_UID), values.get(TruffleFile.UNIX_GID),
                                values.get(TruffleFile.UNIX_RDEV), size, Math.ceilDiv(size, 512L),
                                values.get(TruffleFile.LAST_ACCESS_TIME).toInstant(),
                                values.get(TruffleFile.LAST_MODIFIED_TIME).toInstant(),
                                values.get(TruffleFile.UNIX_CTIME).toInstant());
            } catch (UnsupportedOperationException | IllegalArgumentException noUnixAttributes) {
                unix = false;
            }
        }
        return basicAttributes(file);
    }

    /** On file systems without Unix attributes: what can be said of any file. */
    private static Attributes basicAttributes(TruffleFile file) throws IOException {
        TruffleFile.Attributes values = file.getAttributes(BASIC, LinkOption.NOFOLLOW_LINKS);
        FileType type = values.get(TruffleFile.IS_DIRECTORY) ? FileType.DIRECTORY
                        : values.get(TruffleFile.IS_SYMBOLIC_LINK) ? FileType.SYMBOLIC_LINK : FileType.REGULAR;
        int mode = type.modeBits() | (type == FileType.DIRECTORY ? 0755 : 0644);
        long size = values.get(TruffleFile.SIZE);
        Instant modified = values.get(TruffleFile.LAST_MODIFIED_TIME).toInstant();
        return new Attributes(1, file.getPath().hashCode() & 0x7fffffff, mode, 1, 0, 0, 0, size, Math.ceilDiv(size, 512L),
                        values.get(TruffleFile.LAST_ACCESS_TIME).toInstant(), modified, modified);
    }

    @Override
    public List<DirectoryEntry> list(String path) throws IOException {
        List<DirectoryEntry> entries = new ArrayList<>();
        if (!path.isEmpty()) {
            direct.require(path);
        }
        for (TruffleFile file : file(path).list()) {
            try {
                entries.add(entry(file));
            } catch (NoSuchFileException vanished) {
                continue;
            }
        }
        return entries;
    }

    private DirectoryEntry entry(TruffleFile file) throws IOException {
        if (unix) {
            try {
                TruffleFile.Attributes values = file.getAttributes(ENTRY, LinkOption.NOFOLLOW_LINKS);
                return new DirectoryEntry(name(file), FileType.ofMode(values.get(TruffleFile.UNIX_MODE)),
                                values.get(TruffleFile.UNIX_INODE));
            } catch (UnsupportedOperationException | IllegalArgumentException noUnixAttributes) {
                unix = false;
            }
        }
        Attributes attributes = basicAttributes(file);
        return new DirectoryEntry(name(file), attributes.type(), attributes.inode());
    }

    @Override
    public SeekableByteChannel open(String path, Set<OpenOption> options, int mode) throws IOException {
        Set<OpenOption> withoutLinks = new HashSet<>(options);
        withoutLinks.add(LinkOption.NOFOLLOW_LINKS);
        TruffleFile file = verified(path);
        if (!unix) {
            return openWithoutAttributes(file, options, withoutLinks);
        }
        SeekableByteChannel channel = file.newByteChannel(withoutLinks, permissions(mode));
        if (options.contains(StandardOpenOption.CREATE_NEW) && (mode & NOT_AT_CREATION) != 0) {
            setMode(path, mode);
        }
        return channel;
    }

    /** Not every file system knows the option not to follow links; then the file is looked at first. */
    private SeekableByteChannel openWithoutAttributes(TruffleFile file, Set<OpenOption> options, Set<OpenOption> withoutLinks) throws IOException {
        try {
            return file.newByteChannel(withoutLinks);
        } catch (UnsupportedOperationException | IllegalArgumentException | AbstractTruffleException unknownOption) {
            if (file.isSymbolicLink()) {
                throw new FileSystemException(file.getPath(), null, "Too many levels of symbolic links");
            }
            return file.newByteChannel(options);
        }
    }

    @Override
    public void createDirectory(String path, int mode) throws IOException {
        if (unix) {
            verified(path).createDirectory(permissions(mode));
            if ((mode & NOT_AT_CREATION) != 0) {
                setMode(path, mode);
            }
        } else {
            verified(path).createDirectory();
        }
    }

    private static FileAttribute<Set<PosixFilePermission>> permissions(int mode) {
        return PosixFilePermissions.asFileAttribute(permissionSet(mode));
    }

    private static Set<PosixFilePermission> permissionSet(int mode) {
        Set<PosixFilePermission> set = EnumSet.noneOf(PosixFilePermission.class);
        PosixFilePermission[] order = PosixFilePermission.values();
        for (int i = 0; i < order.length; i++) {
            if ((mode & 0400 >> i) != 0) {
                set.add(order[i]);
            }
        }
        return set;
    }

    @Override
    public void createSymbolicLink(String path, String target) throws IOException {
        verified(path).createSymbolicLink(target(target));
        direct.forget();
    }

    /** What is no path from the root but means what it says where the link lies. */
    private TruffleFile target(String target) {
        if (prefix == null || RawNames.isPlain(target)) {
            return root.relativize(root).resolve(target);
        }
        if (target.startsWith("/")) {
            return byUri.apply(RawNames.uri("", target.substring(1)));
        }
        // Relative files can be had only as the way from one to another; from so far below that no ".." leads past the root,
        // and from names that are not in the target.
        String below = ("x".repeat(target.length() + 1) + "/").repeat(target.split("/").length);
        return byUri.apply(RawNames.uri("", below)).relativize(byUri.apply(RawNames.uri("", below + target)));
    }

    @Override
    public void createLink(String path, String existing) throws IOException {
        verified(path).createLink(verified(existing));
    }

    @Override
    public String readSymbolicLink(String path) throws IOException {
        TruffleFile target = verified(path).readSymbolicLink();
        if (prefix == null || RawNames.isPlain(target.getPath())) {
            return target.getPath();
        }
        String absolute = RawNames.path(target.toUri());
        return target.isAbsolute() ? absolute : absolute.substring(RawNames.path(root.relativize(root).toUri()).length() + 1);
    }

    @Override
    public void rename(String from, String to) throws IOException {
        verified(from).move(verified(to), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        direct.forget();
    }

    @Override
    public void delete(String path) throws IOException {
        verified(path).delete();
    }

    @Override
    public void setMode(String path, int permissions) throws IOException {
        TruffleFile file = verified(path);
        if (unix) {
            orFollowing(file, links -> file.setAttribute(TruffleFile.UNIX_MODE, permissions, links));
        } else {
            file.setPosixPermissions(permissionSet(permissions), LinkOption.NOFOLLOW_LINKS);
        }
    }

    /** A change of a file's attributes. */
    @FunctionalInterface
    private interface Change {
        void apply(LinkOption... links) throws IOException;
    }

    /** Not to follow links Java opens the file, which its present mode may forbid; then it is looked at first. */
    private static void orFollowing(TruffleFile file, Change change) throws IOException {
        try {
            change.apply(LinkOption.NOFOLLOW_LINKS);
        } catch (FileSystemException | SecurityException unreadable) {
            if (file.isSymbolicLink()) {
                throw unreadable;
            }
            change.apply();
        }
    }

    @Override
    public void setOwner(String path, int user, int group) throws IOException {
        TruffleFile file = verified(path);
        if (user != -1) {
            file.setAttribute(TruffleFile.UNIX_UID, user, LinkOption.NOFOLLOW_LINKS);
        }
        if (group != -1) {
            file.setAttribute(TruffleFile.UNIX_GID, group, LinkOption.NOFOLLOW_LINKS);
        }
    }

    @Override
    public void setTimes(String path, Instant accessed, Instant modified) throws IOException {
        TruffleFile file = verified(path);
        if (accessed != null) {
            orFollowing(file, links -> file.setLastAccessTime(time(accessed), links));
        }
        if (modified != null) {
            orFollowing(file, links -> file.setLastModifiedTime(time(modified), links));
        }
    }

    private FileTime time(Instant given) {
        return FileTime.from(millisecondTimes ? Instant.ofEpochSecond(Math.min(given.toEpochMilli(), LATEST_TIME)) : given);
    }

    @Override
    public boolean isAccessible(String path, int wanted) throws IOException {
        TruffleFile file = verified(path);
        return ((wanted & 4) == 0 || file.isReadable()) && ((wanted & 2) == 0 || file.isWritable())
                        && ((wanted & 1) == 0 || file.isExecutable());
    }

    /**
     * Truffle's channels have no locks, so the file is opened beside them; not if it is another than the context's, in a
     * file system of the embedder's. The program can already read or write what is opened here, and gets to see nothing.
     */
    @Override
    public FileChannel openForLocks(String path, boolean writable) throws IOException {
        TruffleFile file = verified(path);
        if (prefix == null || !isOnHost(file)) {
            return null;
        }
        return FileChannel.open(Path.of(file.toUri()), writable ? StandardOpenOption.WRITE : StandardOpenOption.READ,
                        LinkOption.NOFOLLOW_LINKS);
    }

    private boolean isOnHost(TruffleFile file) throws IOException {
        try {
            Map<String, Object> host = Files.readAttributes(Path.of(file.toUri()), "unix:dev,ino,creationTime", LinkOption.NOFOLLOW_LINKS);
            return new Identity((Long) host.get("dev"), (Long) host.get("ino"), (FileTime) host.get("creationTime")).equals(identity(file));
        } catch (NoSuchFileException | UnsupportedOperationException | IllegalArgumentException elsewhere) {
            return false;
        }
    }

    /** Unknown in a file system of the embedder's that does not tell. */
    @Override
    public FileSystemStatus status(String path) throws IOException {
        TruffleFile.FileStoreInfo store = verified(path).getFileStoreInfo();
        try {
            return FileSystemStatus.ofBytes(store.getBlockSize(), store.getTotalSpace(), store.getUnallocatedSpace(),
                            store.getUsableSpace(), store.isReadOnly());
        } catch (UnsupportedOperationException untold) {
            return FileSystemStatus.UNKNOWN;
        }
    }
}
