// SPDX-License-Identifier: Apache-2.0
package org.emgraal.bytecode;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
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
            digest.update(module.name().getBytes(java.nio.charset.StandardCharsets.UTF_8));
            digest.update((byte) 0);
            digest.update(module.bytes());
            return folder.resolve("%s-%08x-%s%s".formatted(HexFormat.of().formatHex(digest.digest()), watched, GeneratorIdentity.get(), SUFFIX));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The classes in a file by function; an empty array stands for a function without bytecode. */
    Map<Integer, byte[]> read(Path file) {
        Map<Integer, byte[]> classes = new TreeMap<>();
        if (GeneratorIdentity.get().isEmpty()) {
            return classes;
        }
        try {
            byte[] content = Files.readAllBytes(file);
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(content));
            if (in.readInt() != MAGIC) {
                throw new IOException("it is no such file");
            }
            for (int count = in.readInt(); count > 0; count--) {
                int function = in.readInt();
                int length = in.readInt();
                int checksum = in.readInt();
                if (length < 0 || length > in.available()) {
                    throw new IOException("it is cut off");
                }
                byte[] bytes = in.readNBytes(length);
                if (checksum(function, bytes) != checksum) {
                    throw new IOException("function " + function + " is damaged");
                }
                classes.put(function, bytes);
            }
            touch(file);
        } catch (NoSuchFileException notYet) {
            return classes;
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "the cached code {0} is made anew, because {1}", file, e.getMessage() == null ? "it is cut off" : e.getMessage());
            classes.clear();
            delete(file);
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
            Files.createDirectories(folder);
            unfinished = Files.createTempFile(folder, "code", ".tmp");
            Files.write(unfinished, content(all));
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            removeOldest();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "code is not cached in {0}: {1}", folder, e);
            if (unfinished != null) {
                delete(unfinished);
            }
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
        try (Stream<Path> all = Files.list(folder)) {
            all.filter(file -> file.toString().endsWith(SUFFIX)).forEach(files::add);
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
