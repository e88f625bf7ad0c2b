// SPDX-License-Identifier: Apache-2.0
package org.emgraal.tarfs;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.emgraal.libc.fs.FileSystem;
import org.emgraal.libc.fs.FileType;

/**
 * The build of the precompiled standard library: one tar with the sources of {@code python_stdlib.zip} and, beside
 * them in {@code __pycache__}, their bytecode, plus its index. The same input gives the same bytes.
 *
 * <p>The {@code .pyc} files are hash-based and unchecked (PEP 552): the import system takes them without even asking
 * for the source's time. That is sound because a tar, unlike a folder, changes only as a whole.
 */
public final class StdlibArchive {
    private static final String SCRIPT = "compile_library.py";
    /** Directories that may be empty: {@code getpath} looks for the first, users mount on both. */
    private static final String[] EXTRA_DIRECTORIES = {"lib-dynload", "site-packages"};
    private static final Pattern CACHED = Pattern
                    .compile("(?<folder>(?:.+/)?)__pycache__/(?<module>[^/]+)\\.cpython-\\d+\\.pyc");
    /** Flags of a {@code .pyc} that is hash-based (bit 0) and not to be checked (bit 1 clear); PEP 552. */
    private static final int UNCHECKED_HASH = 0b01;
    private static final int PYC_FLAGS_AT = 4;
    private static final int PYC_HEADER_SIZE = 16;

    private StdlibArchive() {
    }

    /**
     * What was built.
     *
     * @param sources number of {@code .py} files
     * @param compiled how many of them have bytecode
     * @param size of the tar, in bytes
     */
    public record Summary(int sources, int compiled, long size) {
    }

    /** Builds the archive of a distribution, at its {@link Distribution#stdlibTarPath}. */
    public static Summary build(Distribution distribution, BytecodeCompiler compiler, Consumer<String> progress)
                    throws IOException {
        return build(distribution.stdlibZip(), distribution.pythonVersion(), distribution.stdlibTarPath(), compiler,
                        progress);
    }

    /** See {@link PythonBuild#library}. */
    static FileSystem open(Distribution distribution, boolean verified, Consumer<String> warning) throws IOException {
        if (distribution.stdlibTar().isPresent()) {
            try {
                TarFileSystem archive = TarFileSystem.open(distribution.stdlibTarPath());
                if (!verified) {
                    archive.verifyOnce();
                }
                return archive;
            } catch (IOException e) {
                warning.accept("the standard library is used from its sources, which starts slowly, because the archive is damaged ("
                                + e.getMessage() + "); delete it and build again");
            }
        }
        return ZipFileSystem.open(distribution.stdlibZip());
    }

    /** See {@link PythonBuild#libraryIdentity}. */
    static byte[] identity(Distribution distribution) throws IOException {
        Path index = TarFileSystem.indexPath(distribution.stdlibTarPath());
        return distribution.stdlibTar().isPresent() && Files.exists(index) ? Files.readAllBytes(index) : null;
    }

    /** Whether {@link #build} has nothing to do: the archive was built from this very zip by this very code. */
    public static boolean isCurrent(Distribution distribution) throws IOException {
        return isCurrent(distribution.stdlibZip(), distribution.stdlibTarPath());
    }

    static boolean isCurrent(Path zip, Path tar) throws IOException {
        Path indexFile = TarFileSystem.indexPath(tar);
        if (!Files.exists(tar) || !Files.exists(indexFile)) {
            return false;
        }
        try {
            ArchiveIndex index = ArchiveIndex.load(indexFile);
            return index.describes(Files.size(tar), Files.getLastModifiedTime(tar).toMillis())
                            && Arrays.equals(index.origin(), origin(zip));
        } catch (CorruptArchiveException e) {
            return false;
        }
    }

