// SPDX-License-Identifier: Apache-2.0
package org.emgraal.bytecode;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.CRC32C;
import org.emgraal.module.WasmModule;
import org.emgraal.runtime.RecursionPoints;

/**
 * What classes that were generated ahead were generated of: they are used for nothing else.
 *
 * @param generator {@link GeneratorIdentity}
 * @param length of the module in bytes
 * @param checksum of the module
 * @param watched checksum of the module's recursion points
 * @param stubs the functions without bytecode of their own
 */
record CodeManifest(String generator, int length, int checksum, int watched, BitSet stubs) {

    /** A resource of the classes' package, which the jar's module opens: others are hidden by the module system. */
    static String file(Names names) {
        return names.packageName().replace('.', '/') + "/code.properties";
    }

    /** For a module that is to be run. */
    static CodeManifest of(WasmModule module, RecursionPoints points, BitSet stubs) {
        CRC32C checksum = new CRC32C();
        checksum.update(module.bytes());
        return new CodeManifest(GeneratorIdentity.get(), module.bytes().length, (int) checksum.getValue(), points(points), stubs);
    }

    static int points(RecursionPoints points) {
        int[] checks = points.checks().stream().mapToInt(Integer::intValue).sorted().toArray();
        int[] functions = points.functions().stream().mapToInt(Integer::intValue).sorted().toArray();
        return Arrays.hashCode(checks) * 31 + Arrays.hashCode(functions);
    }

    /** Why this code does not do for a module; null if it does. */
    String refusal(CodeManifest wanted, Set<Integer> replaced) {
        if (generator.isEmpty() || !generator.equals(wanted.generator)) {
            return "they are of another generator";
        }
        if (length != wanted.length || checksum != wanted.checksum) {
            return "they are of another module";
        }
        if (watched != wanted.watched) {
            return "other functions are watched";
        }
        return replaced.stream().allMatch(stubs::get) ? null : "other functions are replaced";
    }

    String write() {
        return "generator=%s%nlength=%d%nchecksum=%d%nwatched=%d%nstubs=%s%n".formatted(generator, length, checksum, watched,
                        stubs.stream().mapToObj(Integer::toString).collect(Collectors.joining(",")));
    }

    /** @throws IllegalArgumentException if it is none */
    static CodeManifest read(InputStream stream) throws IOException {
        Properties properties = new Properties();
        properties.load(stream);
        BitSet stubs = new BitSet();
        for (String stub : properties.getProperty("stubs", "").split(",")) {
            if (!stub.isEmpty()) {
                stubs.set(Integer.parseInt(stub));
            }
        }
        return new CodeManifest(properties.getProperty("generator", ""), number(properties, "length"), number(properties, "checksum"),
                        number(properties, "watched"), stubs);
    }

    private static int number(Properties properties, String name) {
        return Integer.parseInt(properties.getProperty(name, ""));
    }
}
