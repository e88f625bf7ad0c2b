// SPDX-License-Identifier: Apache-2.0
package org.emgraal.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;

/**
 * Sends objects round trips between Java and Python and measures both heaps before and after. Argument: how many round trips.
 * Exit status 1 if one of them has grown by more than {@value #TOLERANCE} bytes: less than a byte per round trip of a million.
 * Nothing is compiled: the compiler's graphs come and go, a hundred times that many bytes.
 */
public final class BridgeSoakMain {

    private static final String LANGUAGE = "emscripten-python";
    private static final int ROUNDS = 10;
    private static final int LOOKS = 8;
    /** Milliseconds in which the JVM tells what it has collected. */
    private static final int ENQUEUED = 50;
    /** Half a megabyte: compiled code, caches and fragmentation. */
    private static final long TOLERANCE = 512 << 10;
    /** So long inline caches and names take their room: two megabytes. */
    private static final int WARM_UP = 50_000;

    private static final String PROGRAM = """
                    import ctypes, gc
                    import java, polyglot
                    from java.util import ArrayList, HashMap
                    from java.lang import IllegalStateException

                    class Thing:
                        def __init__(self, n):
                            self.n = n

                    class _Information(ctypes.Structure):  # struct mallinfo of malloc.h
                        _fields_ = [(name, ctypes.c_int) for name in
                                    "arena ordblks smblks hblks hblkhd usmblks fsmblks uordblks fordblks keepcost".split()]
                    _mallinfo = ctypes.CDLL(None).mallinfo
                    _mallinfo.restype = _Information

                    def used():
                        gc.collect()
                        return _mallinfo().uordblks

                    def same(value):
                        return value

                    def make(n):
                        return Thing(n)

                    def collections(n):
                        items = ArrayList()
                        items.add(n)
                        items.add(Thing(n))
                        table = HashMap()
                        table.put('items', items)
                        return table.get('items') is items and items[1].n == n

                    def closure(n):
                        return lambda m: m + n

                    def call(callback, n):
                        thing = Thing(n)
                        return callback(thing) is thing

                    def catch(callback):
                        try:
                            callback()
                        except IllegalStateException as error:
                            return error.getMessage()

                    def fail(n):
                        raise ValueError(n)

                    def rethrow(callback):
                        callback()
                    """;

    private BridgeSoakMain() {
    }

    /** One kind of round trip; throws if what comes back is not what was sent. */
    private interface Trip {
        void run(int number);
    }

    public static void main(String[] arguments) throws InterruptedException {
        int count = arguments.length == 0 ? 1_000_000 : Integer.parseInt(arguments[0]);
        try (Context context = Context.newBuilder(LANGUAGE).allowAllAccess(true).option("engine.Compilation", "false").build()) {
            context.eval(LANGUAGE, PROGRAM);
            Value python = context.getBindings(LANGUAGE);
            Map<String, Trip> trips = trips(python);
            run(trips, WARM_UP);
            long[] first = heaps(python);
            print(WARM_UP, first);
            long[] last = first;
            for (int round = 1; round <= ROUNDS; round++) {
                run(trips, count / ROUNDS);
                last = heaps(python);
                print(WARM_UP + count / ROUNDS * round, last);
            }
            boolean grown = last[0] - first[0] > TOLERANCE || last[1] - first[1] > TOLERANCE;
            System.out.println(grown ? "a heap has grown" : "no heap has grown");
            System.exit(grown ? 1 : 0);
        }
    }

    private static void run(Map<String, Trip> trips, int count) {
        List<Trip> kinds = List.copyOf(trips.values());
        for (int i = 0; i < count; i++) {
            kinds.get(i % kinds.size()).run(i);
        }
    }

    private static void require(boolean holds, String kind) {
        if (!holds) {
            throw new IllegalStateException("wrong result: " + kind);
        }
    }

    private static Map<String, Trip> trips(Value python) {
        Map<String, Trip> trips = new HashMap<>();
        Value same = python.getMember("same");
        Value make = python.getMember("make");
        Value collections = python.getMember("collections");
        Value closure = python.getMember("closure");
        Value call = python.getMember("call");
        Value catching = python.getMember("catch");
        Value fail = python.getMember("fail");
        Value rethrow = python.getMember("rethrow");
        Function<Object, Object> identity = value -> value;
        trips.put("a Java object", n -> {
            Object sent = new Object();
            require(same.execute(sent).asHostObject() == sent, "a Java object");
        });
        trips.put("a Java list", n -> {
            List<Object> sent = new ArrayList<>(List.of(n, "text"));
            require(same.execute(sent).asHostObject() == sent, "a Java list");
        });
        trips.put("a Python object", n -> {
            Value thing = make.execute(n);
            require(same.execute(thing).equals(thing) && thing.getMember("n").asInt() == n, "a Python object");
        });
        trips.put("text and numbers", n -> require(same.execute("text" + n).asString().equals("text" + n) &&
                        same.execute(n * 0x1p40).asDouble() == n * 0x1p40, "text and numbers"));
        trips.put("collections made in Python", n -> require(collections.execute(n).asBoolean(), "collections made in Python"));
        trips.put("a closure", n -> require(closure.execute(n).execute(1).asInt() == n + 1, "a closure"));
        trips.put("a closure as an interface", n -> {
            @SuppressWarnings("unchecked")
            Function<Object, Object> function = closure.execute(n).as(Function.class);
            require(function.apply(1).equals(n + 1), "a closure as an interface");
        });
        trips.put("a callback", n -> require(call.execute(identity, n).asBoolean(), "a callback"));
        trips.put("a Java exception", n -> {
            Callable<Object> thrower = () -> {
                throw new IllegalStateException("n" + n);
            };
            require(catching.execute(thrower).asString().equals("n" + n), "a Java exception");
        });
        trips.put("a Java exception through Python", n -> {
            IllegalStateException thrown = new IllegalStateException("n" + n);
            Callable<Object> thrower = () -> {
                throw thrown;
            };
            try {
                rethrow.execute(thrower);
                require(false, "a Java exception through Python");
            } catch (PolyglotException exception) {
                require(exception.isHostException() && exception.asHostException() == thrown, "a Java exception through Python");
            }
        });
        trips.put("a Python exception", n -> {
            try {
                fail.executeVoid(n);
                require(false, "a Python exception");
            } catch (PolyglotException exception) {
                require(exception.getMessage().equals("ValueError: " + n), "a Python exception");
            }
        });
        return trips;
    }

    /** Bytes in use: of the Java heap, and of the C heap in WebAssembly memory; the least of several looks. */
    private static long[] heaps(Value python) throws InterruptedException {
        long[] least = {Long.MAX_VALUE, Long.MAX_VALUE};
        for (int i = 0; i < LOOKS; i++) {
            // Values that are gone give their Python objects back at the next call, which may free others of Java.
            System.gc();
            Thread.sleep(ENQUEUED);
            least[1] = Math.min(least[1], python.getMember("used").execute().asLong());
            least[0] = Math.min(least[0], ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return least;
    }

    private static void print(int count, long[] heaps) {
        System.out.printf("after %,9d round trips: Java heap %,11d bytes, C heap %,11d bytes%n", count, heaps[0], heaps[1]);
    }
}
