// SPDX-License-Identifier: Apache-2.0
package org.emgraal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.PolyglotException.StackFrame;
import org.graalvm.polyglot.SandboxPolicy;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.IOAccess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a Java program sees of Python: values, errors, exits, streams, and what a context grants. */
class EmbeddingTest {

    private static final String LANGUAGE = EmscriptenPythonLanguage.ID;

    private static Engine engine;
    private static Context context;
    private static final ByteArrayOutputStream OUTPUT = new ByteArrayOutputStream();

    @BeforeAll
    static void start() {
        engine = Engine.create();
        context = Context.newBuilder(LANGUAGE).engine(engine).out(OUTPUT).build();
    }

    @AfterAll
    static void stop() throws Exception {
        DeepStack.call(() -> {
            context.close();
            engine.close();
            return null;
        });
    }

    private static Value eval(String source) throws Exception {
        return DeepStack.call(() -> context.eval(LANGUAGE, source));
    }

    private static PolyglotException fails(String source) {
        return assertThrows(PolyglotException.class, () -> eval(source));
    }

    @Test
    void stateLivesInMain() throws Exception {
        eval("answer = 41");
        assertEquals(42, eval("answer + 1").asInt());
        assertEquals("__main__", eval("__name__").asString());
        assertEquals(41, DeepStack.call(() -> context.getBindings(LANGUAGE).getMember("answer").asInt()));
    }

    @Test
    void immutableValuesAreConverted() throws Exception {
        assertTrue(eval("None").isNull());
        assertTrue(eval("x = 1").isNull());
        assertTrue(eval("1 < 2").asBoolean());
        assertEquals(-7, eval("-7").asInt());
        assertEquals(1L << 40, eval("1 << 40").asLong());
        assertEquals(BigInteger.TWO.pow(70).negate(), eval("-(2 ** 70)").asBigInteger());
        assertEquals(0.1, eval("0.1").asDouble());
        assertEquals("h\u00e9\ud83d\ude00", eval("'h\u00e9\ud83d\ude00'").asString());
    }

    @Test
    void otherObjectsShowThemselves() throws Exception {
        Value list = eval("[1, 'two']");
        assertEquals("[1, 'two']", DeepStack.call(list::toString));
    }

    @Test
    void printingGoesToTheContextsStream() throws Exception {
        OUTPUT.reset();
        eval("print('h\u00e9llo', end='')");
        assertEquals("h\u00e9llo", OUTPUT.toString(StandardCharsets.UTF_8));
    }

    @Test
    void uncaughtExceptionsAreGuestExceptions() throws Exception {
        Source source = Source.newBuilder(LANGUAGE, "def parse(text):\n    return int(text)\n\nparse('seven')\n", "prog.py").build();
        PolyglotException error = assertThrows(PolyglotException.class, () -> DeepStack.call(() -> context.eval(source)));
        assertTrue(error.isGuestException());
        assertFalse(error.isInternalError());
        assertEquals("ValueError: invalid literal for int() with base 10: 'seven'", error.getMessage());
        List<StackFrame> frames = StreamSupport.stream(error.getPolyglotStackTrace().spliterator(), false) //
                        .filter(StackFrame::isGuestFrame).toList();
        assertEquals(List.of("parse", "<module>"), frames.stream().map(StackFrame::getRootName).toList());
        assertEquals("prog.py", frames.get(0).getSourceLocation().getSource().getName());
        assertEquals(2, frames.get(0).getSourceLocation().getStartLine());
        assertEquals(4, frames.get(1).getSourceLocation().getStartLine());
        String traceback = error.getGuestObject().getMember("traceback").asString();
        assertTrue(traceback.contains("File \"prog.py\", line 2, in parse\n    return int(text)"), traceback);
    }

    @Test
    void syntaxErrorsHaveALocation() {
        PolyglotException error = fails("a = 1\nb = = 2\n");
        assertTrue(error.isSyntaxError());
        assertEquals(2, error.getSourceLocation().getStartLine());
    }

    @Test
    void exitingIsNoError() throws Exception {
        PolyglotException exit = fails("import sys; sys.exit(3)");
        assertTrue(exit.isExit());
        assertEquals(3, exit.getExitStatus());
        assertEquals(0, fails("raise SystemExit").getExitStatus());
        assertEquals(2, eval("1 + 1").asInt());
    }

    @Test
    void deepRecursionIsPythonsError() throws Exception {
        assertTrue(fails("def f(): return f()\nf()").getMessage().startsWith("RecursionError"));
        assertTrue(fails("class A:\n  def __repr__(self): return repr(self)\nrepr(A())").getMessage().startsWith("RecursionError"));
        assertEquals(1, eval("1").asInt());
    }

    @Test
    void contextsDoNotSeeEachOther() throws Exception {
        eval("shared = 'first'");
        try (Context second = Context.newBuilder(LANGUAGE).engine(engine).build()) {
            PolyglotException error = assertThrows(PolyglotException.class, () -> DeepStack.call(() -> second.eval(LANGUAGE, "shared")));
            assertTrue(error.getMessage().startsWith("NameError"));
            DeepStack.call(() -> {
                second.close();
                return null;
            });
        }
    }

