// SPDX-License-Identifier: Apache-2.0
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Runs modules of CPython's regression tests, each in a context of its own on one engine, so that code is compiled
 * once. {@code cptest.py} logs a line per test; all state is in these logs, so that a run can go on after this process
 * died. Started by {@code cpython-tests.sh}.
 *
 * <p>A test during which the guest dies or falls silent counts as failed; the module goes on behind it in a new context.
 */
public final class CPythonTests {
    /** Exit status that asks to be started again: a guest could not be stopped. */
    private static final int AGAIN = 75;
    private static final long STACK_SIZE = 1L << 30;
    private static final int MOST_DEATHS = 40;
    private static final long SECOND = 1_000_000_000L;
    /** A guest that waits uses no processor time, and on a busy machine neither does one that works: how much longer it has. */
    private static final int WAITING = 5;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Path data;
    private final Path tests;
    private final long silence;
    private final CPythonResults results;

    private CPythonTests(Path data, Path tests, long silence, CPythonResults results) {
        this.data = data;
        this.tests = tests;
        this.silence = silence;
        this.results = results;
    }

    /**
     * Arguments: folder of the test data, folder with package test, folder of the logs, seconds of silence, modules; or
     * {@code --table} as the only module.
     */
    public static void main(String[] arguments) throws Exception {
        CPythonResults results = new CPythonResults(Path.of(arguments[0]), Path.of(arguments[2]));
        CPythonTests runner = new CPythonTests(Path.of(arguments[0]), Path.of(arguments[1]), Long.parseLong(arguments[3]), results);
        List<String> modules = new ArrayList<>(List.of(arguments).subList(4, arguments.length));
        if (modules.equals(List.of("--table"))) {
            results.printTable();
            return;
        }
        boolean all = modules.isEmpty();
        if (all) {
            modules.addAll(results.required.keySet());
            modules.sort((a, b) -> results.required.get(b).size() - results.required.get(a).size());
        }
        int[] total = new int[3];
        try (Engine engine = Engine.newBuilder().allowExperimentalOptions(true).build()) {
            for (String module : modules) {
                boolean before = results.hasEnded(module);
                long start = System.nanoTime();
                runner.run(engine, module);
                CPythonResults.Summary summary = results.summary(module);
                results.report(module, summary, before ? "before" : "in " + (System.nanoTime() - start) / SECOND + " s");
                total[0] += summary.passed();
                total[1] += summary.failures().size();
                total[2] += summary.skipped();
            }
        }
        if (all) {
            results.complete();
        }
        System.out.printf("%d passed, %d failed, %d skipped%n", total[0], total[1], total[2]);
        System.exit(total[1] == 0 ? 0 : 1);
    }

    private void run(Engine engine, String module) throws Exception {
        if (!results.lines(module).isEmpty()) {
            results.noteDeath(module, "the process died");
        }
        for (int deaths = 0; !results.hasEnded(module); deaths++) {
            if (deaths == MOST_DEATHS) {
                results.write(module, "MODERROR\t" + module + "\t0\tgiven up after " + MOST_DEATHS + " deaths\n");
                return;
            }
            results.noteDeath(module, runOnce(engine, module));
        }
    }

    private List<String> command(String module) throws IOException {
        String name = module.replace(CPythonResults.LIFTED, "");
        String script = data.resolve("cptest.py").toString();
        List<String> command = new ArrayList<>();
        if (!name.equals(module)) {
            command.add(Path.of(System.getProperty("java.class.path")).resolve("cpython_lifted.py").toString());
        }
        command.addAll(List.of(script, tests.toString(), name, results.log(module).toString()));
        Set<String> skip = new TreeSet<>(results.excluded);
        results.lines(module).stream().filter(line -> !line[0].equals("START")).forEach(line -> skip.add(line[1]));
        command.addAll(skip);
        return command;
    }

    /** Why it ended. */
    private String runOnce(Engine engine, String module) throws Exception {
        Context context = Context.newBuilder().engine(engine).allowAllAccess(true).allowExperimentalOptions(true)
                        .in(InputStream.nullInputStream()).out(OutputStream.nullOutputStream()).err(OutputStream.nullOutputStream())
                        .option("emscripten-python.RunCommandLine", "true")
                        .arguments("emscripten-python", command(module).toArray(String[]::new)).build();
        String[] end = {"it ended"};
        Thread guest = new Thread(null, () -> {
            try {
                context.eval(Source.newBuilder("emscripten-python", "", "<command line>").internal(true).buildLiteral());
            } catch (PolyglotException exception) {
                end[0] = exception.isExit() ? "exit status " + exception.getExitStatus() : exception.getMessage();
                if (exception.isInternalError()) {
                    exception.printStackTrace();
                }
            } catch (Throwable throwable) {
                end[0] = throwable.toString();
            }
        }, module, STACK_SIZE);
        guest.setDaemon(true);
        guest.start();
        Path log = results.log(module);
        long size = -1;
        long heard = System.nanoTime();
        long used = 0;
        while (guest.isAlive()) {
            guest.join(500);
            // Like any program of the command line the guest has taken them, but Ctrl-C is meant for all of this.
            Signal.handle(new Signal("INT"), SignalHandler.SIG_DFL);
            Signal.handle(new Signal("TERM"), SignalHandler.SIG_DFL);
            long now = Files.exists(log) ? Files.size(log) : 0;
            long processor = Math.max(0, THREADS.getThreadCpuTime(guest.threadId()));
            if (now != size) {
                size = now;
                heard = System.nanoTime();
                used = processor;
            } else if (processor - used > silence * SECOND || System.nanoTime() - heard > silence * WAITING * SECOND) {
                stop(context, guest, module);
                return "silent for " + silence + " s";
            }
        }
        stop(context, guest, module);
        return end[0];
    }

    private void stop(Context context, Thread guest, String module) throws Exception {
        Thread closer = new Thread(() -> context.close(true), "close");
        closer.setDaemon(true);
        closer.start();
        closer.join(60_000);
        if (closer.isAlive() || guest.isAlive()) {
            guest.join(5_000);
            if (guest.isAlive()) {
                System.err.println(module + ": the guest does not stop:");
                for (StackTraceElement element : guest.getStackTrace()) {
                    System.err.println("    " + element);
                }
                results.noteDeath(module, "silent for " + silence + " s, and could not be stopped");
                Runtime.getRuntime().halt(AGAIN);
            }
        }
    }
}
