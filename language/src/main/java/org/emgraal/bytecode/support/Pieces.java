// SPDX-License-Identifier: Apache-2.0
package org.emgraal.bytecode.support;

/** What a large function's pieces share: the table of a dispatch that is copied to their exits. */
public final class Pieces {

    private static final int LOW_BITS = 15;

    private Pieces() {
    }

    /** A table as a class file can have it: two characters for each code. */
    public static String encode(int[] codes) {
        StringBuilder text = new StringBuilder();
        for (int code : codes) {
            text.append((char) (code >>> LOW_BITS)).append((char) (code & (1 << LOW_BITS) - 1));
        }
        return text.toString();
    }

    public static int[] decode(String text) {
        int[] codes = new int[text.length() / 2];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = text.charAt(2 * i) << LOW_BITS | text.charAt(2 * i + 1);
        }
        return codes;
    }

    /** The code at an index; the last for all others. */
    public static int select(int index, int[] codes) {
        int last = codes.length - 1;
        return codes[Integer.compareUnsigned(index, last) < 0 ? index : last];
    }
}
