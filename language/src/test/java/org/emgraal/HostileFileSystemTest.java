// SPDX-License-Identifier: Apache-2.0
package org.emgraal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.FileSystem;
import org.graalvm.polyglot.io.IOAccess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever an embedder's file system or channel does is an OSError in Python, and the interpreter goes on. */
@Tag("slow")
@Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileFileSystemTest {

    private static final String LANGUAGE = EmscriptenPythonLanguage.ID;
    /** What a context asks for before any program runs. */
    private static final Set<String> SPARED = Set.of("getTempDirectory", "setCurrentWorkingDirectory", "getMimeType", "getEncoding");
    private static final List<Supplier<Exception>> FAILURES = List.of(UnsupportedOperationException::new, NullPointerException::new,
                    () -> new IllegalStateException("closed"), () -> new IOException("odd"), ClosedByInterruptException::new, () -> new SecurityException("no"));

    /** Each operation of os and io, for itself; what comes out is a value or an OSError. */
    private static final String PROGRAM = """
                    import io, os, shutil, mmap, sys
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
                    def run():
                        sys.modules.pop('some_module', None)
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
                        return 'alive ' + str(sum(range(5)))
                    run""";

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
        Path directory = Files.createDirectories(folder.resolve(name));
        Files.writeString(directory.resolve("file.txt"), "text");
        Files.writeString(directory.resolve("some_module.py"), "value = 1");
        return directory;
    }

    private static <T> T in(Path directory, FileSystem files, Function<Context, T> action) throws Exception {
        return DeepStack.call(() -> {
            try (Context context = Context.newBuilder(LANGUAGE).engine(engine).err(new ByteArrayOutputStream()).currentWorkingDirectory(directory)
                            .allowIO(IOAccess.newBuilder().fileSystem(files).build()).build()) {
                return action.apply(context);
            }
        });
    }

    /** A file system that fails in one method, which can be changed. */
    private static final class Failing implements InvocationHandler {
        private final FileSystem host = FileSystem.newDefaultFileSystem();
        private String method = "";
        private Supplier<Exception> failure;

        FileSystem files() {
            return (FileSystem) Proxy.newProxyInstance(FileSystem.class.getClassLoader(), new Class<?>[]{FileSystem.class}, this);
        }

        @Override
        public Object invoke(Object proxy, Method called, Object[] arguments) throws Throwable {
            if (called.getName().equals(method)) {
                throw failure.get();
            }
            return call(called, host, arguments);
        }
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
        Failing failing = new Failing();
        in(directory("methods"), failing.files(), context -> {
            Value run = context.eval(LANGUAGE, PROGRAM);
            for (String method : methods) {
                for (Supplier<Exception> failure : FAILURES) {
                    failing.failure = failure;
                    failing.method = method;
                    assertEquals("alive 10", run.execute().asString(), () -> method + " " + failure.get());
                    failing.method = "";
                }
            }
            return null;
        });
    }

    /** A file system with channels that do less than they are asked for, or fail. */
    private static final class Channels implements InvocationHandler {
        private final FileSystem host = FileSystem.newDefaultFileSystem();
        private int bytes = Integer.MAX_VALUE;
        private String method = "";
        private Supplier<Exception> failure;

        FileSystem files() {
            return (FileSystem) Proxy.newProxyInstance(FileSystem.class.getClassLoader(), new Class<?>[]{FileSystem.class}, this);
        }

        @Override
        public Object invoke(Object proxy, Method called, Object[] arguments) throws Throwable {
            Object result = call(called, host, arguments);
            return !(result instanceof SeekableByteChannel channel) ? result : Proxy.newProxyInstance(SeekableByteChannel.class.getClassLoader(),
                            new Class<?>[]{SeekableByteChannel.class}, (self, operation, values) -> transfer(channel, operation, values));
        }

        private Object transfer(SeekableByteChannel channel, Method operation, Object[] values) throws Throwable {
            if (operation.getName().equals(method)) {
                throw failure.get();
            }
            if (values == null || !(values[0] instanceof ByteBuffer buffer)) {
                return call(operation, channel, values);
            }
            int limit = buffer.limit();
            buffer.limit((int) Math.min(limit, (long) buffer.position() + bytes));
            try {
                return call(operation, channel, values);
            } finally {
                buffer.limit(limit);
            }
        }
    }

    @Test
    void channelsThatDoLess() throws Exception {
        Channels channels = new Channels();
        in(directory("channels"), channels.files(), context -> {
            Value run = context.eval(LANGUAGE, PROGRAM);
            channels.bytes = 1;
            assertEquals("text", context.eval(LANGUAGE, "open('file.txt').read()").asString());
            channels.bytes = 0;
            assertEquals("alive 10", run.execute().asString());
            channels.bytes = 1000;
            for (String method : List.of("read", "write", "position", "size", "truncate", "close")) {
                for (Supplier<Exception> failure : FAILURES) {
                    channels.failure = failure;
                    channels.method = method;
                    assertEquals("alive 10", run.execute().asString(), () -> method + " " + failure.get());
                    channels.method = "";
                }
            }
            channels.method = "close";
            context.eval(LANGUAGE, "left = open('file.txt')");
            return null;
        });
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
            assertEquals("42 data OSError", in(Path.of("/application"), files, context -> context.eval(LANGUAGE, """
                            import sys
                            sys.path.insert(0, '/application')
                            import package
                            try:
                                open('/application/new.txt', 'w')
                                result = 'written'
                            except OSError:
                                result = 'OSError'
                            f'{package.part.value} {package.data()} {result}'""").asString()));
        }
    }
}
