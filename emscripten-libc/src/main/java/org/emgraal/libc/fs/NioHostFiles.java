// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.fs;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AccessMode;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
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
import org.emgraal.libc.process.HostProcess;

/**
 * Host files through {@link java.nio.file}, without any access control of its own: for programs that may do what the
 * JVM may do. Files are opened and removed through directory handles where the host has them, so that not even a
 * directory that is being replaced by a link leads elsewhere; the other operations verify the path.
 */
public final class NioHostFiles implements HostFiles {

    private static final String UNIX_ATTRIBUTES = "unix:dev,ino,mode,nlink,uid,gid,rdev,size," +
                    "lastAccessTime,lastModifiedTime,ctime";
    /** The time because a number is given again to a later directory. */
    private static final String UNIX_IDENTITY = "unix:dev,ino,creationTime";
    private static final String UNIX_MODE = "unix:mode";
    /** Permission bits the host does not give new files, or that Java cannot ask for. */
    private static final int NOT_AT_CREATION = HostProcess.current().umask() | ~0777;

    private final Path root;
    private final boolean unix;
    /** See {@link RawNames#prefix}. */
    private final String prefix;
    private final DirectDirectories direct = new DirectDirectories(new DirectDirectories.Host() {
        @Override
        public Object identity(String directory) throws IOException {
            return unix ? Files.readAttributes(file(directory), UNIX_IDENTITY, LinkOption.NOFOLLOW_LINKS) : null;
        }

        @Override
        public boolean isDirect(String directory) throws IOException {
            Path path = file(directory);
            return path.toRealPath().equals(path);
        }
    });

    /** @param root an existing directory */
    public NioHostFiles(Path root) throws IOException {
        this.root = root.toRealPath();
        this.unix = root.getFileSystem().supportedFileAttributeViews().contains("unix");
        this.prefix = RawNames.prefix(this.root.toUri());
    }

    @Override
    public boolean holds(String name) {
        return prefix != null || GuestText.isText(name);
    }

    private Path file(String path) {
        return prefix == null || RawNames.isPlain(path) ? root.resolve(path) : Path.of(RawNames.uri(prefix, path));
    }

    /** A path that leads from any directory. */
    private Path relative(String path) {
        if (prefix == null || RawNames.isPlain(path)) {
            return Path.of(path);
        }
        boolean absolute = path.startsWith("/");
        Path fromRoot = Path.of(RawNames.uri("", absolute ? path.substring(1) : path));
        return absolute ? fromRoot : fromRoot.subpath(0, fromRoot.getNameCount());
    }

    /** As guest text. */
    private String text(Path path) {
        String text = path.toString();
        if (prefix == null || RawNames.isPlain(text)) {
            return text;
        }
        String absolute = RawNames.path(Path.of("/").resolve(path).toUri());
        return path.isAbsolute() ? absolute : absolute.substring(1);
    }

    /** The host path; it has been seen not to go through symbolic links. */
    private Path verified(String path) throws IOException {
        int slash = path.lastIndexOf('/');
        if (slash >= 0) {
            direct.require(path.substring(0, slash));
        }
        return file(path);
    }

    @Override
    public Attributes attributes(String path) throws IOException {
        Path file = file(path);
        Attributes attributes = unix ? unixAttributes(file) : basicAttributes(file);
        verified(path);
        return attributes;
    }

    private static Attributes unixAttributes(Path file) throws IOException {
        Map<String, Object> values = Files.readAttributes(file, UNIX_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
        long size = (Long) values.get("size");
        return new Attributes((Long) values.get("dev"), (Long) values.get("ino"), (Integer) values.get("mode"),
                        (Integer) values.get("nlink"), (Integer) values.get("uid"), (Integer) values.get("gid"),
                        (Long) values.get("rdev"), size, Math.ceilDiv(size, 512L),
                        instant(values.get("lastAccessTime")), instant(values.get("lastModifiedTime")),
                        instant(values.get("ctime")));
    }

    private static Instant instant(Object time) {
        return ((FileTime) time).toInstant();
    }

    private static Attributes basicAttributes(Path file) throws IOException {
        BasicFileAttributes values = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        int mode = values.isDirectory() ? FileType.DIRECTORY.modeBits() | 0755
                        : values.isSymbolicLink() ? FileType.SYMBOLIC_LINK.modeBits() | 0777
                        : FileType.REGULAR.modeBits() | (Files.isWritable(file) ? 0644 : 0444);
        Instant modified = values.lastModifiedTime().toInstant();
        return new Attributes(0, 0, mode, 1, 0, 0, 0, values.size(), Math.ceilDiv(values.size(), 512L),
                        values.lastAccessTime().toInstant(), modified, modified);
    }

    @Override
    public List<DirectoryEntry> list(String path) throws IOException {
        List<DirectoryEntry> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(verified(path))) {
            for (Path file : stream) {
                try {
                    Attributes attributes = unix ? unixAttributes(file) : basicAttributes(file);
                    entries.add(new DirectoryEntry(text(file.getFileName()), attributes.type(), attributes.inode()));
                } catch (NoSuchFileException vanished) {
                    continue;
                }
            }
        }
        verified(path + "/.");
        return entries;
    }

    @Override
    public SeekableByteChannel open(String path, Set<OpenOption> options, int mode) throws IOException {
        Set<OpenOption> noFollow = new HashSet<>(options);
        noFollow.add(LinkOption.NOFOLLOW_LINKS);
        SeekableByteChannel channel = open(path, noFollow, permissions(mode));
        if (options.contains(StandardOpenOption.CREATE_NEW) && (mode & NOT_AT_CREATION) != 0) {
            setMode(path, mode);
        }
        return channel;
    }

