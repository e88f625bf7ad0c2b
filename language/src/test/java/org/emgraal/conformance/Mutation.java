// SPDX-License-Identifier: Apache-2.0
package org.emgraal.conformance;

import java.util.Arrays;
import java.util.Random;

/** Small damage to a module's bytes. */
final class Mutation {

    private static final int MAX_CHANGES = 4;
    /** Magic and version: what else begins a file is refused by the first look. */
    private static final int HEADER = 8;

    private Mutation() {
    }

    /** Changes, removes or doubles a few bytes behind the header. */
    static byte[] of(byte[] original, Random random) {
        byte[] bytes = original.clone();
        for (int changes = 1 + random.nextInt(MAX_CHANGES); changes > 0 && bytes.length > HEADER; changes--) {
            int at = HEADER + random.nextInt(bytes.length - HEADER);
            switch (random.nextInt(6)) {
                case 0 -> bytes[at] = (byte) random.nextInt();
                case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> bytes[at] = (byte) 0xFF;
                case 3 -> bytes[at] += (byte) (random.nextInt(3) - 1);
                case 4 -> bytes = Arrays.copyOf(bytes, at);
                default -> {
                    byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
                    System.arraycopy(bytes, at, longer, at + 1, bytes.length - at);
                    bytes = longer;
                }
            }
        }
        return bytes;
    }
}