    /**
     * Builds an archive.
     *
     * @param pythonVersion {@code "3.14"}
     * @param progress takes a line now and then
     */
    public static Summary build(Path zip, String pythonVersion, Path tar, BytecodeCompiler compiler,
                    Consumer<String> progress) throws IOException {
        ZipFileSystem library = ZipFileSystem.open(zip);
        Map<String, byte[]> compiled = compiler.run(library, "/lib/python" + pythonVersion, script(), progress);
        TreeMap<String, Content> contents = contents(library);
        int sources = (int) contents.keySet().stream().filter(path -> path.endsWith(".py")).count();
        for (Map.Entry<String, byte[]> file : compiled.entrySet()) {
            addBytecode(contents, file.getKey(), file.getValue());
        }
        write(contents, tar, origin(zip));
        return new Summary(sources, compiled.size(), Files.size(tar));
    }

    /** The Python program that does the compiling. */
    static String script() throws IOException {
        try (InputStream in = StdlibArchive.class.getResourceAsStream(SCRIPT)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** One file or, with null bytes, directory. */
    record Content(byte[] bytes, FileTime modified) {
    }

    private static TreeMap<String, Content> contents(ZipFileSystem library) throws IOException {
        ArchiveIndex index = library.index;
        TreeMap<String, Content> contents = new TreeMap<>();
        FileTime newest = FileTime.fromMillis(0);
        for (int node = 1; node < index.size(); node++) {
            FileTime modified = FileTime.from(index.modifiedNanos(node), TimeUnit.NANOSECONDS);
            byte[] bytes = index.type(node) == FileType.DIRECTORY ? null
                            : library.bytes(node).toArray(ValueLayout.JAVA_BYTE);
            contents.put(index.path(node), new Content(bytes, modified));
            newest = newest.compareTo(modified) < 0 ? modified : newest;
        }
        for (String directory : EXTRA_DIRECTORIES) {
            contents.putIfAbsent(directory, new Content(null, newest));
        }
        return contents;
    }

    static void addBytecode(TreeMap<String, Content> contents, String path, byte[] bytes) throws IOException {
        Matcher name = CACHED.matcher(path);
        Content source = name.matches() ? contents.get(name.group("folder") + name.group("module") + ".py") : null;
        if (source == null) {
            throw new IOException("The compiler left a file " + path
                            + ", which is not the bytecode of a module of the library.");
        }
        if (bytes.length <= PYC_HEADER_SIZE
                        || ArchiveIndex.littleEndian(bytes).getInt(PYC_FLAGS_AT) != UNCHECKED_HASH) {
            throw new IOException("The compiler left " + path
                            + " in another format than an unchecked hash-based .pyc.");
        }
        contents.putIfAbsent(name.group("folder") + "__pycache__", new Content(null, source.modified()));
        contents.put(path, new Content(bytes, source.modified()));
    }

    static void write(TreeMap<String, Content> contents, Path tar, byte[] origin) throws IOException {
        Path temporary = tar.resolveSibling(tar.getFileName() + ".new");
        FileTime newest = FileTime.fromMillis(0);
        try (TarWriter writer = new TarWriter(temporary)) {
            for (Map.Entry<String, Content> entry : contents.entrySet()) {
                Content content = entry.getValue();
                if (content.bytes() == null) {
                    writer.directory(entry.getKey(), content.modified());
                } else {
                    writer.file(entry.getKey(), content.modified(), content.bytes());
                }
                newest = newest.compareTo(content.modified()) < 0 ? content.modified() : newest;
            }
        }
        // The index names the tar's time: a fixed time makes it reproducible too.
        Files.setLastModifiedTime(temporary, newest);
        try (FileChannel channel = FileChannel.open(temporary); Arena arena = Arena.ofConfined()) {
            MemorySegment data = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
            ArchiveIndex index = TarScanner.scan(tar, data).build(data.byteSize(), newest.toMillis(), origin);
            index.save(TarFileSystem.indexPath(tar));
        }
        Files.move(temporary, tar, StandardCopyOption.REPLACE_EXISTING);
    }

    /**
     * Identifies everything the archive's contents depend on, save the compiler, which belongs to the same
     * distribution.
     */
    private static byte[] origin(Path zip) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(script().getBytes(StandardCharsets.UTF_8));
            return digest.digest(Files.readAllBytes(zip));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
