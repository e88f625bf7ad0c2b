// SPDX-License-Identifier: Apache-2.0
package org.emgraal.bytecode;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.emgraal.module.WasmModule;

/**
 * A folder with the classes that earlier processes generated: a file for each module, named by a hash of its content and by the
 * generator. A file is replaced as a whole, so that readers see an old one or a new one. Each class has a checksum; a damaged file
 * is deleted with a warning, and its functions are translated again. A folder that cannot be written costs nothing but the time.
 */
public final class CodeCache {

    private static final System.Logger LOG = System.getLogger("org.emgraal.bytecode");
    private static final int MAGIC = 0x656D6763;
    private static final String SUFFIX = ".classes";
    private static final String UNFINISHED = ".tmp";
    /** A file that has been unfinished for so long was left by a process that was killed. */
    private static final Duration ABANDONED = Duration.ofHours(1);
    /** Bytes of all files; those that were not used for longest go. */
    private static final long MAX_SIZE = 512L << 20;

    private final Path folder;
    private final long maximum;

    public CodeCache(Path folder) {
        this(folder, MAX_SIZE);
    }

    CodeCache(Path folder, long maximum) {
        this.folder = folder;
        this.maximum = maximum;
    }

    /** Where the code of a module is kept. */
    Path file(WasmModule module, int watched) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(module.name().getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            digest.update(module.bytes());
            // An older JVM does not load the class files that a newer one writes.
            return folder.resolve("%s-%08x-%s-%d%s".formatted(HexFormat.of().formatHex(digest.digest()), watched, GeneratorIdentity.get(),
                            ClassFile.latestMajorVersion(), SUFFIX));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The classes in a file by function; an empty array stands for a function without bytecode. */
    Map<Integer, byte[]> read(Path file) {
        if (GeneratorIdentity.get().isEmpty()) {
            return new TreeMap<>();
        }
        byte[] content;
        try {
            content = contentOf(file);
            touch(file);
        } catch (NoSuchFileException notYet) {
            return new TreeMap<>();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "the cached code {0} cannot be read: {1}", file, e);
            return new TreeMap<>();
        }
        try {
            return classes(content);
        } catch (IOException damaged) {
            LOG.log(System.Logger.Level.WARNING, "the cached code {0} is made anew, because {1}", file,
                            damaged instanceof EOFException ? "it is cut off" : damaged.getMessage());
            delete(file);
            return new TreeMap<>();
        }
    }

    /** Nothing of a file that is larger than we write them: it need not fit the heap. */
    private byte[] contentOf(Path file) throws IOException {
        // Another process may put another file in its place meanwhile.
        try (FileChannel channel = FileChannel.open(file)) {
            long size = channel.size();
            return size > maximum ? new byte[0] : Channels.newInputStream(channel).readNBytes((int) size);
        }
    }

    private static Map<Integer, byte[]> classes(byte[] content) throws IOException {
        Map<Integer, byte[]> classes = new TreeMap<>();
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(content));
        if (content.length < 2 * Integer.BYTES || in.readInt() != MAGIC) {
            throw new IOException("it is no such file");
        }
        for (int count = in.readInt(); count > 0; count--) {
            int function = in.readInt();
            int length = in.readInt();
            int checksum = in.readInt();
            if (length < 0 || length > in.available()) {
                throw new EOFException();
            }
            byte[] bytes = in.readNBytes(length);
            if (checksum(function, bytes) != checksum) {
                throw new IOException("function " + function + " is damaged");
            }
            classes.put(function, bytes);
        }
        return classes;
    }

    /** Writes classes beside those that are there. */
    void add(Path file, Map<Integer, byte[]> classes) {
        if (GeneratorIdentity.get().isEmpty() || classes.isEmpty()) {
            return;
        }
        Map<Integer, byte[]> all = read(file);
        all.putAll(classes);
        Path unfinished = null;
        try {
            createFolder();
            unfinished = Files.createTempFile(folder, "code", UNFINISHED);
            Files.write(unfinished, content(all));
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            removeOldest();
        } catch (IOException | UncheckedIOException e) {
            LOG.log(System.Logger.Level.DEBUG, "code is not cached in {0}: {1}", folder, e);
            if (unfinished != null) {
                delete(unfinished);
            }
        }
    }

    /** Who can write to the folder runs code in our process: a new one is the user's alone. */
    private void createFolder() throws IOException {
        if (!Files.isDirectory(folder)) {
            if (folder.getParent() != null) {
                Files.createDirectories(folder.getParent());
            }
            boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
            FileAttribute<?>[] attributes = posix ? new FileAttribute<?>[]{PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))}
                            : new FileAttribute<?>[0];
            Files.createDirectories(folder, attributes);
        }
    }

    private static byte[] content(Map<Integer, byte[]> classes) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(content);
        out.writeInt(MAGIC);
        out.writeInt(classes.size());
        for (Map.Entry<Integer, byte[]> entry : classes.entrySet()) {
            out.writeInt(entry.getKey());
            out.writeInt(entry.getValue().length);
            out.writeInt(checksum(entry.getKey(), entry.getValue()));
            out.write(entry.getValue());
        }
        return content.toByteArray();
    }

    private static int checksum(int function, byte[] bytes) {
        CRC32C checksum = new CRC32C();
        checksum.update(function);
        checksum.update(function >>> 8);
        checksum.update(function >>> 16);
        checksum.update(bytes);
        return (int) checksum.getValue();
    }

    private void removeOldest() throws IOException {
        List<Path> files = new ArrayList<>();
        FileTime longAgo = FileTime.from(Instant.now().minus(ABANDONED));
        try (Stream<Path> all = Files.list(folder)) {
            for (Path file : (Iterable<Path>) all::iterator) {
                if (file.toString().endsWith(SUFFIX)) {
                    files.add(file);
                } else if (file.toString().endsWith(UNFINISHED) && used(file).compareTo(longAgo) < 0) {
                    delete(file);
                }
            }
        }
        long size = 0;
        for (Path file : files) {
            size += Files.size(file);
        }
        files.sort(Comparator.comparing(CodeCache::used));
        for (int i = 0; i < files.size() - 1 && size > maximum; i++) {
            size -= Files.size(files.get(i));
            delete(files.get(i));
        }
    }

    private static FileTime used(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException gone) {
            return FileTime.fromMillis(0);
        }
    }

    private static void touch(Path file) {
        try {
            Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
        } catch (IOException readOnly) {
            LOG.log(System.Logger.Level.DEBUG, "{0} stays as old as it is: {1}", file, readOnly);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "{0} cannot be deleted: {1}", file, e);
        }
    }
}