    @Test
    void nothingOfTheHostIsVisibleByDefault() throws Exception {
        assertEquals("/home/web_user", eval("import os; os.getcwd()").asString());
        assertFalse(eval("os.path.exists('/etc/passwd') or os.path.exists('/usr')").asBoolean());
        assertEquals("web_user", eval("os.environ['USER']").asString());
        assertEquals("text", eval("open('/tmp/note', 'w').write('text'); open('/tmp/note').read()").asString());
        assertEquals("PermissionError", eval("""
                        import socket
                        try:
                            socket.socket().connect(('127.0.0.1', 9))
                            refused = 'connected'
                        except OSError as error:
                            refused = type(error).__name__
                        refused
                        """).asString());
    }

    @Test
    void grantsAreRespected(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("data.txt"), "from the host");
        Path script = folder.resolve("script.py");
        Files.writeString(script, "import os, sys\nresult = (open(os.path.join(os.path.dirname(__file__), 'data.txt')).read()"
                        + " if '__file__' in globals() else open('data.txt').read(), sys.argv[1:], os.environ['COLOUR'], input())\nrepr(result)\n");
        try (Context granted = Context.newBuilder(LANGUAGE).engine(engine).allowIO(IOAccess.ALL)
                        .currentWorkingDirectory(folder).arguments(LANGUAGE, new String[]{"one", "two words"})
                        .environment(Map.of("COLOUR", "red")).in(new ByteArrayInputStream("typed\n".getBytes())).build()) {
            Value result = DeepStack.call(() -> granted.eval(Source.newBuilder(LANGUAGE, script.toFile()).build()));
            assertEquals("('from the host', ['one', 'two words'], 'red', 'typed')", result.asString());
            assertTrue(DeepStack.call(() -> granted.eval(LANGUAGE, "os.path.exists('/etc/passwd')").asBoolean()), "what Java sees at its path");
            assertEquals("0o41777 0o100666", DeepStack.call(() -> granted.eval(LANGUAGE, "os.umask(0); os.mkdir('all', 0o1777); "
                            + "open('any', 'w').close(); ' '.join(oct(os.stat(name).st_mode) for name in ('all', 'any'))").asString()),
                            "the program's umask counts, not the process's");
            assertEquals(Files.getFileStore(folder).getTotalSpace(),
                            DeepStack.call(() -> granted.eval(LANGUAGE, "import shutil\nshutil.disk_usage('.').total").asLong()));
            DeepStack.call(() -> granted.eval(LANGUAGE, "import fcntl\nlocked = open('data.txt')\nfcntl.lockf(locked, fcntl.LOCK_SH)"));
            try (FileChannel data = FileChannel.open(folder.resolve("data.txt"), StandardOpenOption.READ)) {
                assertThrows(OverlappingFileLockException.class, () -> data.tryLock(0, 1, true), "locked by this JVM");
            }
            // Names are bytes, and Java's names depend on the locale.
            assertEquals("[b'\\xc3\\xa9', b'\\xff'] b'../d/\\xff' b'inside'", DeepStack.call(() -> granted.eval(LANGUAGE, """
                            os.mkdir('d')
                            for name in ('é', os.fsdecode(b'\\xff')):
                                with open('d/' + name, 'w') as file:
                                    file.write('inside')
                            os.symlink(b'../d/\\xff', 'd/link-ü')
                            target = os.readlink(b'd/link-\\xc3\\xbc')
                            content = open('d/link-ü', 'rb').read()
                            os.unlink('d/link-ü')
                            f"{sorted(os.listdir(b'd'))} {target} {content}"
                            """).asString()));
            DeepStack.call(() -> {
                granted.eval(LANGUAGE, "left = [open('data.txt'), open('left', 'w'), os.open('.', os.O_RDONLY)]");
                granted.close();
                return null;
            });
        }
        assertEquals(List.of(), openBelow(folder.toRealPath()), "host files left open");
    }

    /** What this process has open in a folder, where the host can say. */
    private static List<Path> openBelow(Path folder) throws IOException {
        List<Path> open = new ArrayList<>();
        File[] descriptors = new File("/proc/self/fd").listFiles();
        for (File descriptor : descriptors == null ? new File[0] : descriptors) {
            if (Files.isSymbolicLink(descriptor.toPath())) {
                Path target = Files.readSymbolicLink(descriptor.toPath());
                if (target.startsWith(folder)) {
                    open.add(target);
                }
            }
        }
        return open;
    }

    @Test
    void closingEndsARunningLoop() throws Exception {
        Context endless = Context.newBuilder(LANGUAGE).engine(engine).build();
        DeepStack.call(() -> endless.eval(LANGUAGE, "1"));
        Thread closer = new Thread(() -> {
            try {
                Thread.sleep(500);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            endless.close(true);
        });
        closer.start();
        PolyglotException end = assertThrows(PolyglotException.class, () -> DeepStack.call(() -> endless.eval(LANGUAGE, "while True: pass")));
        assertTrue(end.isCancelled());
        closer.join();
    }

    @Test
    void everydayModulesWork() throws Exception {
        Path script = Path.of("src", "test", "resources", "org", "emgraal", "everyday.py");
        assumeTrue(Files.exists(script), "missing " + script);
        assertEquals("ok", eval(Files.readString(script) + "\n'ok'").asString());
    }

    @Test
    void closingFlushesAndReleases(@TempDir Path folder) throws Exception {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        Path file = folder.resolve("buffered.txt");
        DeepStack.call(() -> {
            try (Context context = Context.newBuilder("emscripten-python").allowAllAccess(true).out(output).build()) {
                context.eval("emscripten-python", """
                                import atexit
                                class Released:
                                    def __del__(self):
                                        print('released')
                                released = Released()
                                atexit.register(print, 'bye')
                                file = open('%s', 'w')
                                file.write('text')""".formatted(file));
            }
            return null;
        });
        assertEquals("bye\nreleased\n", output.toString(StandardCharsets.UTF_8));
        assertEquals("text", Files.readString(file));
    }

    @Test
    void everythingGrantedIsVisible(@TempDir Path folder) throws Exception {
        Path elsewhere = Files.writeString(folder.resolve("elsewhere.txt"), "text");
        DeepStack.call(() -> {
            for (String directory : List.of("/", folder.toString(), System.getProperty("java.io.tmpdir"))) {
                try (Context context = Context.newBuilder("emscripten-python").allowIO(IOAccess.ALL).currentWorkingDirectory(Path.of(directory)).build()) {
                    assertEquals("text", context.eval("emscripten-python", "open('%s').read()".formatted(elsewhere)).asString());
                    assertTrue(context.eval("emscripten-python", "import os, json; os.path.exists('/usr') and os.path.isdir(os.environ['HOME'])").asBoolean());
                }
            }
            return null;
        });
    }

    @Test
    void timeZones() throws Exception {
        DeepStack.call(() -> {
            try (Context context = Context.newBuilder("emscripten-python").timeZone(ZoneId.of("Asia/Tokyo")).build()) {
                assertEquals(9, context.eval("emscripten-python", "import time; time.localtime(0).tm_hour").asInt());
            }
            try (Context context = Context.newBuilder("emscripten-python").timeZone(ZoneId.of("Asia/Tokyo")).environment("TZ", "UTC0").build()) {
                assertEquals(0, context.eval("emscripten-python", "import time; time.localtime(0).tm_hour").asInt());
            }
            return null;
        });
    }

    @Test
    void pythonFilesAndConsoles(@TempDir Path folder) throws Exception {
        File file = Files.writeString(folder.resolve("script.py"), "__file__").toFile();
        assertEquals("emscripten-python", Source.findLanguage(file));
        DeepStack.call(() -> {
            try (Context context = Context.newBuilder("emscripten-python").allowIO(IOAccess.ALL).build()) {
                assertEquals(file.getPath(), context.eval(Source.newBuilder("emscripten-python", file).build()).asString());
                for (String source : List.of("def f():", "(1,", "if 1:\n  x = 1", "'''text")) {
                    assertTrue(failureInConsole(context, source).isIncompleteSource(), source);
                }
                for (String source : List.of("1 +* 2", "1 +", "'text")) {
                    PolyglotException wrong = failureInConsole(context, source);
                    assertTrue(wrong.isSyntaxError() && !wrong.isIncompleteSource(), source);
                }
                context.eval(Source.newBuilder("emscripten-python", "if 1:\n  x = 1\n\n", "console").interactive(true).buildLiteral());
            }
            return null;
        });
    }

    private static PolyglotException failureInConsole(Context context, String source) {
        return assertThrows(PolyglotException.class,
                        () -> context.eval(Source.newBuilder("emscripten-python", source, "console").interactive(true).buildLiteral()));
    }

    @Test
    void constrainedSandbox() throws Exception {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        DeepStack.call(() -> {
            try (Context context = Context.newBuilder("emscripten-python").sandbox(SandboxPolicy.CONSTRAINED).out(output).err(output)
                            .in(new ByteArrayInputStream(new byte[0])).option("emscripten-python.Snapshot", "false").build()) {
                assertEquals("[True, True, True, True]", context.eval("emscripten-python", """
                                import os, java, socket
                                def denied(operation):
                                    try:
                                        operation()
                                    except (OSError, KeyError, NotImplementedError):
                                        return True
                                str([denied(lambda: open('/etc/passwd')), denied(lambda: os.environ['PATH']), denied(lambda: java.type('java.lang.System')),
                                     denied(lambda: socket.create_connection(('127.0.0.1', 9), 1))])""").asString());
            }
            return null;
        });
        assertThrows(IllegalArgumentException.class, () -> Context.newBuilder("emscripten-python").sandbox(SandboxPolicy.CONSTRAINED).out(output)
                        .err(output).in(new ByteArrayInputStream(new byte[0])).option("emscripten-python.Path", "/tmp").build());
    }
}
