// SPDX-License-Identifier: Apache-2.0
package org.emgraal.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The bridge between Java and Python, warm, in one context. {@code -Dlanguage=python} measures GraalPy instead, where it is on
 * the module path.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class BridgeBenchmark {

    private static final String LANGUAGE = System.getProperty("language", "emscripten-python");
    /** Python's loops around an operation are longer than this. */
    private static final int INNER = 1000;
    private static final int BUFFER = 10 << 20;

    private Context context;
    private Value increment;
    private Value attribute;
    private Value list;
    private Value callJava;
    private Value callBack;
    private Value readField;
    private Value sum;
    private Value fill;
    private Value bytes;
    private Value first;
    private Source cached;
    private final List<Integer> numbers = new ArrayList<>();
    private final byte[] array = new byte[BUFFER];

    @Setup
    public void start() {
        context = Context.newBuilder(LANGUAGE).allowAllAccess(true).build();
        context.eval(LANGUAGE, """
                        import java
                        Math = java.type('java.lang.Math')
                        def f(x): return x + 1
                        class Thing: pass
                        thing = Thing()
                        thing.value = 7
                        numbers = list(range(1000))
                        bytes_ = bytearray(10 << 20)
                        def call_java():
                            for i in range(1000):
                                Math.abs(i)
                        def read_field(point):
                            for i in range(1000):
                                point.x
                        def total(items):
                            return sum(items)
                        def first(data):
                            return data[0]
                        def fill():
                            return [1] * 1000
                        def call_back():
                            for _ in map(f, range(1000)):
                                pass
                        """);
        Value python = context.getBindings(LANGUAGE);
        increment = python.getMember("f");
        attribute = python.getMember("thing");
        list = python.getMember("numbers");
        callJava = python.getMember("call_java");
        callBack = python.getMember("call_back");
        readField = python.getMember("read_field");
        sum = python.getMember("total");
        fill = python.getMember("fill");
        bytes = python.getMember("bytes_");
        first = python.getMember("first");
        cached = Source.create(LANGUAGE, "1 + 1");
        for (int i = 0; i < INNER; i++) {
            numbers.add(i);
        }
    }

    @TearDown
    public void close() {
        context.close();
    }

    /** What Java code can read and Python changes. */
    public static final class Point {
        public int x = 3;
    }

    private final Point point = new Point();

    /** {@code def f(x): return x + 1}, called from Java. */
    @Benchmark
    public int callPython() {
        return increment.execute(41).asInt();
    }

    /** The same function, called by CPython's own {@code map}: what the call costs without the bridge. */
    @Benchmark
    @OperationsPerInvocation(INNER)
    public void callFromMap() {
        callBack.executeVoid();
    }

    /** {@code Math.abs(i)}, called from Python; the loop's own time is in it. */
    @Benchmark
    @OperationsPerInvocation(INNER)
    public void callJava() {
        callJava.executeVoid();
    }

    /** An attribute of a Python object, read by Java. */
    @Benchmark
    public int readAttribute() {
        return attribute.getMember("value").asInt();
    }

    /** A field of a Java object, read by Python; the loop's own time is in it. */
    @Benchmark
    @OperationsPerInvocation(INNER)
    public void readField() {
        readField.executeVoid(point);
    }

    /** A list of 1,000 ints made by Python, each read by Java. */
    @Benchmark
    public long listToJava() {
        long total = 0;
        for (long i = 0; i < INNER; i++) {
            total += list.getArrayElement(i).asInt();
        }
        return total;
    }

    /** The same through {@code Value.as}, as a Java collection of its own. */
    @Benchmark
    public int listCopiedToJava() {
        return new ArrayList<>(list.as(List.class)).size();
    }

    /** A Java list of 1,000 ints, each read by Python. */
    @Benchmark
    public int listToPython() {
        return sum.execute(numbers).asInt();
    }

    /** A list of 1,000 ints to Java and back. */
    @Benchmark
    public boolean listRoundTrip() {
        return sum.execute(fill.execute()).asInt() == INNER;
    }

    /** 10 MB of Python's, handed to Java, which reads and writes two bytes in place. */
    @Benchmark
    public byte bufferToJava() {
        bytes.writeBufferByte(BUFFER - 1, (byte) 1);
        return bytes.readBufferByte(0);
    }

    /** 10 MB of Java's, handed to Python, which reads one byte in place. */
    @Benchmark
    public int bufferToPython() {
        return first.execute((Object) array).asInt();
    }

    /** 10 MB of Python's, copied into a Java array. */
    @Benchmark
    public byte bufferCopiedToJava() {
        bytes.readBuffer(0, array, 0, BUFFER);
        return array[BUFFER - 1];
    }

    @Benchmark
    public int evaluateCached() {
        return context.eval(cached).asInt();
    }
}
