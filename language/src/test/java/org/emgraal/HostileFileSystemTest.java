// SPDX-License-Identifier: Apache-2.0
package org.emgraal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.io.FileSystem;
import org.graalvm.polyglot.io.IOAccess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever an embedder's file system or channel does is an OSError in Python, and the interpreter goes on. */
@Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileFileSystemTest {

    private static final String LANGUAGE = EmscriptenPythonLanguage.ID;
    /** What a context asks for before any program runs. */
    private static final Set<String> SPARED = Set.of("getTempDirectory", "parsePath", "toAbsolutePath", "getSeparator", "getPathSeparator",
                    "setCurrentWorkingDirectory", "getMimeType", "getEncoding");
    private static final List<Supplier<Exception>> FAILURES = List.of(UnsupportedOperationException::new, NullPointerException::new,
                    () -> new IllegalStateException("closed"), () -> new IOException("odd"), ClosedByInterruptException::new, () -> new SecurityException("no"));

    /** Each operation of os and io, for itself; what comes out is a value or an OSError. */
    private static final String PROGRAM = """
                    import io, os, shutil, tempfile, mmap
                    def attempt(name, operation):
                        try:
                            operation()
                        except (OSError, ImportError, shutil.Error, EOFError):
                            pass
                    def write():
                        with open('new.txt', 'w') as f:
                            f.write('x' * 10000)
                            f.truncate(3)
                    def both():
                        with open('new.txt', 'r+b', buffering=0) as f:
                            f.seek(2); f.write(b'abc'); f.seek(0); f.read(); f.seek(0, 2); os.fsync(f.fileno()); os.fstat(f.fileno())
                    for name, operation in {
                        'read': lambda: open('file.txt').read(), 'write': write, 'both': both, 'append': lambda: open('new.txt', 'a').write('y'),
                        'stat': lambda: os.stat('file.txt'), 'lstat': lambda: os.lstat('missing'), 'listdir': lambda: os.listdir('.'),
                        'scandir': lambda: [e.stat() for e in os.scandir('.')], 'walk': lambda: list(os.walk('.')), 'mkdir': lambda: os.makedirs('a/b'),
                        'rename': lambda: os.rename('new.txt', 'renamed.txt'), 'replace': lambda: os.replace('renamed.txt', 'new.txt'),
                        'symlink': lambda: os.symlink('new.txt', 'soft.txt'), 'readlink': lambda: os.readlink('soft.txt'),
                        'chmod': lambda: os.chmod('new.txt', 0o600), 'utime': lambda: os.utime('new.txt', (1, 2)), 'access': lambda: os.access('new.txt', os.W_OK),
                        'truncate': lambda: os.truncate('new.txt', 1), 'statvfs': lambda: os.statvfs('.'), 'chdir': lambda: (os.chdir('a'), os.chdir('..')),
                        'getcwd': os.getcwd, 'realpath': lambda: os.path.realpath('soft.txt', strict=True), 'copy': lambda: shutil.copy2('file.txt', 'copy.txt'),
                        'import': lambda: __import__('some_module'), 'unlink': lambda: os.unlink('new.txt'), 'rmtree': lambda: shutil.rmtree('a'),
                        'exclusive': lambda: os.open('only.txt', os.O_CREAT | os.O_EXCL | os.O_RDWR), 'rmdir': lambda: os.rmdir('a'),
                        'pread': lambda: os.pread(os.open('file.txt', os.O_RDONLY), 3, 1), 'map': lambda: mmap.mmap(os.open('file.txt', os.O_RDONLY), 0, prot=mmap.PROT_READ)[:],
                    }.items():
                        attempt(name, operation)
                    'alive ' + str(sum(range(5)))""";

    @TempDir
    private static Path folder;
    private static Engine engine;

    @BeforeAll
    static void start() {
        engine = Engine.create();
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    private static Path directory(String name) throws IOException {
        Path directory = Files.createDirectories(folder.resolve(name.replaceAll("[^A-Za-z]", "")));
        Files.writeString(directory.resolve("file.txt"), "text");
        Files.writeString(directory.resolve("some_module.py"), "value = 1");
        return directory;
    }

    private static String run(Path directory, FileSystem files, String program) throws Exception {
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        return DeepStack.call(() -> {
            try (Context context = Context.newBuilder(LANGUAGE).engine(engine).err(errors).currentWorkingDirectory(directory)
                            .allowIO(IOAccess.newBuilder().fileSystem(files).build()).build()) {
                return context.eval(LANGUAGE, program).asString();
            }
        });
    }

    private static FileSystem failingIn(String method, Supplier<Exception> failure) {
        FileSystem host = FileSystem.newDefaultFileSystem();
        boolean[] armed = {false};
        return (FileSystem) Proxy.newProxyInstance(FileSystem.class.getClassLoader(), new Class<?>[]{FileSystem.class}, (proxy, called, arguments) -> {
            // From the program's first file on: what the context itself needs has worked.
            armed[0] |= arguments != null && Arrays.stream(arguments).anyMatch(argument -> argument instanceof Path path && path.endsWith("file.txt"));
            if (armed[0] && called.getName().equals(method)) {
                throw failure.get();
            }
            return call(called, host, arguments);
        });
    }

    private static Object call(Method method, Object receiver, Object... arguments) throws Throwable {
        try {
            return method.invoke(receiver, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }

    @Test
    void methodsThatFail() throws Exception {
        Set<String> methods = new TreeSet<>();
        for (Method method : FileSystem.class.getMethods()) {
            if ((method.getModifiers() & java.lang.reflect.Modifier.STATIC) == 0 && !SPARED.contains(method.getName())) {
                methods.add(method.getName());
            }
        }
        assertTrue(methods.contains("newByteChannel"), methods::toString);
        for (String method : methods) {
            for (Supplier<Exception> failure : FAILURES) {
                String name = method + failure.get().getClass().getSimpleName();
                assertEquals("alive 10", run(directory(name), failingIn(method, failure), PROGRAM), name);
            }
        }
    }

    /** A channel that does less than it is asked for, or fails. */
    private static FileSystem withChannels(int bytes, String failing, Supplier<Exception> failure) {
        FileSystem host = FileSystem.newDefaultFileSystem();
        return (FileSystem) Proxy.newProxyInstance(FileSystem.class.getClassLoader(), new Class<?>[]{FileSystem.class}, (proxy, called, arguments) -> {
            Object result = call(called, host, arguments);
            if (!(result instanceof SeekableByteChannel channel)) {
                return result;
            }
            return Proxy.newProxyInstance(SeekableByteChannel.class.getClassLoader(), new Class<?>[]{SeekableByteChannel.class}, (self, method, values) -> {
                if (method.getName().equals(failing)) {
                    throw failure.get();
                }
                if (values != null && values[0] instanceof ByteBuffer buffer) {
                    int limit = buffer.limit();
                    buffer.limit(Math.min(limit, buffer.position() + bytes));
                    try {
                        return call(method, channel, values);
                    } finally {
                        buffer.limit(limit);
                    }
                }
                return call(method, channel, values);
            });
        });
    }

    @Test
    void channelsThatDoLess() throws Exception {
        assertEquals("text", run(directory("short"), withChannels(1, "", null), "open('file.txt').read()"));
        assertEquals("alive 10", run(directory("none"), withChannels(0, "", null), PROGRAM));
        for (String method : List.of("read", "write", "position", "size", "truncate", "close")) {
            for (Supplier<Exception> failure : FAILURES) {
                String name = "channel" + method + failure.get().getClass().getSimpleName();
                assertEquals("alive 10", run(directory(name), withChannels(1000, method, failure), PROGRAM), name);
            }
        }
    }

    @Test
    void archives() throws Exception {
        Path jar = folder.resolve("archive.jar");
        try (java.nio.file.FileSystem archive = FileSystems.newFileSystem(URI.create("jar:" + jar.toUri()), Map.of("create", "true"))) {
            Files.createDirectories(archive.getPath("/application/package"));
            Files.writeString(archive.getPath("/application/package/__init__.py"), "from . import part\ndef data():\n    import importlib.resources as r\n    return r.files(__name__).joinpath('data.txt').read_text()");
            Files.writeString(archive.getPath("/application/package/part.py"), "value = 42");
            Files.writeString(archive.getPath("/application/package/data.txt"), "data");
        }
        try (java.nio.file.FileSystem archive = FileSystems.newFileSystem(jar)) {
            FileSystem files = FileSystem.newReadOnlyFileSystem(FileSystem.newFileSystem(archive));
            assertEquals("42 data OSError", run(Path.of("/application"), files, """
                            import sys
                            sys.path.insert(0, '/application')
                            import package
                            try:
                                open('/application/new.txt', 'w')
                                result = 'written'
                            except OSError:
                                result = 'OSError'
                            f'{package.part.value} {package.data()} {result}'"""));
        }
    }
}
