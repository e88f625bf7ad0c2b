// SPDX-License-Identifier: Apache-2.0
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.Source;

/**
 * Two contexts of one engine, each on its own thread, run a Python script at once. Both must print the same, which goes
 * to standard output. Started by {@code extensions.sh} with the distribution, {@code python.Path} and the script.
 */
public final class TwoContexts {

    private static final long STACK_SIZE = 512L << 20;

    private TwoContexts() {
    }

    public static void main(String[] arguments) throws Exception {
        Source script = Source.newBuilder("emscripten-python", Files.readString(Path.of(arguments[2])), arguments[2]).build();
        List<ByteArrayOutputStream> outputs = List.of(new ByteArrayOutputStream(), new ByteArrayOutputStream());
        List<Throwable> failures = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        CountDownLatch ready = new CountDownLatch(outputs.size());
        try (Engine engine = Engine.newBuilder("emscripten-python").option("engine.WarnInterpreterOnly", "false").build()) {
            for (ByteArrayOutputStream output : outputs) {
                Thread thread = new Thread(null, () -> {
                    try (Context context = Context.newBuilder("emscripten-python").engine(engine).allowAllAccess(true).out(output).err(output)
                                    .option("emscripten-python.Distribution", arguments[0])
                                    .option("emscripten-python.Path", arguments[1]).build()) {
                        context.eval("emscripten-python", "pass");
                        ready.countDown();
                        ready.await();
                        context.eval(script);
                    } catch (Throwable failure) {
                        ready.countDown();
                        synchronized (failures) {
                            failures.add(failure);
                        }
                    }
                }, "python", STACK_SIZE);
                threads.add(thread);
                thread.start();
            }
            for (Thread thread : threads) {
                thread.join();
            }
        }
        for (Throwable failure : failures) {
            failure.printStackTrace();
        }
        String first = outputs.get(0).toString(StandardCharsets.UTF_8);
        System.out.print(first);
        if (!first.equals(outputs.get(1).toString(StandardCharsets.UTF_8))) {
            System.err.println("the other context printed:\n" + outputs.get(1).toString(StandardCharsets.UTF_8));
            System.exit(1);
        }
        System.exit(failures.isEmpty() ? 0 : 1);
    }
}