    private SeekableByteChannel open(String path, Set<OpenOption> options, FileAttribute<?>[] attributes)
                    throws IOException {
        return inDirectory(path, (directory, name) -> directory.newByteChannel(name, options, attributes),
                        file -> Files.newByteChannel(file, options, attributes));
    }

    @FunctionalInterface
    private interface Inside<T> {
        T run(SecureDirectoryStream<Path> directory, Path name) throws IOException;
    }

    @FunctionalInterface
    private interface ByPath<T> {
        T run(Path file) throws IOException;
    }

    /** Does something to a file through a handle of its directory, where there are such; else by its verified path. */
    private <T> T inDirectory(String path, Inside<T> inside, ByPath<T> byPath) throws IOException {
        if (path.indexOf('/') >= 0) {
            try (DirectoryStream<Path> stream = Files.newDirectoryStream(root)) {
                if (stream instanceof SecureDirectoryStream<Path> directory) {
                    return descend(directory, path, inside);
                }
            }
        }
        return byPath.run(verified(path));
    }

    private <T> T descend(SecureDirectoryStream<Path> directory, String path, Inside<T> inside)
                    throws IOException {
        int slash = path.indexOf('/');
        if (slash < 0) {
            return inside.run(directory, relative(path));
        }
        Path name = relative(path.substring(0, slash));
        try (SecureDirectoryStream<Path> next = directory.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
            return descend(next, path.substring(slash + 1), inside);
        }
    }

    @Override
    public void createDirectory(String path, int mode) throws IOException {
        Files.createDirectory(verified(path), permissions(mode));
        if ((mode & NOT_AT_CREATION) != 0) {
            setMode(path, mode);
        }
    }

    @Override
    public void createSymbolicLink(String path, String target) throws IOException {
        Files.createSymbolicLink(verified(path), relative(target));
        direct.forget();
    }

    @Override
    public void createLink(String path, String existing) throws IOException {
        Files.createLink(verified(path), verified(existing));
    }

    @Override
    public String readSymbolicLink(String path) throws IOException {
        return text(Files.readSymbolicLink(verified(path)));
    }

    @Override
    public void rename(String from, String to) throws IOException {
        Files.move(verified(from), verified(to), StandardCopyOption.ATOMIC_MOVE);
        direct.forget();
    }

    @Override
    public void delete(String path) throws IOException {
        boolean isDirectory = Files.isDirectory(file(path), LinkOption.NOFOLLOW_LINKS);
        inDirectory(path, (directory, name) -> {
            if (isDirectory) {
                directory.deleteDirectory(name);
            } else {
                directory.deleteFile(name);
            }
            return null;
        }, file -> {
            Files.delete(file);
            return null;
        });
    }

    @Override
    public void setMode(String path, int permissions) throws IOException {
        if (unix) {
            setMode(verified(path), permissions);
        } else {
            verified(path).toFile().setWritable((permissions & 0222) != 0);
        }
    }

    private static void setMode(Path file, int permissions) throws IOException {
        try {
            Files.setAttribute(file, UNIX_MODE, permissions, LinkOption.NOFOLLOW_LINKS);
        } catch (FileSystemException unreadable) {
            // Not to follow links Java opens the file, which its present mode may forbid.
            if (Files.isSymbolicLink(file)) {
                throw unreadable;
            }
            Files.setAttribute(file, UNIX_MODE, permissions);
        }
    }

    @Override
    public void setOwner(String path, int user, int group) throws IOException {
        if (user != -1) {
            Files.setAttribute(verified(path), "unix:uid", user, LinkOption.NOFOLLOW_LINKS);
        }
        if (group != -1) {
            Files.setAttribute(verified(path), "unix:gid", group, LinkOption.NOFOLLOW_LINKS);
        }
    }

    @Override
    public void setTimes(String path, Instant accessed, Instant modified) throws IOException {
        Files.getFileAttributeView(verified(path), BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                        .setTimes(time(modified), time(accessed), null);
    }

    private static FileTime time(Instant instant) {
        return instant == null ? null : FileTime.from(instant);
    }

    @Override
    public boolean isAccessible(String path, int wanted) throws IOException {
        Set<AccessMode> modes = EnumSet.noneOf(AccessMode.class);
        if ((wanted & Permissions.READ) != 0) {
            modes.add(AccessMode.READ);
        }
        if ((wanted & Permissions.WRITE) != 0) {
            modes.add(AccessMode.WRITE);
        }
        if ((wanted & Permissions.EXECUTE) != 0) {
            modes.add(AccessMode.EXECUTE);
        }
        Path file = verified(path);
        try {
            file.getFileSystem().provider().checkAccess(file, modes.toArray(AccessMode[]::new));
            return true;
        } catch (AccessDeniedException denied) {
            return false;
        }
    }

    @Override
    public FileChannel openForLocks(String path, boolean writable) throws IOException {
        return FileChannel.open(verified(path), writable ? StandardOpenOption.WRITE : StandardOpenOption.READ,
                        LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public FileSystemStatus status(String path) throws IOException {
        FileStore store = Files.getFileStore(verified(path));
        return FileSystemStatus.ofBytes(store.getBlockSize(), store.getTotalSpace(), store.getUnallocatedSpace(),
                        store.getUsableSpace(), store.isReadOnly());
    }

    private FileAttribute<?>[] permissions(int mode) {
        if (!unix) {
            return new FileAttribute<?>[0];
        }
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        PosixFilePermission[] all = PosixFilePermission.values();
        for (int i = 0; i < all.length; i++) {
            // Declared in the order of the bits, from 0400 down.
            if ((mode & 0400 >> i) != 0) {
                permissions.add(all[i]);
            }
        }
        return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)};
    }
}
